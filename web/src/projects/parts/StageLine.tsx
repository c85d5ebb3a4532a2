import { EvidenceDay } from '#ui/evidence/EvidenceDay.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { type Project, useStages } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import type { Asked } from './AskDialog.tsx'

type Props = {
  project: Project
  onAsk: (asked: Asked) => void
  mayClaim: boolean
  mayRecognise: boolean
}
type Reached = Project['stages'][number]

/**
 * The stages as a line from lead to full capacity, with three days each: planned, claimed, recognised. Only the last one counts. The
 * source of the rule and how far it can be trusted stand below.
 */
export function StageLine({ project, onAsk, mayClaim, mayRecognise }: Props) {
  const say = useProjectsWords()
  const language = useLanguage()
  const { data: rules } = useStages()
  const reached = new Map(project.stages.map(stage => [stage.stage, stage]))
  const shown = (rules?.stages ?? []).filter(stage => !stage.end || reached.has(stage.code))
  return (
    <Section
      title={say('stages')}
      aside={
        mayClaim && (
          <button type="button" className="btn t section-act" onClick={() => onAsk({ kind: 'claim' })}>
            {say('claim-title')}
          </button>
        )
      }
    >
      <table className="plain stack stage-line">
        <thead>
          <tr>
            <th scope="col">{say('stage')}</th>
            <th scope="col">{say('planned')}</th>
            <th scope="col">{say('claimed-short')}</th>
            <th scope="col">{say('recognised')}</th>
            <th scope="col">{say('checklist')}</th>
            <th scope="col">
              <span className="vh">{say('recognise')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(stage => {
            const at = reached.get(stage.code)
            const isReached = at !== undefined && (at.claimedOn !== null || at.recognisedOn !== null)
            return (
              <tr key={stage.code} className={isReached ? undefined : 'ahead'}>
                <td>
                  <span className="stage-word">
                    <i className={cellOf(at)} aria-hidden="true" />
                    {stage[language]}
                  </span>
                </td>
                <td data-head={at?.plannedOn ? say('planned') : undefined}>
                  {at?.plannedOn && <StageDay stage={at} name={stage[language]} field="plannedOn" />}
                </td>
                <td data-head={at?.claimedOn ? say('claimed-short') : undefined}>
                  {at?.claimedOn && <StageDay stage={at} name={stage[language]} field="claimedOn" />}
                  {at?.claimedOn && at.recognisedOn === null && (
                    <span className="note-line">{say('claimed-legend')}</span>
                  )}
                </td>
                <td data-head={at?.recognisedOn ? say('recognised') : undefined}>
                  {at?.recognisedOn && <StageDay stage={at} name={stage[language]} field="recognisedOn" />}
                </td>
                <td>
                  {at?.recognisedOn && (
                    <span className="q">
                      {stage.checklist.length === 0
                        ? say('checklist-none')
                        : say('checklist-seen', { seen: at.checklist.length, of: stage.checklist.length })}
                    </span>
                  )}
                  {at?.note && <span className="note-line">{at.note}</span>}
                </td>
                <td className="act">
                  {mayRecognise && !at?.recognisedOn && (
                    <button
                      type="button"
                      className={at?.claimedOn ? 'btn' : 'btn t'}
                      onClick={() => onAsk({ kind: 'recognise', stage: stage.code })}
                    >
                      {say('recognise')}
                    </button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rules && (
        <p className="rule-note">
          {say('rule', {
            name: rules.name,
            version: rules.version,
            confidence: rules.confidence,
            source: rules.source,
          })}{' '}
          {rules.confidence === 'C' && <b>{say('rule-own')}</b>}
        </p>
      )}
    </Section>
  )
}

function cellOf(stage: Reached | undefined): string {
  if (stage?.recognisedOn) return 'cell'
  return stage?.claimedOn ? 'cell claimed' : 'cell none'
}

const words = { plannedOn: 'planned', claimedOn: 'claimed-short', recognisedOn: 'recognised' } as const

function StageDay({ stage, name, field }: { stage: Reached; name: string; field: keyof typeof words }) {
  const say = useProjectsWords()
  const day = stage[field]
  if (day === null) return null
  return (
    <EvidenceDay
      day={day}
      label={`${name} ${say(words[field])}`}
      // A page proves when a stage was reached; what was planned or recognised is on file by somebody's hand.
      evidence={field === 'claimedOn' ? stage.evidence : 'hand'}
      of={{ kind: 'project-stage', id: stage.id, field }}
    />
  )
}
