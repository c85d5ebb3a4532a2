import { useState } from 'react'
import { useGet } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { isTyping } from '#ui/keys.ts'
import { Loading } from '#ui/Loading.tsx'
import { type Contradiction, type FactView, restingAnswer, type Verdict } from '../api.ts'
import { type IntakeWord, useIntakeWords } from '../words.ts'
import { RestingList } from './FactBody.tsx'

/** What is said most often; a digit says it. */
const reasons: Readonly<Record<Exclude<Verdict, 'open'>, readonly IntakeWord[]>> = {
  both: ['why-both-names', 'why-both-period', 'why-both-newer', 'why-both-counting'],
  this: ['why-this-corrected', 'why-this-newer', 'why-this-misread'],
  earlier: ['why-earlier-wrong', 'why-earlier-misread'],
}

type Props = {
  view: FactView
  item: Contradiction
  verdict: Exclude<Verdict, 'open'>
  onDecide: (reason: string) => void
  onClose: () => void
}

/** Asks why before a verdict that needs a reason, and shows first what rests on the facts that give way. */
export function VerdictDialog({ view, item, verdict, onDecide, onClose }: Props) {
  const say = useIntakeWords()
  const [written, setWritten] = useState('')
  const giving =
    verdict === 'this'
      ? item.others
          .filter(({ state }) => state === 'accepted')
          .map(({ factId, sentence }) => ({ id: factId, text: sentence }))
      : verdict === 'earlier' && view.state === 'accepted'
        ? [{ id: view.id, text: item.sentence }]
        : []
  const words = reasons[verdict]
  return (
    <Dialog title={say(`verdict-${verdict}`)} onClose={onClose}>
      <form
        className="fact-form"
        onSubmit={event => {
          event.preventDefault()
          if (written.trim() !== '') onDecide(written.trim())
        }}
        onKeyDown={event => {
          const word = words[Number(event.key) - 1]
          if (word === undefined || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          onDecide(say(word))
        }}
      >
        {verdict === 'both' && <p className="s">{say('verdict-both-note')}</p>}
        {giving.length > 0 && (
          <>
            <p className="s">{say(verdict === 'this' ? 'verdict-this-note' : 'verdict-earlier-note')}</p>
            {giving.map(({ id, text }) => (
              <GivingWay key={id} id={id} text={text} />
            ))}
          </>
        )}
        <p className="acts">
          {words.map((word, index) => (
            <button
              key={word}
              type="button"
              className="btn"
              {...(index === 0 ? { 'data-first': true } : {})}
              onClick={() => onDecide(say(word))}
            >
              {say(word)}
              <kbd className="hint" aria-hidden>
                {index + 1}
              </kbd>
            </button>
          ))}
        </p>
        <label className="fact-field">
          <span>{say('verdict-write')}</span>
          <input value={written} maxLength={500} onChange={event => setWritten(event.target.value)} />
        </label>
        <div className="acts">
          <button type="submit" className="btn p" disabled={written.trim() === ''}>
            {say(`verdict-${verdict}`)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** A fact that would be withdrawn, with what rests on it. */
function GivingWay({ id, text }: { id: string; text: string }) {
  const say = useIntakeWords()
  const resting = useGet(`/intake/facts/${id}/resting`, restingAnswer)
  const items = resting.data?.items ?? []
  return (
    <div className="giving-way">
      <p className="song" lang="zh-CN">
        {text}
      </p>
      {resting.isPending && <Loading rows={2} />}
      {resting.error && <FaultNote problem={resting.error} onAgain={() => void resting.refetch()} />}
      {resting.data && (
        <>
          <p className="xs q">
            {items.length > 0 ? say('withdraw-rests', { count: items.length }) : say('withdraw-rests-none')}
          </p>
          <RestingList items={items} />
        </>
      )}
    </div>
  )
}
