import { useState } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useIndicatorWords } from '../words.ts'

type Props = { title: string; path: string; version: number; onClose: () => void }

/** Withdraws a series or a value, and asks why; the past keeps it. */
export function WithdrawDialog({ title, path, version, onClose }: Props) {
  const say = useIndicatorWords()
  const [reason, setReason] = useState('')
  const command = useCommand({ path, onDone: onClose })
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="judge-form"
        onSubmit={event => {
          event.preventDefault()
          void command.run({ version, reason: reason.trim() })
        }}
      >
        <label>
          {say('reason')}
          <input data-first value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
        <button type="submit" className="btn p big" disabled={command.isRunning || reason.trim() === ''}>
          {say('withdraw')}
        </button>
      </form>
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </Dialog>
  )
}
