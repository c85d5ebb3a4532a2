import type { BackupsKept } from '#contract/backups.ts'
import { isDue, lastWanted, madeAt, type Plan } from './retention.ts'

/** So long after the plan wanted a backup one that is missing is no longer on its way: it takes minutes, and is tried again each hour. */
const ON_ITS_WAY_MS = 2 * 60 * 60 * 1000

type Found = { name: string; bytes: number }

/**
 * How the backups of a data directory stand at an instant of real time: takes the plan (and whether the directory's own was unfit, so that
 * this one stands in for it), the backups found, newest first, and when the directory was set up.
 */
export function keepingOf(
  { plan, isPlanUnfit }: { plan: Plan; isPlanUnfit: boolean },
  found: readonly Found[],
  setUpAt: Date,
  now: Date,
): BackupsKept {
  // A name from the future comes from a clock that stood wrong; it proves no backup of any known day.
  const ours = found.flatMap(({ name, bytes }) => {
    const at = madeAt(name)
    return at === undefined || at > now ? [] : [{ name, bytes, at: at.toISOString() }]
  })
  const last = ours[0] ?? null
  const wanted = plan.at === null ? null : lastWanted(plan.at, now)
  return {
    keeper: 'program',
    state: stateOf(),
    plan,
    isPlanUnfit,
    wantedAt: wanted?.toISOString() ?? null,
    last,
    count: ours.length,
    now: now.toISOString(),
  }

  function stateOf() {
    if (wanted === null) return 'off'
    const names = ours.map(({ name }) => name)
    if (!isDue(plan, names, setUpAt, now)) return last ? 'good' : 'not-yet'
    return now.getTime() - wanted.getTime() > ON_ITS_WAY_MS ? 'overdue' : 'due'
  }
}
