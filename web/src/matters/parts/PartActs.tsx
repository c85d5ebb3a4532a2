import { useState } from 'react'
import { z } from 'zod'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { MatterDetail, MatterPart } from '../api.ts'
import { useMatterWords } from '../words.ts'
import { ActDialog } from './ActDialog.tsx'

/** What the part's own unit may do with it, here or from its own region. */
export function PartActs({ part, matter }: { part: MatterPart; matter: MatterDetail }) {
  const say = useMatterWords()
  const { isPast } = useAsOf()
  const [reporting, setReporting] = useState(false)
  const sign = useCommand({
    path: `/matters/${matter.id}/parts/${part.id}/sign`,
    gives: z.object({ version: z.int() }),
  })
  const confirm = useCommand({ path: `/matters/${matter.id}/confirm` })
  if (!part.mine || isPast) return null
  const going = ['assigned', 'signed', 'in_progress', 'returned', 'long_term'].includes(matter.state)
  if (!going) return null
  const partner = part.unitRegion !== matter.regionId
  const mayConfirm = part.confirmedOn === null && (part.role === 'responsible' || part.role === 'co-owner')
  const problem = sign.problem ?? confirm.problem
  return (
    <span className="part-acts">
      {partner && part.signedOn === null && (
        <button type="button" className="btn" onClick={() => void sign.run({ version: part.version })}>
          {say('sign-part')}
        </button>
      )}
      {(part.signedOn !== null || partner) && (
        <button type="button" className="btn" onClick={() => setReporting(true)}>
          {say('report-part')}
        </button>
      )}
      {mayConfirm && part.signedOn !== null && (
        <button
          type="button"
          className="btn"
          onClick={() => void confirm.run({ version: part.version, partId: part.id })}
        >
          {say('confirm-part')}
        </button>
      )}
      {problem && <FaultNote problem={problem} act="write" />}
      {reporting && (
        <ActDialog
          matter={matter}
          verb="report"
          more={{ partId: part.id, version: part.version }}
          onClose={() => setReporting(false)}
        />
      )}
    </span>
  )
}
