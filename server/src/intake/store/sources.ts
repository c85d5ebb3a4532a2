import { units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Db } from '#kernel/database/open.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'

/** How a source stands: no record, but how things are. */
export type SourceStanding = {
  name: string
  /** When it was first to be looked at. */
  firstAt: Date
  /** Since when a look has been under way, or asked for. */
  busySince: Date | null
  nextAt: Date
  lookedAt: Date | null
  /** When it was last looked at and nothing was wrong with it. */
  goodAt: Date | null
  /** Looks in a row that failed. */
  failures: number
  errorCode: string | null
  errorParams: Readonly<Record<string, string | number | null>> | null
  /** Whether the last look left something for the next. */
  hasMore: boolean
  memory: unknown
}

const columns = sql`name, first_at, busy_since, next_at, looked_at, good_at, failures, error_code, error_params, has_more, memory`

/** All sources of the region that were ever looked at. */
export function standings(ctx: Ctx): Promise<SourceStanding[]> {
  return rows(
    ctx.tx,
    sql<SourceStanding>`select ${columns} from intake_source where region_id = ${ctx.regionId} order by name`,
  )
}

/** Of every region, the sources whose time has not come, or that are being looked at. */
export function restingSources(
  db: Db,
  now: Date,
  lostBefore: Date,
): Promise<Array<{ regionId: number; name: string }>> {
  return rows(
    db,
    sql<{ regionId: number; name: string }>`select region_id, name from intake_source
      where next_at > ${now} or (busy_since is not null and busy_since >= ${lostBefore})`,
  )
}

/** How one source stands, or undefined before its first look was asked for. */
export function standingOf(ctx: Ctx, name: string): Promise<SourceStanding | undefined> {
  return one(
    ctx.tx,
    sql<SourceStanding>`select ${columns} from intake_source where region_id = ${ctx.regionId} and name = ${name}`,
  )
}

/**
 * Takes a source for a look where its time has come and none is under way, or one that began before `lostBefore`. False where somebody
 * else took it, or its time has not come.
 */
export async function takeSource(ctx: Ctx, name: string, lostBefore: Date): Promise<boolean> {
  const taken = await run(
    ctx.tx,
    sql`insert into intake_source (region_id, name, first_at, busy_since, next_at, failures, has_more)
      values (${ctx.regionId}, ${name}, ${ctx.now}, ${ctx.now}, ${ctx.now}, 0, false)
      on conflict (region_id, name) do update set busy_since = excluded.busy_since
      where intake_source.next_at <= ${ctx.now} and (intake_source.busy_since is null or intake_source.busy_since < ${lostBefore})`,
  )
  return taken > 0
}

/** Keeps what came of a look. */
export async function keepLook(
  ctx: Ctx,
  name: string,
  look: Pick<SourceStanding, 'nextAt' | 'failures' | 'errorCode' | 'errorParams' | 'hasMore'> & { memory?: unknown },
): Promise<void> {
  const remembered = look.memory === undefined ? null : JSON.stringify(look.memory)
  const params = look.errorParams === null ? null : JSON.stringify(look.errorParams)
  await run(
    ctx.tx,
    sql`update intake_source set busy_since = null, next_at = ${look.nextAt}, looked_at = ${ctx.now},
        good_at = case when ${look.errorCode}::text is null then ${ctx.now} else good_at end, failures = ${look.failures},
        error_code = ${look.errorCode}, error_params = ${params}::jsonb, has_more = ${look.hasMore},
        memory = coalesce(${remembered}::jsonb, memory)
      where region_id = ${ctx.regionId} and name = ${name}`,
  )
}

/** Has a source looked at as soon as may be. */
export async function lookSoon(ctx: Ctx, name: string): Promise<void> {
  await run(
    ctx.tx,
    sql`update intake_source set next_at = ${ctx.now} where region_id = ${ctx.regionId} and name = ${name} and next_at > ${ctx.now}`,
  )
}

/** The id of the unit with a code or a Chinese name, or undefined where none or several are called so. */
export async function unitCalled(ctx: Ctx, called: string): Promise<string | undefined> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string }>`select id from ${units.at(ctx)} u where code = ${called} or name_zh = ${called}
      order by code = ${called} desc limit 2`,
  )
  return found.length > 1 ? undefined : found[0]?.id
}
