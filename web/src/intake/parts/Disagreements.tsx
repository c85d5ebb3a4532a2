import type { ReactNode } from 'react'
import { Day, Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import type { Contradiction, FactView, Verdict } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { Act } from './Act.tsx'
import { isOfTwo } from './contradicting.ts'

type Props = {
  view: FactView
  /** Whether the actor may decide, now and not on a past day. */
  mayDecide: boolean
  onVerdict: (verdict: Verdict) => void
  onUndo: (decision: Contradiction) => void
}

/**
 * What the fact cannot be right together with: each time both sentences side by side, the others with their page, day and link, and what a
 * person said of it. The acts are for the first that is undecided; the others follow when that is.
 */
export function Disagreements({ view, mayDecide, onVerdict, onUndo }: Props) {
  const open = view.disagrees.filter(({ isOpen }) => isOpen)
  const decided = view.disagrees.filter(({ isOpen }) => !isOpen)
  return (
    <>
      {open.map((item, index) => (
        <Conflict key={keyOf(item)} item={item}>
          {item.decision && (
            <Decided item={item} onUndo={mayDecide && item.decision.verdict === 'open' ? () => onUndo(item) : null} />
          )}
          {index === 0 && mayDecide && <Verdicts view={view} item={item} onVerdict={onVerdict} />}
        </Conflict>
      ))}
      {decided.map(item => (
        <details key={keyOf(item)} className="xs decided">
          <summary>
            <Decided item={item} onUndo={null} />
          </summary>
          <Conflict item={item}>
            {mayDecide && (
              <div className="acts">
                <button type="button" className="btn t" onClick={() => onUndo(item)}>
                  <UndoWord />
                </button>
              </div>
            )}
          </Conflict>
        </details>
      ))}
    </>
  )
}

const keyOf = ({ kind, others }: Contradiction) => [kind, ...others.map(({ factId }) => factId)].join(' ')

function UndoWord() {
  const say = useIntakeWords()
  return <>{say('verdict-undo')}</>
}

/** Both sides in the words of their pages, as one block; a person says which stands. */
function Conflict({ item, children }: { item: Contradiction; children: ReactNode }) {
  const say = useIntakeWords()
  const { kind, said, other, unit, tolerance, others, total, isOpen } = item
  return (
    <div className={isOpen ? 'conflict' : 'conflict was'}>
      <p>
        <b>{say(`disagrees-${kind}`)}</b> {say('disagrees-said', { said, other, unit })}
        {tolerance > 0 && <span className="qq"> {say('disagrees-within', { tolerance, unit })}</span>}
      </p>
      <div className="conflict-texts">
        <div>
          <span className="xs q">{say('disagrees-here')}</span>
          <p lang="zh-CN">{item.sentence}</p>
        </div>
        <div>
          {others.map(each => (
            <div key={each.factId} className="conflict-side">
              <From other={each} />
              <p lang="zh-CN">{each.sentence}</p>
            </div>
          ))}
          {total > others.length && <p className="xs qq">{say('disagrees-more', { count: total - others.length })}</p>}
        </div>
      </div>
      {children}
    </div>
  )
}

/** Which page the other stands on, leading there for whoever may read it. */
function From({ other }: { other: Contradiction['others'][number] }) {
  const say = useIntakeWords()
  const words = (
    <>
      <span lang="zh-CN">{other.isBeside ? say('disagrees-beside') : other.page}</span>
      {!other.isBeside && other.issueDate !== null && (
        <>
          {' '}
          <Day value={other.issueDate} />
        </>
      )}
    </>
  )
  return (
    <span className="xs q">
      {other.href === null ? words : <Link to={other.href}>{words}</Link>}
      {other.state === 'pending' && ` ${say('pending')}`}
    </span>
  )
}

/** What was said of it, by whom, when and why; quietly, and taken back from here. */
function Decided({ item: { decision }, onUndo }: { item: Contradiction; onUndo: (() => void) | null }) {
  const say = useIntakeWords()
  if (!decision) return null
  return (
    <p className="xs q">
      {say(`verdict-said-${decision.verdict}`)}
      {decision.reason !== null && `：${decision.reason}`} · {decision.by} <Instant value={decision.at} />
      {onUndo && (
        <button type="button" className="btn t" onClick={onUndo}>
          {say('verdict-undo')}
        </button>
      )}
    </p>
  )
}

function Verdicts({
  view,
  item,
  onVerdict,
}: {
  view: FactView
  item: Contradiction
  onVerdict: (verdict: Verdict) => void
}) {
  const say = useIntakeWords()
  const isDecided = view.state !== 'pending'
  return (
    <div className="acts">
      {isOfTwo(item) && <Act act={say('verdict-this')} letter="A" kind="p" onAct={() => onVerdict('this')} />}
      <Act act={say('verdict-earlier')} letter="X" onAct={() => onVerdict('earlier')} />
      <Act act={say('verdict-both')} letter="B" onAct={() => onVerdict('both')} />
      {item.decision === null && !isDecided && (
        <Act act={say('verdict-open')} letter="O" kind="t" onAct={() => onVerdict('open')} />
      )}
    </div>
  )
}
