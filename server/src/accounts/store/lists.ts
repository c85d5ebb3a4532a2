import type { z } from 'zod'
import type { logQuery, membersQuery } from '#contract/accounts.ts'
import type { Member } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { addDays, startOfDay } from '#kernel/time/index.ts'
import { policy } from '../policy.ts'
import { listed, loggedEntries } from './accounts.ts'

export type ListedMember = Member & {
  unit: string | null
  unitEn: string | null
  failures: number
  lastFailureAt: Date | null
  lockedUntil: Date | null
  secondFactor: boolean
}

const memberColumns = sql`m.*, coalesce(u.short_zh, u.name_zh) unit, u.name_en unit_en,
  coalesce(f.failures, 0) + coalesce(s.failures, 0) failures, f.last_at last_failure_at, greatest(f.locked_until, s.locked_until) locked_until,
  s.confirmed_at is not null second_factor`

/** Accounts, narrowed by words, unit, role and state. */
export function listMembers<Out>(ctx: Ctx, query: z.output<typeof membersQuery>, map: (row: ListedMember) => Out) {
  const { role, unitId, state, find } = query
  const conditions = [
    visible(ctx, policy, 'accounts.read', 'm'),
    contains(find, [sql`m.username`, sql`m.name`, sql`coalesce(u.name_zh, '')`, sql`coalesce(u.short_zh, '')`]),
    role && sql`${role} = any(m.roles)`,
    unitId && sql`m.unit_id = ${unitId}`,
    state === 'active' && sql`m.active`,
    state === 'inactive' && sql`not m.active`,
    state === 'locked' && sql`(f.locked_until is not null or s.locked_until is not null)`,
  ]
  return listPage<ListedMember, Out>(ctx, query, {
    columns: memberColumns,
    from: listed(ctx),
    where: conditions.filter(condition => condition !== undefined && condition !== false && condition !== ''),
    sorts: {
      username: { by: sql`m.username`, type: 'text' },
      name: { by: sql`m.name`, type: 'text' },
      unit: { by: sql`coalesce(u.name_zh, '')`, type: 'text' },
      failures: { by: sql`coalesce(f.failures, 0) + coalesce(s.failures, 0)`, type: 'integer' },
    },
    sort: 'username',
    id: sql`m.id`,
    map,
  })
}

/** One account with what the list shows beside it. */
export function findMember(ctx: Ctx, id: string): Promise<ListedMember | undefined> {
  return one(ctx.tx, sql<ListedMember>`select ${memberColumns} from ${listed(ctx)} where m.id = ${id}`)
}

export type ListedEntry = {
  id: string
  at: Date
  event: string
  subjectKind: string
  subjectId: string
  actorId: string
  actor: string | null
  body: string
  index: number | null
  leafHash: Buffer | null
}

/** Entries of the log, narrowed by room, person, subject and days. */
export function listLog<Out>(ctx: Ctx, query: z.output<typeof logQuery>, map: (row: ListedEntry) => Out) {
  const { room, actor, subject, from, to, find } = query
  const conditions = [
    contains(find, [sql`e.event`, sql`e.subject_kind`, sql`e.subject_id`]),
    room && sql`e.event like ${`${room}.%`}`,
    actor && sql`m.username = ${actor}`,
    subject && sql`e.subject_id = ${subject}`,
    from && sql`e.at >= ${startOfDay(from)}`,
    to && sql`e.at < ${startOfDay(addDays(to, 1))}`,
  ]
  return listPage<ListedEntry, Out>(ctx, query, {
    columns: sql`e.id, e.at, e.event, e.subject_kind, e.subject_id, e.actor_id, m.username actor, e.body, l.index, l.leaf_hash`,
    from: loggedEntries(ctx),
    where: conditions.filter(condition => condition !== undefined && condition !== ''),
    sorts: { at: { by: sql`e.at`, type: 'timestamptz' }, event: { by: sql`e.event`, type: 'text' } },
    sort: '-at',
    id: sql`e.id`,
    map,
  })
}
