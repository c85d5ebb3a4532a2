import { useState } from 'react'
import { z } from 'zod'
import { RefusalError } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useSentence } from '#ui/language/sentences.ts'
import { useMatterWords } from '../words.ts'

const imported = z.object({ added: z.int(), changed: z.int(), same: z.int() })

/** Brings a table in: all of it or nothing; every wrong cell is named by row and column. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const say = useMatterWords()
  const sentence = useSentence()
  const [done, setDone] = useState<z.infer<typeof imported> | null>(null)
  const command = useCommand({ path: '/matters/table', gives: imported, onDone: setDone })
  const cells = command.problem instanceof RefusalError ? command.problem.fields : []
  const bring = async (file: File | undefined) => {
    if (!file) return
    setDone(null)
    const bytes = new Uint8Array(await file.arrayBuffer())
    await command.run({ name: file.name, base64: base64Of(bytes) })
  }
  return (
    <Dialog title={say('import')} onClose={onClose}>
      <p className="s q">{say('import-help')}</p>
      <label className="btn p big">
        {say('import-choose')}
        <input
          type="file"
          className="vh"
          accept=".csv,.xlsx"
          disabled={command.isRunning}
          onChange={event => void bring(event.target.files?.[0])}
        />
      </label>
      {done && (
        <p className="note" role="status">
          {say('import-done', done)}
        </p>
      )}
      {command.problem && cells.length === 0 && <FaultNote problem={command.problem} act="write" />}
      {cells.length > 0 && (
        <div className="note" role="alert">
          <p>{say('import-problems', { count: cells.length })}</p>
          <ul className="s">
            {cells.map(({ path, code, params }) => (
              <li key={`${path}${code}`}>{sentence(code, params)}</li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  )
}

/** In pieces: a whole file as arguments of one call would be too many. */
function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return btoa(pieces.join(''))
}
