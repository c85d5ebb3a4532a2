import { marks, meeting, meetingRow, meetingsPage, nextMeetings, pack } from '#contract/gatherings.ts'
import { type Api, useGet } from '#ui/api.ts'
import type { Found } from '#ui/room.ts'

export {
  agendaModes,
  type Meeting,
  type MeetingRow,
  meetingKinds,
  type NextMeeting,
  outcomeKinds,
  type Pack,
  type PackFigureLine,
  type PackMatterLine,
  type UnitSheet,
} from '#contract/gatherings.ts'
export { marks, meeting as meetingAnswer, meetingRow }

export const useMeeting = (id: string) => useGet(`/gatherings/${id}`, meeting)
/** The meeting as it is now, whatever day the bar stands at: which drafts there are, and what is being said at it. */
export const useMeetingNow = (id: string) => useGet(`/gatherings/${id}`, meeting, { asOf: null })
export const useNext = () => useGet('/gatherings/next', nextMeetings)

/** A meeting's pack: a frozen draft, which has an instant of its own, or as of the bar's. It is computed from the whole history, so it is kept a while. */
export const usePack = (id: string, draft: string | undefined) =>
  useGet(`/gatherings/${id}/pack`, pack, {
    params: { draft },
    ...(draft === undefined ? {} : { asOf: null, staleTime: 300_000 }),
  })

/** Meetings by words, for the palette. */
export async function findMeetings(api: Api, words: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { rows } = await api.get('/gatherings', meetingsPage, { params: { find: words, limit: 8 }, signal })
  return rows.map(row => ({ id: row.id, title: row.title, note: row.heldOn, to: `/gatherings/${row.id}` }))
}
