import { one, sql } from '#kernel/database/sql.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds, Make } from './kept.ts'

/** A series, a meeting of it with an agenda, and the pack of the meeting, in each region. */
export async function gatherings(city: City, make: Make): Promise<Kinds> {
  const meeting: Record<string, Kept> = {}
  const item: Record<string, Kept> = {}
  const pack: Record<string, Kept> = {}
  for (const [scope, region, by] of [
    ['nantong', NANTONG, 'staff'],
    ['putuo', PUTUO, 'putuostaff'],
  ] as const) {
    const series = await make(by, region, 'post', '/gatherings/series', {
      code: 'bimonthly',
      nameZh: '科技创新双月例会',
      nameEn: 'Bimonthly innovation meeting',
      everyMonths: 2,
      monthWindow: 'mid-month',
      avoidHolidays: true,
      startTime: '14:00',
      minutesBudget: 60,
      template: [{ title: '逐家点评', mode: 'review', minutes: 50 }],
    })
    const { id } = await make(by, region, 'post', '/gatherings', {
      seriesId: series.id,
      title: '5月例会',
      heldOn: '2025-05-12',
    })
    const first = await one(
      city.database.db,
      sql<{ id: string }>`select id from agenda_item where meeting_id = ${id} limit 1`,
    )
    meeting[scope] = { region, id }
    item[scope] = { region, id: first?.id ?? '' }
    pack[scope] = { region, id: `${id}~${city.clock.now().toISOString()}` }
  }
  return { meeting, 'agenda-item': item, pack }
}
