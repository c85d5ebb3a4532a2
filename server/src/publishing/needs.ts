import type { Need } from '#contract/publishing.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Day, dayOf } from '#kernel/time/index.ts'
import { nextMeetings } from '../gatherings/index.ts'
import { pagesWaiting } from '../intake/index.ts'
import { mattersNeeding } from '../matters/index.ts'
import { projectsForPack } from '../projects/index.ts'
import { namesWaiting } from '../registry/index.ts'

/** Everything that waits for the actor, most pressing first: late, today, within five working days, later. */
export async function needsOf(ctx: Ctx): Promise<Need[]> {
  const office =
    ctx.actor.regionId === ctx.regionId && (ctx.actor.roles.has('office-staff') || ctx.actor.roles.has('office-head'))
  const found = [
    ...(await ofMatters(ctx)),
    ...(office
      ? [...(await ofPages(ctx)), ...(await ofNames(ctx)), ...(await ofProjects(ctx)), ...(await ofMeetings(ctx))]
      : []),
  ]
  const order = ['late', 'today', 'week', 'later']
  return found.sort(
    (a, b) =>
      order.indexOf(a.group) - order.indexOf(b.group) ||
      (a.workdaysLeft ?? 999) - (b.workdaysLeft ?? 999) ||
      a.title.localeCompare(b.title, 'zh') ||
      (a.id < b.id ? -1 : 1),
  )
}

const afterwards: ReadonlySet<string> = new Set(['strike', 'look-back'])

async function ofMatters(ctx: Ctx): Promise<Need[]> {
  const names = await unitNames(ctx)
  return (await mattersNeeding(ctx)).map(need => ({
    id: `${need.id}:${need.reason}`,
    reason: need.reason,
    title: need.title,
    params: { refNo: need.refNo, ...namesOf(need.unitId ? names.get(need.unitId) : undefined) },
    figures: {},
    // A matter struck off shows the light it ended with; what waits after that is not said by it.
    light: afterwards.has(need.reason) ? null : need.light,
    byOn: need.byOn,
    workdaysLeft: need.workdaysLeft,
    href: `/matters/${need.id}`,
    group: groupOf(need.workdaysLeft),
  }))
}

function namesOf(unit: { nameZh: string; nameEn: string | null; shortZh: string | null } | undefined) {
  return { unit: unit ? (unit.shortZh ?? unit.nameZh) : null, unitEn: unit?.nameEn ?? null }
}

async function ofPages(ctx: Ctx): Promise<Need[]> {
  return (await pagesWaiting(ctx)).map(page => ({
    id: `${page.id}:read-page`,
    reason: 'read-page',
    title: page.name,
    params: { pending: page.pending, total: page.total },
    figures: {},
    light: null,
    byOn: null,
    workdaysLeft: null,
    href: `/intake/${page.id}`,
    group: 'week',
  }))
}

/** The names that wait at the registry's queue, as one thing to do: it is one screen, cleared in one go. */
async function ofNames(ctx: Ctx): Promise<Need[]> {
  const { total, hasMoreThanTotal } = await namesWaiting(ctx)
  if (total === 0) return []
  return [
    {
      id: 'registry:decide-names',
      reason: 'decide-names',
      title: '待定名称',
      params: { count: hasMoreThanTotal ? `${total}+` : total },
      figures: {},
      light: null,
      byOn: null,
      workdaysLeft: null,
      href: '/registry/queue',
      group: 'later',
    },
  ]
}

async function ofProjects(ctx: Ctx): Promise<Need[]> {
  const { projects, batches } = await projectsForPack(ctx)
  const gaps = batches.flatMap((batch): Need[] => {
    const [stated, known] = [batch.statedCount.value, batch.knownCount.value]
    const [statedTotal, knownTotal] = [batch.statedTotal.value, batch.knownTotal.value]
    const count = stated !== null && known !== null ? stated - known : 0
    const total = statedTotal !== null && knownTotal !== null ? Math.round((statedTotal - knownTotal) * 100) / 100 : 0
    if (count === 0 && total === 0) return []
    return [
      {
        id: `${batch.id}:reconcile-batch`,
        reason: 'reconcile-batch',
        title: batch.name,
        params: { count, total },
        figures: {
          stated: batch.statedCount,
          known: batch.knownCount,
          statedTotal: batch.statedTotal,
          knownTotal: batch.knownTotal,
        },
        light: null,
        byOn: null,
        workdaysLeft: null,
        href: '/projects/batches',
        group: 'later',
      },
    ]
  })
  const drafts = projects.filter(project => project.draft)
  return [
    ...gaps,
    ...drafts.map(
      (draft): Need => ({
        id: `${draft.id}:confirm-project`,
        reason: 'confirm-project',
        title: draft.name,
        params: {},
        figures: {},
        light: null,
        byOn: null,
        workdaysLeft: null,
        href: `/projects/${draft.id}`,
        group: 'later',
      }),
    ),
  ]
}

/** A pack should be frozen before its meeting; the assumption of four working days ahead is the papers' deadline of the series. */
const FREEZE_AHEAD = 4

async function ofMeetings(ctx: Ctx): Promise<Need[]> {
  const today = dayAsked(ctx, dayOf)
  return (await nextMeetings(ctx)).flatMap(next => {
    if (!next.meetingId || !next.on || next.packs > 0) return []
    const byOn = known(() => ctx.calendar.addWorkdays(next.on ?? today, -FREEZE_AHEAD))
    const left = byOn ? known(() => ctx.calendar.workdaysBetween(today, byOn)) : null
    const need: Need = {
      id: `${next.meetingId}:freeze-pack`,
      reason: 'freeze-pack',
      title: next.series.nameZh,
      params: { on: next.on },
      figures: {},
      light: null,
      byOn,
      workdaysLeft: left,
      href: `/gatherings/${next.meetingId}/pack`,
      group: groupOf(left),
    }
    return [need]
  })
}

function groupOf(left: number | null): Need['group'] {
  if (left === null) return 'later'
  if (left < 0) return 'late'
  return left === 0 ? 'today' : left <= 5 ? 'week' : 'later'
}

/** A day the calendar does not know yet has no count; it is left open, not guessed. */
function known<T extends Day | number>(ask: () => T): T | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
