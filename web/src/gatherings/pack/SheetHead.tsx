import type { ReactNode } from 'react'
import { Day } from '#ui/days/Day.tsx'
import type { Pack } from '../api.ts'

type Props = { pack: Pack; title: string; place: string; lead?: ReactNode }

/** The head of a page of the pack: whose it is, which page, of which meeting, and its point in one sentence. */
export function SheetHead({ pack, title, place, lead }: Props) {
  return (
    <>
      <div className="sheet-head">
        <h1>{title}</h1>
        <span className="q">{place}</span>
        <span className="r">
          {pack.meeting.title} <Day value={pack.meeting.heldOn} />
        </span>
      </div>
      {lead !== undefined && <p className="sheet-say">{lead}</p>}
    </>
  )
}
