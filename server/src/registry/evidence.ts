import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOfField } from '#kernel/evidence/field.ts'
import type { RecordTable, Versioned } from '#kernel/history/records.ts'
import { snake } from '#kernel/history/records.ts'
import { must } from '#kernel/policy.ts'
import { Refusal } from '#kernel/refusal.ts'
import { policy } from './policy.ts'
import { memberships, organisations } from './store/organisations.ts'
import { people, tenures } from './store/people.ts'
import { places } from './store/places.ts'

/** The record when the actor may read it, or null: what may not be known has no evidence either. */
async function readable<Row extends Versioned>(ctx: Ctx, table: RecordTable<Row>, id: string): Promise<Row | null> {
  if (!isUuid(id)) return null
  const found = await table.find(ctx, id)
  if (!found) return null
  try {
    must(ctx, policy, 'registry.read', found)
    return found
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

const isUuid = (id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

function fieldsOf<Row extends Versioned>(table: RecordTable<Row>) {
  return async (ctx: Ctx, ref: EvidenceRef): Promise<Evidence[] | null> => {
    if (!table.columns.includes(snake(ref.field))) return null
    return (await readable(ctx, table, ref.id)) ? evidenceOfField(ctx, table, ref) : null
  }
}

export const evidence = {
  organisation: fieldsOf(organisations),
  membership: fieldsOf(memberships),
  person: fieldsOf(people),
  tenure: fieldsOf(tenures),
  place: fieldsOf(places),
  unit: fieldsOf(units),
}

export const subjects = {
  organisation: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, organisations, id)
    return found && { title: found.name, href: `/registry/organisations/${id}` }
  },
  person: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, people, id)
    return found && { title: found.name, href: `/registry/people/${id}` }
  },
  tenure: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, tenures, id)
    return found && { title: found.post, href: `/registry/people/${found.personId}` }
  },
  place: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, places, id)
    return found && { title: found.name, href: '/registry/places' }
  },
  membership: async (ctx: Ctx, id: string) => {
    const found = await readable(ctx, memberships, id)
    return found && { title: found.role, href: `/registry/organisations/${found.memberId}` }
  },
}
