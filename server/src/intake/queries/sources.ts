import type { z } from 'zod'
import type { DeliveryRow, deliveriesQuery, SourceList, SourceRow } from '#contract/intake/deliveries.ts'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must, visible } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import { addDays, startOfDay } from '#kernel/time/index.ts'
import { policy } from '../policy.ts'
import { countDeliveries, type ListedDelivery, listDeliveries, listedDelivery } from '../store/deliveries.ts'
import { type SourceStanding, standings } from '../store/sources.ts'

const WEEK_DAYS = 7
const ofRegion = ({ regionId }: Ctx) => ({ regionId, unitId: null, accepted: false })

/** The sources set up for the region, and those that delivered once and are no more, each with how it stands. */
export async function sourcesList(ctx: Ctx): Promise<SourceList> {
  must(ctx, policy, 'intake.see-sources', ofRegion(ctx))
  const today = startOfDay(ctx.today)
  const counts = await countDeliveries(ctx, { today, week: startOfDay(addDays(ctx.today, 1 - WEEK_DAYS)) })
  const settings = new Map(ctx.sources.filter(each => each.region === ctx.regionId).map(each => [each.name, each]))
  const stands = new Map((await standings(ctx)).map(each => [each.name, each]))
  const names = new Set([...settings.keys(), ...stands.keys(), ...counts.map(each => each.source)])
  return {
    today: ctx.today,
    sources: [...names].map(name => ({
      ...shape(name, settings.get(name), stands.get(name)),
      counts: counts
        .filter(each => each.source === name)
        .map(({ state, today, week, total }) => ({ state, today, week, total })),
    })),
  }
}

function shape(
  name: string,
  setting: SourceSetting | undefined,
  standing: SourceStanding | undefined,
): Omit<SourceRow, 'counts'> {
  return {
    name,
    kind: setting?.kind ?? null,
    place: setting ? placeOf(setting) : null,
    publication: setting?.publication ?? null,
    internal: setting?.internal ?? false,
    unit: setting?.unit ?? null,
    every: setting?.every ?? null,
    lookedAt: standing?.lookedAt?.toISOString() ?? null,
    goodAt: standing?.goodAt?.toISOString() ?? null,
    nextAt: setting ? (standing?.nextAt.toISOString() ?? null) : null,
    isLooking: setting !== undefined && standing?.busySince != null,
    hasMore: standing?.hasMore ?? false,
    error: standing?.errorCode ? { code: standing.errorCode, params: standing.errorParams ?? {} } : null,
  }
}

/** Where a source looks, as everybody who sees the sources is told: what an address asks for may be a key, and a path tells of the machine. */
export function placeOf(setting: SourceSetting): string {
  if (setting.kind === 'imap') return `${setting.host} ${setting.mailbox}`
  if (setting.kind === 'folder')
    return `…/${setting.path
      .split(/[\\/]+/)
      .filter(Boolean)
      .slice(-2)
      .join('/')}`
  const { host, pathname } = new URL(setting.url)
  return `${host}${pathname}`
}

/** What the sources delivered, the newest first. */
export function deliveriesList(ctx: Ctx, query: z.output<typeof deliveriesQuery>): Promise<Page<DeliveryRow>> {
  return listDeliveries(ctx, query, visible(ctx, policy, 'intake.see-sources', 'd'), each => rowOf(ctx, each))
}

/** One delivery as the list has it. Refuses `intake.not-found`. */
export async function deliveryNow(ctx: Ctx, id: string): Promise<DeliveryRow> {
  const found = await listedDelivery(ctx, id)
  if (!found) throw refuse('intake.not-found')
  return rowOf(ctx, found)
}

function rowOf(ctx: Ctx, delivery: ListedDelivery): DeliveryRow {
  const { id, version, source, name, state, tries, pageId, errorCode } = delivery
  const isOpen = state === 'refused' || state === 'failed'
  return {
    id,
    version,
    source,
    name,
    deliveredAt: delivery.deliveredAt.toISOString(),
    since: delivery.recordedFrom.toISOString(),
    state,
    page: pageId === null || delivery.pageName === null ? null : { id: pageId, name: delivery.pageName },
    error: errorCode === null ? null : { code: errorCode, params: delivery.errorParams ?? {} },
    cut: delivery.cut,
    tries,
    againAt: delivery.againAt?.toISOString() ?? null,
    may: mayOn(ctx, policy, ofRegion(ctx)).filter(verb => verb === 'intake.try-again' && isOpen),
  }
}
