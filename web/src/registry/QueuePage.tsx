import { useNavigate } from '@tanstack/react-router'
import { use, useState } from 'react'
import { linkKind } from '#contract/registry.ts'
import type { QueueItem } from '#contract/registryQueue.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { Empty } from '#ui/Empty.tsx'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useKeys } from '#ui/keys.ts'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useSentence } from '#ui/language/sentences.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Answers } from './parts/queue/Answers.tsx'
import { CandidateList } from './parts/queue/CandidateList.tsx'
import { firstSentence, NameInHand, SentenceLink } from './parts/queue/NameInHand.tsx'
import { QueueHelp, WhyUnsure } from './parts/queue/QueueDialogs.tsx'
import type { Said } from './parts/queue/useAnswering.ts'
import { type Queue, type Told, useQueue } from './parts/queue/useQueue.ts'
import { RegistryTabs } from './parts/RegistryTabs.tsx'
import { useQueueWords } from './queueWords.ts'
import './registry.css'
import './queue.css'

const NONE = { total: 0, hasMoreThanTotal: false }

/** Names from pages that may mean a standing record, one at a time, answered by one key each (待定名称). */
export function QueuePage() {
  const say = useQueueWords()
  const queue = useQueue()
  const { list, item, current } = queue
  return (
    <>
      <PageHead
        title={say('queue')}
        lead={say('queue-lead')}
        crumb={<RegistryTabs here="queue" waiting={queue.isNarrowed ? undefined : (list.data ?? NONE)} />}
        aside={<Progress queue={queue} />}
      />
      <Filters queue={queue} />
      <Past />
      {list.error && <FaultNote problem={list.error} onAgain={() => void list.refetch()} />}
      {!list.data && !list.error && <Loading />}
      {list.data && !current && (
        <Empty
          why={say(queue.isNarrowed ? 'nothing-narrowed' : 'nothing-waits')}
          act={
            queue.isNarrowed && (
              <button
                type="button"
                className="btn"
                onClick={() => queue.setFilter({ kind: undefined, source: undefined })}
              >
                {say('show-all')}
              </button>
            )
          }
        />
      )}
      {current && item.error && <FaultNote problem={item.error} onAgain={() => void item.refetch()} />}
      {current && !item.data && !item.error && <Loading />}
      <Desk key={item.data?.id ?? ''} queue={queue} item={current ? item.data : undefined} />
      <Answers />
    </>
  )
}

function Progress({ queue: { list } }: { queue: Queue }) {
  const say = useQueueWords()
  if (!list.data) return null
  const { total, hasMoreThanTotal, done } = list.data
  return (
    <span className="s q" role="status">
      <b className="queue-left">{say(hasMoreThanTotal ? 'left-over' : 'left', { count: total })}</b>·
      <span className="queue-done">{say('done', { count: done })}</span>
    </span>
  )
}

function Filters({ queue }: { queue: Queue }) {
  const say = useQueueWords()
  const { kind = '', source = '' } = queue.filters
  const sources = queue.list.data?.sources ?? []
  return (
    <div className="list-bar queue-filters">
      <select
        className="registry-filter"
        aria-label={say('kind')}
        value={kind}
        onChange={({ target }) => queue.setFilter({ kind: target.value || undefined })}
      >
        <option value="">{say('all-kinds')}</option>
        {linkKind.options.map(each => (
          <option key={each} value={each}>
            {say(`kind-${each}`)}
          </option>
        ))}
      </select>
      <select
        className="registry-filter"
        aria-label={say('source')}
        value={source}
        onChange={({ target }) => queue.setFilter({ source: target.value || undefined })}
      >
        <option value="">{say('all-sources')}</option>
        {source !== '' && !sources.some(({ id }) => id === source) && <option value={source}>{say('source')}</option>}
        {sources.map(({ id, name, names }) => (
          <option key={id} value={id}>
            {say('source-names', { name, count: names })}
          </option>
        ))}
      </select>
    </div>
  )
}

function Past() {
  const sentence = useSentence()
  const language = useLanguage()
  const { instant } = useAsOf()
  if (instant === undefined) return null
  return <p className="note">{sentence('ui.past', { day: formatDay(dayOfInstant(instant), language) })}</p>
}

