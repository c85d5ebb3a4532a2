import type { z } from 'zod'
import type { Page } from '#contract/kernel.ts'
import type { organisationQuery, personQuery } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { aliases, memberships, type OrganisationRecord, organisations } from './organisations.ts'
import { type PersonRecord, people, tenures } from './people.ts'
import { places } from './places.ts'

/** What the clusters say of a list: records others stand for, records with an open question, and records found by a merged name. */
type Known = { merged: readonly string[]; unsure: readonly string[]; namesakes: readonly string[] }

export function organisationPage(
  ctx: Ctx,
  query: z.output<typeof organisationQuery>,
  { merged, unsure, namesakes }: Known,
): Promise<Page<OrganisationRecord & { placeName: string | null }>> {
  const byAlias = sql`exists (select 1 from ${aliases.at(ctx)} a where a.organisation_id = o.id and ${contains(query.find, [sql`a.alias`])})`
  const found = contains(query.find, [sql`o.name`, sql`o.short_name`, sql`o.name_en`, sql`o.code`])
  return listPage(ctx, query, {
    columns: sql`o.*, p.name place_name`,
    from: sql`${organisations.at(ctx)} o left join ${places.at(ctx)} p on p.id = o.place_id`,
    where: [
      visible(ctx, policy, 'registry.read', 'o'),
      sql`o.id <> all(${[...merged]}::uuid[])`,
      ...(query.find === undefined ? [] : [sql`(${found} or ${byAlias} or o.id = any(${[...namesakes]}::uuid[]))`]),
      ...(query.type ? [sql`o.type = ${query.type}`] : []),
      ...(query.standing ? [sql`o.standing = ${query.standing}`] : []),
      ...(query.unsure ? [sql`o.id = any(${[...unsure]}::uuid[])`] : []),
    ],
    sorts: {
      name: { by: sql`o.name`, type: 'text' },
      type: { by: sql`o.type`, type: 'text' },
      place: { by: sql`coalesce(p.name, '')`, type: 'text' },
      recorded: { by: sql`o.recorded_from`, type: 'timestamptz' },
    },
    sort: 'name',
    id: sql`o.id`,
    map: (row: OrganisationRecord & { placeName: string | null }) => row,
  })
}

/** How many memberships and posts stand on each organisation, and its aliases. */
export function organisationTallies(ctx: Ctx, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<{ id: string; memberships: number; people: number; aliases: string[] }>`
      select o.id,
        (select count(*) from ${memberships.at(ctx)} m where m.member_id = o.id or m.body_id = o.id) memberships,
        (select count(distinct t.person_id) from ${tenures.at(ctx)} t where t.organisation_id = o.id) people,
        array(select a.alias from ${aliases.at(ctx)} a where a.organisation_id = o.id order by a.alias) aliases
      from unnest(${[...ids]}::uuid[]) o (id)`,
  )
}

export function personPage(
  ctx: Ctx,
  query: z.output<typeof personQuery>,
  { merged, unsure, namesakes }: Known,
): Promise<Page<PersonRecord>> {
  const byPost = sql`exists (select 1 from ${tenures.at(ctx)} t where t.person_id = p.id and ${contains(query.find, [sql`t.post`, sql`t.organisation_text`])})`
  return listPage(ctx, query, {
    columns: sql`p.*`,
    from: sql`${people.at(ctx)} p`,
    where: [
      visible(ctx, policy, 'registry.read', 'p'),
      sql`p.id <> all(${[...merged]}::uuid[])`,
      ...(query.find === undefined
        ? []
        : [
            sql`(${contains(query.find, [sql`p.name`, sql`p.code`])} or ${byPost} or p.id = any(${[...namesakes]}::uuid[]))`,
          ]),
      ...(query.standing ? [sql`p.standing = ${query.standing}`] : []),
      ...(query.unsure ? [sql`p.id = any(${[...unsure]}::uuid[])`] : []),
    ],
    sorts: { name: { by: sql`p.name`, type: 'text' }, recorded: { by: sql`p.recorded_from`, type: 'timestamptz' } },
    sort: 'name',
    id: sql`p.id`,
    map: (row: PersonRecord) => row,
  })
}
