import type { ReactNode } from 'react'
import { type FactView, isModels } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { Confidence } from './Confidence.tsx'
import { summaryOf } from './summary.ts'

type Props = {
  fact: FactView
  number: number
  isCurrent: boolean
  onSelect: () => void
  /** What stands below the line of the current fact. */
  children?: ReactNode
}

/** One fact in the dense list: number, kind, what it says, how sure, how it binds, what became of it. */
export function FactLine({ fact: view, number, isCurrent, onSelect, children }: Props) {
  const say = useIntakeWords()
  const { fact, state, original, proposed } = view
  const { about, said } = summaryOf(fact)
  const kind = fact.kind === 'project' && fact.count !== undefined ? 'batch' : fact.kind
  const { modality } = fact
  return (
    <li
      className={`f ${state}${isCurrent ? ' sel' : ''}`}
      data-fact={view.id}
      {...(isCurrent ? { 'aria-current': true } : {})}
    >
      <button type="button" className="line" onClick={onSelect} aria-expanded={isCurrent}>
        <span className="i">{number}</span>
        <span className="k">{say(`kind-${kind}`)}</span>
        <span className="t" lang="zh-CN">
          {isModels(view) && (
            <span className="tag by-model" title={say('by-model-note', { model: proposed?.model ?? '' })}>
              {say('by-model')}
            </span>
          )}
          {view.disputed && <span className="tag">{say('disputed')}</span>}
          {about}
          {about !== '' && said !== '' && '：'}
          {said}
        </span>
        {original === null ? (
          <span className="xs q hand">{say('by-hand')}</span>
        ) : (
          <Confidence value={fact.confidence} />
        )}
        <span className="m">
          {modality !== undefined &&
            (modality === 'statement' ? (
              say('modality-statement')
            ) : (
              <span className="tag">{say(`modality-${modality}`)}</span>
            ))}
        </span>
        <span className="st">{say(state)}</span>
      </button>
      {children}
    </li>
  )
}
