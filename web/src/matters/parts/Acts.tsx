import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import type { MatterDetail } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'
import { ActDialog } from './ActDialog.tsx'
import { acts, inFront } from './acts.ts'

const SHOWN = 4
// Possible at any time, pressing at none.
const quiet: ReadonlySet<string> = new Set(['remind', 'ask-extension', 'return', 'reject'])

/** What the reader may do with the matter as it stands: the pressing acts in front, the others folded away. Nothing in the past. */
export function Acts({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const { isPast } = useAsOf()
  const [open, setOpen] = useState<string | null>(null)
  const command = useCommand({ path: `/matters/${matter.id}` })
  if (isPast) return null
  const ownPart = matter.parts.find(part => part.mine && part.unitRegion === matter.regionId)
  const may = matter.may
    .map(full => full.slice('matters.'.length))
    .filter(verb => verb in acts)
    .filter(verb => verb !== 'report' || ownPart?.signedOn)
    .filter(verb => verb !== 'sign' || ownPart?.signedOn === null)
  // Assigning again is possible while it runs, but nothing that waits to be done.
  const isFresh = matter.assignedOn === null || matter.state === 'declined'
  const front = inFront.filter(verb => may.includes(verb) && (verb !== 'assign' || isFresh)).slice(0, SHOWN)
  const others = may.filter(verb => !front.includes(verb))
  const mayEdit = matter.may.includes('matters.edit')
  const mayDecompose = matter.may.includes('matters.decompose')
  if (may.length === 0 && !mayEdit) return null

  const start = (verb: string) => {
    if (acts[verb]?.length) setOpen(verb)
    else void command.run({ version: matter.version }, `/matters/${matter.id}/${verb}`)
  }
  const button = (verb: string, primary: boolean) => (
    <button
      key={verb}
      type="button"
      className={primary ? 'btn p' : 'btn'}
      disabled={command.isRunning}
      onClick={() => start(verb)}
    >
      {words('act', verb)}
    </button>
  )
  return (
    <div className="matter-acts">
      {front.map((verb, index) => button(verb, index === 0 && !quiet.has(verb)))}
      {mayEdit && (
        <Link className="btn" to={`/matters/${matter.id}/edit`}>
          {mayDecompose ? `${words('act', 'edit')}／${words('act', 'decompose')}` : words('act', 'edit')}
        </Link>
      )}
      {others.length > 0 && (
        <details>
          <summary className="btn t">{say('more-acts')}</summary>
          <div>{others.map(verb => button(verb, false))}</div>
        </details>
      )}
      {command.problem && <FaultNote problem={command.problem} act="write" />}
      {open !== null && <ActDialog matter={matter} verb={open} onClose={() => setOpen(null)} />}
    </div>
  )
}
