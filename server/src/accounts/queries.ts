import type { z } from 'zod'
import type { LogEntry, logQuery, Member, membersQuery } from '#contract/accounts.ts'

import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy, regionPolicy } from './policy.ts'
import * as lists from './store/lists.ts'

/** One page of the region's accounts, as of the context's instant. */
export function memberList(ctx: Ctx, query: z.output<typeof membersQuery>) {
  // A list of locked names tells what single accounts would not: only whoever may see locks is given it.
  if (query.state === 'locked' || query.sort?.endsWith('failures'))
    must(ctx, regionPolicy, 'accounts.see-failures', { regionId: ctx.regionId })
  return lists.listMembers(ctx, query, row => shown(ctx, row))
}

/** One account, as the list shows it. */
export async function memberOf(ctx: Ctx, id: string): Promise<Member> {
  const row = await lists.findMember(ctx, id)
  if (!row) throw refuse('accounts.not-found')
  must(ctx, policy, 'accounts.read', row)
  return shown(ctx, row)
}

/** What the forms offer: units of today's tree, and the verbs that are about no one account. */
export async function choices(ctx: Ctx) {
  must(ctx, regionPolicy, 'accounts.list', { regionId: ctx.regionId })
  const units = [...(await unitNames(ctx))].map(([id, { nameZh, nameEn, shortZh }]) => ({
    id,
    nameZh,
    nameEn,
    shortZh,
  }))
  return {
    units: units.toSorted((a, b) => a.nameZh.localeCompare(b.nameZh, 'zh')),
    may: mayOn(ctx, regionPolicy, { regionId: ctx.regionId }),
  }
}

/** One page of the region's log, newest first: what the auditor reads. Refuses `accounts.dates-reversed`. */
export function logList(ctx: Ctx, query: z.output<typeof logQuery>) {
  must(ctx, regionPolicy, 'accounts.read-log', { regionId: ctx.regionId })
  if (query.from && query.to && query.from > query.to) throw refuse('accounts.dates-reversed', {}, { field: 'to' })
  return lists.listLog(ctx, query, entryOf)
}

/** Failures and locks are shown to whoever may see them, and not in the past: they are of the moment and kept nowhere. */
function shown(ctx: Ctx, row: lists.ListedMember): Member {
  const seesFailures =
    ctx.asOf === null && regionPolicy['accounts.see-failures'].test(ctx.actor, { regionId: ctx.regionId })
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    unitId: row.unitId,
    unit: row.unit,
    unitEn: row.unitEn,
    roles: row.roles,
    active: row.active,
    secondFactor: seesFailures ? row.secondFactor : null,
    failures: seesFailures ? row.failures : null,
    lastFailureAt: seesFailures ? (row.lastFailureAt?.toISOString() ?? null) : null,
    lockedUntil: seesFailures ? (row.lockedUntil?.toISOString() ?? null) : null,
    version: row.version,
    may: mayOn(ctx, policy, row),
  }
}

function entryOf(row: lists.ListedEntry): LogEntry {
  const body: { facts?: Record<string, unknown>; rows?: ReadonlyArray<readonly [string, string]> } = JSON.parse(
    row.body,
  )
  return {
    id: row.id,
    index: row.index,
    leafHash: row.leafHash?.toString('hex') ?? null,
    at: row.at.toISOString(),
    event: row.event,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    actorId: row.actorId,
    actor: row.actor,
    facts: body.facts ?? {},
    rows: (body.rows ?? []).map(([version]) => version),
  }
}
