import { matterQuery } from '#contract/matters.ts'
import { actorNamed } from '#kernel/accounts/members.ts'
import type { Db } from '#kernel/database/open.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { query } from '#kernel/run.ts'
import { listMatters } from '#server/matters/index.ts'
import { onEachDatabase } from './parts/cities.ts'
import { copyMatters } from './parts/copies.ts'
import { atMost, inTurn, ms, percentile } from './parts/measure.ts'

/**
 * A page of the list of matters as the office sees it (permission, light of the day with its argument, what may be done with each, the
 * count): at ten and at a hundred thousand matters, now and as of a year back, on both databases.
 *
 * Measured is the 95th percentile, as a multiple of the bare query of the same rows and columns by the same order and their count (as far
 * as the product counts), which runs in turn with it; and the growth from ten to a hundred thousand. By time limit and by light: what light
 * a matter shows depends on the day, so no index holds that order, and its growth is printed without a limit.
 *
 * `node bench/lists.ts [embedded|postgresql]`; both take about ten minutes.
 */
const LIMIT = { ratio: 2, growth: 1.5 }
const SIZES = [10_000, 100_000]
const ROUNDS = 40
const REGION = 320600
const INSTANTS = { now: null, 'as of a year back': new Date('2024-06-26T00:40:00.000Z') }

await onEachDatabase(async ({ kernel, engine }) => {
  const { db } = kernel.database
  const staff = await actorNamed(db, REGION, 'staff')
  const before = new Map<string, number>()
  for (const size of SIZES) {
    const n = await copyMatters(db, REGION, size)
    for (const [when, asOf] of Object.entries(INSTANTS))
      for (const sort of ['due', 'light'] as const) {
        const asked = matterQuery.parse({ sort: `-${sort}`, limit: '50' })
        const rounds = size > 10_000 ? ROUNDS / 2 : ROUNDS
        const [bare = [], ours = []] = await inTurn(rounds, [
          () => bareList(db, sort, asOf),
          () => query(kernel, staff, REGION, asOf, ctx => listMatters(ctx, asked)),
        ])
        const [plain, own] = [percentile(bare, 95), percentile(ours, 95)]
        const what = `list of matters by ${sort}, ${when}, ${engine}`
        atMost(
          LIMIT.ratio,
          own / plain,
          `${what}, ${n} matters, multiple of the bare query`,
          `p95 ${ms(own)} against ${ms(plain)}, p50 ${ms(percentile(ours, 50))} against ${ms(percentile(bare, 50))}`,
        )
        const smaller = before.get(what)
        before.set(what, own)
        if (smaller === undefined) continue
        if (sort === 'due') atMost(LIMIT.growth, own / smaller, `${what}, growth`, `p95 ${ms(smaller)} to ${ms(own)}`)
        else console.log(`${what}, growth: ${(own / smaller).toFixed(2)} (no limit); p95 ${ms(smaller)} to ${ms(own)}`)
      }
  }
})

/** What anybody would write who only wanted the rows: no permission, no light's argument, nothing to do with them. */
async function bareList(db: Db, sort: 'due' | 'light', asOf: Date | null): Promise<void> {
  const columns = sql.raw(
    `region_id, id, version, ref_no, title, kind, state, lead_unit_id, unit_ids, shared_with, is_public, proposed_by, created_by, light_rules,
      start_on, due_current, due_original, plan, actual_percent, next_feedback_on, returns, submitted_on, closed_on, last_report_on,
      override_weight, override_from, override_until, light_weights, light_days`,
  )
  const table = asOf
    ? sql`(select ${columns} from matter where region_id = ${REGION} and recorded_from <= ${asOf} and not withdrawn
        union all select ${columns} from matter_history
          where region_id = ${REGION} and recorded_from <= ${asOf} and recorded_to > ${asOf} and not withdrawn)`
    : sql`(select ${columns} from matter where region_id = ${REGION} and not withdrawn)`
  const day = (asOf ?? new Date('2025-06-26T00:40:00.000Z')).toISOString().slice(0, 10)
  const order = {
    due: sql`coalesce(due_current, '9999-12-31'::date)`,
    light: sql`case when override_weight is not null and ${day} between override_from and override_until then override_weight
      else light_weights[greatest(1, width_bucket((${day}::date - date '1970-01-01')::integer, light_days))] end`,
  }
  await rows(db, sql`select * from ${table} m order by ${order[sort]} desc, id desc limit 51`)
  await rows(db, sql`select count(*) n from (select from ${table} m limit 1001) counted`)
}
