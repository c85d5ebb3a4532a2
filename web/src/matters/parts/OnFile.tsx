import { Day } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { Section } from '#ui/Section.tsx'
import type { MatterDetail } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { type MatterWord, useMatterWords } from '../words.ts'

/** What else is on file about the matter; what nobody filled in is left out. */
export function OnFile({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const texts: Array<[MatterWord, string | null]> = [
    ['kind', words('kind', matter.kind)],
    ['source-kind', words('source', matter.sourceKind)],
    ['source-ref', matter.sourceRef],
    ['instructing-leader', matter.instructingLeader],
    ['lead-leader', matter.leadLeader],
    ['assignee-text', matter.assigneeText],
    ['handler', matter.handler],
    ['contact', [matter.contact, matter.phone].filter(Boolean).join(' ') || null],
    ['goal', matter.goal],
    ['proposed-by', matter.proposedBy],
    ['approved-by', matter.approvedBy],
    ['reminders', matter.reminders > 0 ? say('times', { count: matter.reminders }) : null],
    ['extensions-used', matter.extensionsUsed > 0 ? say('times', { count: matter.extensionsUsed }) : null],
    ['reopened', matter.reopened > 0 ? say('times', { count: matter.reopened }) : null],
    ['opinion', matter.reviewOpinion],
    ['verification', matter.verification],
    ['struck-by', matter.struckBy],
    ['transfer-to', matter.transferredTo],
  ]
  const days: Array<[MatterWord, string | null]> = [
    ['drafted', matter.draftedOn],
    ['registered-on', matter.registeredOn],
    ['assigned-on', matter.assignedOn],
    ['start-on', matter.startOn],
    ['closed-on', matter.closedOn],
    ['struck-on', matter.struckOn],
    ['look-back-on', matter.lookBackOn],
  ]
  const links = [
    ...(matter.mergedInto ? [['merged-into', matter.mergedInto] as const] : []),
    ...(matter.parent ? [['parent', matter.parent] as const] : []),
    ...matter.children.map(child => ['children', child] as const),
  ]
  return (
    <Section title={say('more-facts')}>
      <dl className="on-file">
        {texts.map(([word, text]) =>
          text ? (
            <div key={word}>
              <dt>{say(word)}</dt>
              <dd>{text}</dd>
            </div>
          ) : null,
        )}
        {days.map(([word, day]) =>
          day ? (
            <div key={word}>
              <dt>{say(word)}</dt>
              <dd>
                <Day value={day} />
              </dd>
            </div>
          ) : null,
        )}
        {links.map(([word, link]) => (
          <div key={link.id}>
            <dt>{say(word)}</dt>
            <dd>
              <Link to={`/matters/${link.id}`}>{link.refNo ? `${link.refNo} ${link.title}` : link.title}</Link>
            </dd>
          </div>
        ))}
      </dl>
      {matter.resultText !== null && (
        <>
          <h3>{say('result')}</h3>
          <p className="s">{matter.resultText}</p>
        </>
      )}
    </Section>
  )
}
