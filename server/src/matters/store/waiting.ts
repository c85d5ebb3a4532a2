import type { Role } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { type RawBuilder, rows, some, sql } from '#kernel/database/sql.ts'
import { visible } from '#kernel/policy.ts'
import type { Day } from '#kernel/time/index.ts'
import { policy } from '../policy.ts'
import { extensions, type MatterRow, matters, overrides, parts } from './tables.ts'

/** A matter that may wait for the actor, with what is open on it. */
export type Waiting = MatterRow & {
  extensionAsked: Day | null
  overrideAsked: Day | null
  unsigned: boolean
  unconfirmed: boolean
}

/** The matters that can wait for this actor at all, with what was asked and which of the actor's own parts are unsigned or unconfirmed. */
export function waitingMatters(ctx: Ctx): Promise<Waiting[]> {
  const own = [...ctx.actor.unitIds]
  const ownPart = (more: RawBuilder<unknown>) =>
    sql`exists (select 1 from ${parts.at(ctx)} p where p.matter_id = m.id and p.unit_region = ${ctx.actor.regionId}
      and p.unit_id = any(${own}::uuid[]) and ${more})`
  return rows(
    ctx.tx,
    sql<Waiting>`select m.*,
        (select min(asked_on) from ${extensions.at(ctx)} e where e.matter_id = m.id and e.state = 'asked') extension_asked,
        (select min(asked_on) from ${overrides.at(ctx)} o where o.matter_id = m.id and o.state = 'asked' and o.asked_by <> ${ctx.actor.id}) override_asked,
        ${ownPart(sql`p.signed_on is null and p.declined_on is null`)} unsigned,
        ${ownPart(sql`p.confirmed_on is null and p.role in ('responsible', 'co-owner')`)} unconfirmed
      from ${matters.at(ctx)} m where ${visible(ctx, policy, 'matters.read', 'm')}
        and ${canWait(ctx)}`,
  )
}

/** Narrows to what can wait for the actor at all, so that a large ledger is not read through for a short list. */
function canWait(ctx: Ctx): RawBuilder<boolean> {
  const own = [...ctx.actor.unitIds]
  const has = (...roles: Role[]) => roles.some(role => ctx.actor.roles.has(role))
  const asked = (table: RawBuilder<unknown>) => sql`m.id in (select matter_id from ${table} t where t.state = 'asked')`
  return some([
    ...(has('office-staff', 'office-head', 'leader')
      ? [
          sql`m.state in ('approving', 'registered', 'decomposed', 'declined', 'submitted', 'reviewing', 'closed', 'lookback')`,
          asked(extensions.at(ctx)),
          asked(overrides.at(ctx)),
        ]
      : []),
    ...(has('unit-reporter', 'unit-head')
      ? [
          sql`(m.state in ('assigned', 'signed', 'in_progress', 'returned', 'long_term') and m.unit_ids && ${own}::uuid[])`,
        ]
      : []),
  ])
}
