import type { z } from 'zod'
import type {
  changePerson,
  changeTenure,
  newPerson,
  newTenure,
  versioned,
  withdrawing,
} from '#contract/registryCommands.ts'
import { units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { seatOf } from '../draftPerson.ts'
import { policy } from '../policy.ts'
import { plain } from '../rules/names.ts'
import { postsOf } from '../rules/posts.ts'
import { organisations } from '../store/organisations.ts'
import { people, personByCode, personInUse, type TenureRecord, tenures } from '../store/people.ts'
import { checkSpan, lockFor, refuseDuplicates } from './checks.ts'
import { noteLinks } from './links.ts'

type Changed = { id: string; version: number }

/** Registers a person in a public post. Somebody of the same name is a possible duplicate until the actor says it is another. */
export async function createPerson(ctx: Ctx, body: z.output<typeof newPerson>): Promise<Changed> {
  must(ctx, policy, 'registry.create', { regionId: ctx.regionId })
  const others = await refuseDuplicates(ctx, 'person', body.name, { distinctFrom: body.distinctFrom })
  const made = await insertPerson(ctx, body)
  await noteLinks(
    ctx,
    'person',
    others.map(each => each.id),
    made.id,
    'different',
  )
  return made
}

/** Writes a person; the caller has asked the policy and looked for duplicates. */
export async function insertPerson(
  ctx: Ctx,
  body: { code?: string | null | undefined; name: string; note?: string | null | undefined },
): Promise<Changed> {
  const made = await people.insert(ctx, {
    code: await freeCode(ctx, body.code, null),
    name: body.name,
    nameKey: plain(body.name),
    note: body.note ?? null,
    standing: 'confirmed',
    draftedFrom: null,
  })
  await ctx.record('registry.person-created', { kind: 'person', id: made.id })
  return { id: made.id, version: made.version }
}

export async function updatePerson(ctx: Ctx, id: string, body: z.output<typeof changePerson>): Promise<Changed> {
  const found = await lockFor(ctx, people, id, 'registry.change', body.version)
  const next = await people.change(
    ctx,
    found,
    {
      code: await freeCode(ctx, body.code, id),
      name: body.name,
      nameKey: plain(body.name),
      note: body.note ?? null,
      standing: 'confirmed',
    },
    body.reason,
  )
  await ctx.record('registry.person-changed', { kind: 'person', id }, { version: next.version })
  return { id, version: next.version }
}

/** A person of the office stands for a draft made from a page. */
export async function confirmPerson(ctx: Ctx, id: string, body: z.output<typeof versioned>): Promise<Changed> {
  const found = await lockFor(ctx, people, id, 'registry.confirm', body.version)
  if (found.standing === 'confirmed') throw refuse('registry.already-confirmed')
  const next = await people.change(ctx, found, { standing: 'confirmed' })
  await ctx.record('registry.person-confirmed', { kind: 'person', id })
  return { id, version: next.version }
}

/** Withdraws a person. Refuses `registry.in-use` while posts or a merge stand on the record. */
export async function withdrawPerson(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, people, id, 'registry.withdraw', body.version)
  if (await personInUse(ctx, id)) throw refuse('registry.in-use', { name: found.name })
  const next = await people.withdraw(ctx, found, body.reason)
  await ctx.record('registry.person-withdrawn', { kind: 'person', id })
  return { id, version: next.version }
}

async function freeCode(ctx: Ctx, code: string | null | undefined, ownId: string | null): Promise<string | null> {
  const taken = code ? await personByCode(ctx, code) : undefined
  if (taken && taken.id !== ownId)
    throw refuse('registry.code-exists', { code: code ?? '', name: taken.name }, { field: 'code' })
  return code ?? null
}

type TenureFields = Omit<z.output<typeof newTenure>, 'personId'>

/** Notes that a person holds a post somewhere, for a time (任职). */
export async function createTenure(ctx: Ctx, body: z.output<typeof newTenure>): Promise<Changed> {
  must(ctx, policy, 'registry.create', { regionId: ctx.regionId })
  if (!(await people.lock(ctx, body.personId))) throw refuse('registry.person-unknown', {}, { field: 'personId' })
  const made = await insertTenure(ctx, body)
  return { id: made.id, version: made.version }
}

/** Writes a tenure; the caller has asked the policy and found the person. */
export async function insertTenure(
  ctx: Ctx,
  { personId, ...fields }: z.output<typeof newTenure>,
): Promise<TenureRecord> {
  const made = await tenures.insert(ctx, {
    personId,
    ...(await columnsOf(ctx, fields)),
    seenFirst: null,
    seenLast: null,
    draftedFrom: null,
  })
  await ctx.record('registry.tenure-created', { kind: 'tenure', id: made.id }, { person: personId })
  return made
}

/** Corrects a tenure or states when it began or ended. */
export async function updateTenure(ctx: Ctx, id: string, body: z.output<typeof changeTenure>): Promise<Changed> {
  const { version, reason, ...fields } = body
  const found = await lockFor(ctx, tenures, id, 'registry.change', version)
  const next = await tenures.change(ctx, found, await columnsOf(ctx, fields), reason)
  await ctx.record('registry.tenure-changed', { kind: 'tenure', id }, { person: found.personId, version: next.version })
  return { id, version: next.version }
}

export async function withdrawTenure(ctx: Ctx, id: string, body: z.output<typeof withdrawing>): Promise<Changed> {
  const found = await lockFor(ctx, tenures, id, 'registry.withdraw', body.version)
  const next = await tenures.withdraw(ctx, found, body.reason)
  await ctx.record('registry.tenure-withdrawn', { kind: 'tenure', id }, { person: found.personId })
  return { id, version: next.version }
}

async function columnsOf(ctx: Ctx, fields: TenureFields) {
  const { post: printed, organisationId = null, unitId = null, organisationText = null, ...span } = fields
  const [post, ...more] = postsOf(printed)
  // What is typed is kept whole or not at all: of 「File:///」 only a part would be left.
  if (!post || more.length > 0 || post.post !== printed.trim())
    throw refuse('registry.one-post-each', { post: printed }, { field: 'post' })
  if (organisationId !== null && !(await organisations.find(ctx, organisationId)))
    throw refuse('registry.organisation-unknown', {}, { field: 'organisationId' })
  if (unitId !== null && !(await units.find(ctx, unitId)))
    throw refuse('registry.unit-unknown', {}, { field: 'unitId' })
  const named = await seatOf(ctx, organisationText)
  return {
    post: post.post,
    postKey: post.key,
    acting: post.acting,
    rankWord: post.rankWord,
    organisationText,
    ...(organisationId === null && unitId === null
      ? named
      : { organisationId, unitId, organisationKey: named.organisationKey }),
    ...checkSpan(span),
  }
}
