import type { z } from 'zod'
import type { Figure, Page } from '#contract/kernel.ts'
import {
  type PromiseCounts,
  type PromiseRow,
  type promiseCountsQuery,
  promiseStandings,
  type promisesQuery,
} from '#contract/promises.ts'
import type { Ctx } from '#kernel/context.ts'
import { pageOf } from '#kernel/list.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { organisationNames } from '../../registry/index.ts'
import { promiseRule } from '../mechanism.ts'
import { policy } from '../policy.ts'
import type { PromiseFound } from './found.ts'
import { gather } from './gather.ts'
import { countsId, type Narrowed, narrowed } from './narrow.ts'
import { shapes } from './shape.ts'

const FAR = 1e6
const two = (value: number) => String(value).padStart(7, '0')

const sorts = {
  // What presses most comes first: overdue before silent, the longest first.
  standing: (row: PromiseFound) =>
    `${promiseStandings.indexOf(row.standing)}${two(FAR - (row.overdueDays ?? row.silentDays ?? 0))}`,
  silent: (row: PromiseFound) => row.silentDays ?? -1,
  due: (row: PromiseFound) => row.dueOn ?? '9999-12-31',
  announced: (row: PromiseFound) => row.announcedOn ?? '0001-01-01',
  title: (row: PromiseFound) => row.title,
}

/** The promises the actor may see that the filters leave, in order, all of them. */
export async function promisesFound(ctx: Ctx, query: Narrowed) {
  must(ctx, policy, 'promises.read', { regionId: ctx.regionId })
  const gathered = await gather(ctx)
  return { ...gathered, found: narrowed(gathered.promises, query, await ownersOf(ctx, query)) }
}

/** The organisation asked for, under the record that stands for it, with its names. */
async function ownersOf(ctx: Ctx, { organisation }: Narrowed) {
  if (organisation === undefined) return undefined
  return (
    (await organisationNames(ctx, [organisation])).get(organisation) ?? { id: organisation, name: '', shortName: null }
  )
}

/** One page of what was announced, with what was done, as of the context's instant. */
export async function promiseList(ctx: Ctx, query: z.output<typeof promisesQuery>): Promise<Page<PromiseRow>> {
  const { found, batchNames } = await promisesFound(ctx, query)
  const page = pageOf(ctx, query, found, { sorts, sort: 'standing', id: row => row.id })
  return { ...page, rows: await shapes(ctx, page.rows, { batchNames }) }
}

/** Every promise the filters leave, what presses most first: for tables and packs. */
export const inOrder = (found: readonly PromiseFound[]): PromiseFound[] =>
  found.toSorted((a, b) => sorts.standing(a).localeCompare(sorts.standing(b)) || a.id.localeCompare(b.id))

/** How many promises stand how. One scope may be named at a time, so that each number can say what it counts. */
export async function promiseCounts(ctx: Ctx, query: z.output<typeof promiseCountsQuery>): Promise<PromiseCounts> {
  const id = countsId(query)
  if (id === undefined) throw refuse('promises.one-scope', {}, { field: 'organisation' })
  const { found } = await promisesFound(ctx, query)
  const figure = (field: string, value: number): Figure => ({
    value,
    unit: '件',
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'promises', id, field },
  })
  const { name, version, source, confidence, silentAfterDays } = promiseRule
  return {
    total: figure('total', found.length),
    standings: promiseStandings.map(standing => ({
      standing,
      count: figure(standing, found.filter(each => each.standing === standing).length),
    })),
    rule: { name, version, source, confidence, silentAfterDays },
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}
