import type { Figure as FigureValue } from '#contract/kernel.ts'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useProjectsWords } from '../words.ts'
import { cellsOf, perCell } from './cells.ts'
import './projects.css'

export type StageCount = {
  stage: string
  zh: string
  en: string
  end: boolean
  recognised: FigureValue
  claimed: FigureValue
  /** How many of the recognised came since the time compared with. */
  fresh?: number
}

/** Stages that stand on the line even while nobody is at them: the life of a project in seven words. */
const always = ['signed', 'landed', 'started', 'under-construction', 'completed', 'in-production', 'at-capacity']

type Props = {
  stages: readonly StageCount[]
  label: string
  onPick?: (stage: string) => void
  picked?: string | undefined
}

/**
 * How far projects have come (项目走到哪一步): a column a stage, a cell a project; claimed ones are hatched and not in the number. Where a
 * stage holds more than fit, a cell stands for several, and the legend says for how many.
 */
export function StageCells({ stages, label, onPick, picked }: Props) {
  const say = useProjectsWords()
  const language = useLanguage()
  const shown = stages.filter(
    each => always.includes(each.stage) || (each.recognised.value ?? 0) + (each.claimed.value ?? 0) > 0,
  )
  const per = perCell(shown.map(each => (each.recognised.value ?? 0) + (each.claimed.value ?? 0)))
  return (
    <ol className="stage-cells" aria-label={label}>
      {shown.map(each => (
        <li key={each.stage} className={each.end ? 'end' : undefined} data-picked={picked === each.stage || undefined}>
          <div className="cells" aria-hidden="true">
            {cellsOf(each, per).map((kind, index) => (
              // Cells stand for projects in no order.
              <i key={index} className={kind === 'recognised' ? 'cell' : `cell ${kind}`} />
            ))}
          </div>
          <b>
            <Figure figure={each.recognised} label={each[language]} bare />
            {(each.claimed.value ?? 0) > 0 && (
              <span className="claimed-count">
                ＋<Figure figure={each.claimed} label={`${each[language]} ${say('claimed')}`} bare />
              </span>
            )}
          </b>
          {onPick ? (
            <button
              type="button"
              className="stage-pick"
              aria-pressed={picked === each.stage}
              title={say('pick-stage', { stage: each[language] })}
              onClick={() => onPick(each.stage)}
            >
              {each[language]}
            </button>
          ) : (
            <span>{each[language]}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

/** What the cells mean; `since` names the meeting compared with, where there is one. */
export function StageLegend({ since }: { since?: string | undefined }) {
  const say = useProjectsWords()
  return (
    <p className="stage-legend">
      <span>
        <i className="cell" aria-hidden="true" /> {say('recognised')}
      </span>
      {since !== undefined && (
        <span>
          <i className="cell fresh" aria-hidden="true" /> {say('fresh', { since })}
        </span>
      )}
      <span>
        <i className="cell claimed" aria-hidden="true" /> {say('claimed-legend')}
      </span>
    </p>
  )
}
