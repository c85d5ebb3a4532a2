import { useState } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import { useQueueWords } from '../../queueWords.ts'

const keys = [
  ['1–9', 'same'],
  ['↑ ↓', 'focus'],
  ['D', 'different'],
  ['N', 'new'],
  ['U', 'unsure'],
  ['⇧U', 'unsure-why'],
  ['S', 'skip'],
  ['Z', 'undo'],
  ['J K', 'move'],
  ['↵', 'open'],
  ['?', 'help'],
] as const

/** Every key of the queue and what it does. */
export function QueueHelp({ onClose }: { onClose: () => void }) {
  const say = useQueueWords()
  return (
    <Dialog title={say('help')} onClose={onClose}>
      <dl className="kv queue-keys">
        {keys.map(([key, word]) => (
          <div key={key} className="kv-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(`help-${word}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

/** Why a name cannot be told yet, for whoever comes to it next. */
export function WhyUnsure({
  name,
  onSay,
  onClose,
}: {
  name: string
  onSay: (reason: string) => void
  onClose: () => void
}) {
  const say = useQueueWords()
  const [reason, setReason] = useState('')
  return (
    <Dialog title={name} onClose={onClose}>
      <form
        className="reason-form"
        onSubmit={event => {
          event.preventDefault()
          onSay(reason.trim())
        }}
      >
        <label>
          {say('reason')}
          <input data-first value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
        <button type="submit" className="btn p big" disabled={reason.trim() === ''}>
          {say('put-off')}
        </button>
      </form>
    </Dialog>
  )
}
