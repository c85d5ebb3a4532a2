import { useState } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'

type Props = {
  /** The act on the button and in the dialogue. */
  act: string
  title: string
  path: string
  version: number
  onDone?: () => void
}

/** An act that takes something back and therefore asks why. */
export function ReasonAct({ act, title, path, version, onDone }: Props) {
  const say = useRegistryWords()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const command = useCommand({
    path,
    onDone: () => {
      setOpen(false)
      onDone?.()
    },
  })
  return (
    <>
      <button type="button" className="btn t" onClick={() => setOpen(true)}>
        {act}
      </button>
      {isOpen && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <form
            className="reason-form"
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
              {act}
            </button>
          </form>
          {command.problem && <FaultNote problem={command.problem} act="write" />}
        </Dialog>
      )}
    </>
  )
}
