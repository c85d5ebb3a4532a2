import { useState } from 'react'
import { useGet } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { type FactView, restingAnswer } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { RestingList } from './FactBody.tsx'
import { summaryOf } from './summary.ts'
import type { Desk } from './useDesk.ts'

/** Shows what rests on a fact before it is withdrawn, and asks why. */
export function WithdrawDialog({ view, desk, onClose }: { view: FactView; desk: Desk; onClose: () => void }) {
  const say = useIntakeWords()
  const [reason, setReason] = useState('')
  const resting = useGet(`/intake/facts/${view.id}/resting`, restingAnswer)
  const { about, said } = summaryOf(view.fact)
  const problem = desk.problemOf(view.id)
  const items = resting.data?.items ?? []
  return (
    <Dialog title={say('withdraw-title')} onClose={onClose}>
      <p className="song" lang="zh-CN">
        {[about, said].filter(Boolean).join('：')}
      </p>
      {resting.isPending && <Loading rows={2} />}
      {resting.error && <FaultNote problem={resting.error} onAgain={() => void resting.refetch()} />}
      {resting.data && (
        <>
          <p className="s">
            {items.length > 0 ? say('withdraw-rests', { count: items.length }) : say('withdraw-rests-none')}
          </p>
          <RestingList items={items} />
          <form
            className="fact-form"
            onSubmit={event => {
              event.preventDefault()
              void desk.withdraw(view, reason.trim()).then(done => done && onClose())
            }}
          >
            <label className="fact-field">
              <span>{say('withdraw-reason')}</span>
              <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
            </label>
            {problem && <FaultNote problem={problem} act="write" />}
            <div className="acts">
              <button type="submit" className="btn p" disabled={desk.isRunning || reason.trim() === ''}>
                {say('withdraw-act')}
              </button>
            </div>
          </form>
        </>
      )}
    </Dialog>
  )
}
