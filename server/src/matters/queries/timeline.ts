import type { MatterEvent } from '#contract/matters/detail.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Day, dayFromNumber, dayNumber, dayOf, startOfDay } from '#kernel/time/index.ts'
import { lightOfWeight } from '../rules/judge.ts'
import { shortSentence } from '../rules/sentence.ts'
import { weightOnDay } from '../rules/steps.ts'
import type { ActRow, MatterRow } from '../store/tables.ts'
import { judgementOn } from './judged.ts'

type VersionRow = MatterRow & { recordedTo: Date | null }

/**
 * What happened to a matter, newest first: the acts of people, and between them what happened by itself, read from the versions of the
 * record: the days on which its light changed by the rules, and reports that were due and did not come. Withdrawn acts keep their place.
 */
export function timelineOf(
  ctx: Ctx,
  acts: readonly ActRow[],
  versions: readonly VersionRow[],
  until: Day,
  nameOf: (member: string) => string,
): MatterEvent[] {
  const events = [
    ...acts.map(act => ofAct(act, nameOf)),
    ...lightChanges(ctx, versions, until),
    ...missedReports(versions, until),
  ]
  return events.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1))
}

const nothing = {
  from: null,
  to: null,
  lightFrom: null,
  lightTo: null,
  becauseZh: '',
  becauseEn: '',
  text: '',
  unitName: '',
  by: '',
  params: {},
  withdrawn: false,
}

function ofAct(act: ActRow, nameOf: (member: string) => string): MatterEvent {
  return {
    ...nothing,
    id: act.id,
    on: act.actedOn,
    at: act.recordedFrom.toISOString(),
    kind: 'act',
    verb: act.verb,
    from: act.fromState,
    to: act.toState,
    text: act.text,
    unitName: act.unitName,
    by: nameOf(act.recordedBy),
    params: act.params,
    withdrawn: act.withdrawn,
  }
}

/** The light shown, day by day, changes where a version begins or where one of its steps falls within its time. */
function lightChanges(ctx: Ctx, versions: readonly VersionRow[], until: Day): MatterEvent[] {
  const events: MatterEvent[] = []
  let before: number | null = null
  for (const [index, row] of versions.entries()) {
    const first = dayNumber(dayOf(row.recordedFrom))
    const next = versions[index + 1]
    const last = next ? dayNumber(dayOf(next.recordedFrom)) - 1 : dayNumber(until)
    const inside = [...row.lightDays, ...(row.overrideUntil ? [dayNumber(row.overrideUntil) + 1] : [])]
    const days = [first, ...inside.filter(day => day > first && day <= last)].sort((a, b) => a - b)
    for (const at of days) {
      const day = dayFromNumber(at)
      const weight = shownWeight(row, day)
      if (weight === before) continue
      if (before !== null || weight > 0) {
        const instant = at === first ? row.recordedFrom : startOfDay(day)
        const short = shortSentence(judgementOn(ctx, row, day).because)
        events.push({
          ...nothing,
          id: `${row.id}:${row.version}:${at}`,
          on: day,
          at: instant.toISOString(),
          kind: 'light',
          verb: overriding(row, day) ? 'light-overridden' : 'light',
          lightFrom: lightOfWeight(before ?? 0),
          lightTo: lightOfWeight(weight),
          becauseZh: short.zh,
          becauseEn: short.en,
        })
      }
      before = weight
    }
  }
  return events
}

function missedReports(versions: readonly VersionRow[], until: Day): MatterEvent[] {
  const missed = new Map<Day, MatterEvent>()
  for (const [index, row] of versions.entries()) {
    const due = row.nextFeedbackOn
    const next = versions[index + 1]
    const end = next ? dayOf(next.recordedFrom) : until
    if (due && due < end && !missed.has(due)) {
      const at = startOfDay(dayFromNumber(dayNumber(due) + 1)).toISOString()
      missed.set(due, { ...nothing, id: `missed:${due}`, on: due, at, kind: 'report-missed', verb: 'report-missed' })
    }
  }
  return [...missed.values()]
}

const overriding = (row: MatterRow, day: Day) =>
  row.overrideWeight !== null && (row.overrideFrom ?? '') <= day && day <= (row.overrideUntil ?? '')

const shownWeight = (row: MatterRow, day: Day) =>
  overriding(row, day)
    ? (row.overrideWeight ?? 0)
    : weightOnDay({ days: row.lightDays, weights: row.lightWeights }, day)