/** The name in hand beside its candidates, and what the keys do between them. */
function Desk({ queue, item }: { queue: Queue; item: QueueItem | undefined }) {
  const say = useQueueWords()
  const navigate = useNavigate()
  const place = use(SourcePlaceContext)
  const [focus, setFocus] = useState(0)
  const [open, setOpen] = useState<'help' | 'why' | null>(null)
  const { answering, list } = queue
  const mayJudge = list.data?.may.includes('registry.judge') === true
  const sayIt = (said: Said) => item && !answering.isBusy(item.id) && answering.answer(item, said)
  const focused = item?.candidates[focus]
  const asking = mayJudge && item !== undefined
  const undo = () => answering.undo()

  useKeys({
    j: () => queue.goOn(),
    k: () => queue.goBack(),
    s: () => queue.skip(),
    '?': () => setOpen('help'),
    ArrowDown: () => moveFocus(1),
    ArrowUp: () => moveFocus(-1),
    Enter: event => {
      // A focused button or link means itself.
      if (event.target instanceof Element && event.target.closest('button, a')) return false
      const to = item && firstSentence(item, place)
      return to ? void navigate({ to: to.to, search: to.search }) : false
    },
    ...(mayJudge ? { z: undo, 'ctrl+z': undo } : {}),
    ...(asking
      ? {
          n: () => sayIt({ answer: 'new' }),
          u: () => sayIt({ answer: 'unsure' }),
          'shift+u': () => setOpen('why'),
          d: () => (focused ? sayIt({ answer: 'different', otherId: focused.id }) : false),
          ...Object.fromEntries(
            item.candidates.map(({ id }, at) => [String(at + 1), () => sayIt({ answer: 'same', otherId: id })]),
          ),
        }
      : {}),
  })
  const moveFocus = (by: number) => {
    if (!item || item.candidates.length < 2) return false
    setFocus(Math.min(item.candidates.length - 1, Math.max(0, focus + by)))
    return true
  }

  return (
    <>
      {answering.failed && (
        <div className="queue-failed">
          <p className="s">{say('sending-failed', { name: answering.failed.name })}</p>
          <FaultNote
            problem={answering.failed.problem}
            act="write"
            {...(answering.failed.again ? { onAgain: answering.failed.again } : {})}
          />
        </div>
      )}
      {item && (
        <div className="queue-desk">
          <NameInHand item={item} />
          <section aria-labelledby="queue-candidates">
            <h3 id="queue-candidates" className="queue-side">
              {say('candidates')}
            </h3>
            <CandidateList item={item} focus={focus} onFocus={setFocus} onSay={mayJudge ? sayIt : null} />
          </section>
        </div>
      )}
      {list.data && (
        <Acts
          queue={queue}
          item={item}
          onSay={asking ? sayIt : null}
          onUndo={mayJudge ? undo : null}
          onOpen={setOpen}
        />
      )}
      {open === 'help' && <QueueHelp onClose={() => setOpen(null)} />}
      {open === 'why' && item && (
        <WhyUnsure
          name={item.name}
          onClose={() => setOpen(null)}
          onSay={reason => {
            setOpen(null)
            sayIt({ answer: 'unsure', reason })
          }}
        />
      )}
    </>
  )
}

type ActsProps = {
  queue: Queue
  item: QueueItem | undefined
  onSay: ((said: Said) => void) | null
  onUndo: (() => void) | null
  onOpen: (what: 'help' | 'why') => void
}

/** What is answered about the name as a whole, and the ways through the queue; at the thumb on a phone. */
function Acts({ queue, item, onSay, onUndo, onOpen }: ActsProps) {
  const say = useQueueWords()
  const key = (letter: string) => <kbd className="hint">{letter}</kbd>
  return (
    <div className="queue-foot">
      <div className="queue-acts">
        {item && onSay && (
          <>
            <button type="button" className="btn" onClick={() => onSay({ answer: 'new' })}>
              {say(item.known.standing === 'draft' ? 'answer-new' : 'answer-new-confirmed')}
              {key('N')}
            </button>
            <button type="button" className="btn" onClick={() => onSay({ answer: 'unsure' })}>
              {say('answer-unsure')}
              {key('U')}
            </button>
          </>
        )}
        <span className="r">
          {onUndo && (
            <button type="button" className="btn t" onClick={onUndo}>
              {say('undo')}
              {key('Z')}
            </button>
          )}
          <button type="button" className="btn t" disabled={!queue.hasNext} onClick={queue.goOn}>
            {say('next')}
            {key('J')}
          </button>
        </span>
      </div>
      <div className="queue-more">
        {item && onSay && (
          <button type="button" className="btn t" onClick={() => onOpen('why')}>
            {say('answer-unsure-why')}
            {key('⇧U')}
          </button>
        )}
        {item && (
          <button type="button" className="btn t" onClick={queue.skip}>
            {say('skip')}
            {key('S')}
          </button>
        )}
        {item && <SentenceLink item={item} />}
        <button type="button" className="btn t" disabled={!item} onClick={queue.goBack}>
          {say('previous')}
          {key('K')}
        </button>
        <button type="button" className="btn t" onClick={() => onOpen('help')}>
          {say('help')}
          {key('?')}
        </button>
        <p className="s q told" role="status">
          <LastSaid told={queue.told} />
        </p>
      </div>
    </div>
  )
}

function LastSaid({ told }: { told: Told | null }) {
  const say = useQueueWords()
  if (told === null) return null
  if ('undone' in told) return told.undone === null ? say('nothing-to-undo') : say('said-undone', { name: told.undone })
  const { item, said } = told
  const other = item.candidates.find(({ id }) => id === said.otherId)?.known.name ?? ''
  return say(`said-${said.answer}`, { name: item.name, other })
}
