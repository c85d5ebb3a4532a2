import type { Ctx } from '#kernel/context.ts'
import { type Proof, prove } from '#kernel/evidence/provenance.ts'
import type { Day } from '#kernel/time/day.ts'
import { noteLinks } from './commands/links.ts'
import { type Drafted, factOf } from './drafting.ts'
import { clusters, findOrganisation, findUnit, homeOfRegion } from './matching.ts'
import { continues, fittingSeat, type Seat, sameSeat, seatKey } from './rules/continuity.ts'
import { nameKey, plain } from './rules/names.ts'
import { type Post, postsOf, seenAlso, settleBodies } from './rules/posts.ts'
import { lockJudging } from './store/links.ts'
import { people, peopleByKey, type TenureRecord, tenures, tenuresOfPeople } from './store/people.ts'
import { sightings } from './store/sightings.ts'
import { unitsInOrder } from './store/units.ts'

export type NamedPerson = {
  name: string
  /** The post as printed, several joined by 、; null where the page names none. */
  post: string | null
  organisationName: string | null
  /** The day the source speaks of; null when it is not known. */
  on: Day | null
}

/**
 * The person a page names, and the posts it shows them in on that day.
 *
 * The same person is one of the same name whose post or organisation goes on; anybody else of that name gets a new draft with an
 * `unsure` edge to the others, for a person to judge. Each post is a tenure of its own: one already known is seen once more.
 */
export async function draftPerson(ctx: Ctx, named: NamedPerson, proof?: Proof): Promise<Drafted> {
  await lockJudging(ctx, 'person')
  const { canonical, members } = await clusters(ctx, 'person')
  const posts = await heldPosts(ctx, named)
  const shown = posts.map(({ post, seat }) => ({ ...seat, postKey: post.key, rankWord: post.rankWord }))
  const others: string[] = []
  let drafted: Drafted | undefined
  for (const id of new Set((await peopleByKey(ctx, plain(named.name))).map(each => canonical(each.id)))) {
    const known = await tenuresOfPeople(ctx, members(id))
    if (posts.length === 0 ? known.length === 0 : continues(known, shown)) drafted = { id, created: false }
    else others.push(id)
    if (drafted) break
  }
  drafted ??= { id: await newPerson(ctx, named.name, others, proof), created: true }

  if (proof) await prove(ctx, { kind: 'person', id: drafted.id, field: 'name' }, proof)
  const known = await tenuresOfPeople(ctx, members(drafted.id))
  for (const each of posts) await hold(ctx, drafted.id, known, each, named.on, proof)
  await ctx.record(
    drafted.created ? 'registry.person-drafted' : 'registry.person-named',
    { kind: 'person', id: drafted.id },
    { fact: factOf(proof), posts: posts.length },
  )
  return drafted
}

type NamedPost = { post: Post; seat: Seat; organisation: string | null }

/** The posts a page names, each with the body it is held in. */
async function heldPosts(ctx: Ctx, { post: printed, organisationName }: NamedPerson): Promise<NamedPost[]> {
  if (printed === null) return []
  const home = await homeOfRegion(ctx)
  const bodies = new Set(
    (await unitsInOrder(ctx))
      .flatMap(({ nameZh, shortZh }) => [nameZh, shortZh ?? nameZh])
      .map(name => nameKey(name, home)),
  )
  const settled = settleBodies(
    organisationName,
    postsOf(printed).map(each => each.post),
    name => bodies.has(nameKey(name, home)),
  )
  const held: NamedPost[] = []
  for (const { organisation, post } of settled) {
    const [read] = postsOf(post)
    if (read) held.push({ post: read, organisation, seat: await seatOf(ctx, organisation) })
  }
  return held
}

async function newPerson(ctx: Ctx, name: string, others: readonly string[], proof: Proof | undefined): Promise<string> {
  const made = await people.insert(ctx, {
    code: null,
    name,
    nameKey: plain(name),
    note: null,
    standing: 'draft',
    draftedFrom: factOf(proof),
  })
  await noteLinks(ctx, 'person', others, made.id, 'unsure', { factId: factOf(proof) })
  return made.id
}

/** Where a printed organisation is held to be: a unit of the government, a registered organisation, or only its text. */
export async function seatOf(ctx: Ctx, printed: string | null): Promise<Seat> {
  const organisationKey = seatKey(printed, await homeOfRegion(ctx))
  if (printed === null || organisationKey === '') return { organisationId: null, unitId: null, organisationKey }
  const unit = await findUnit(ctx, printed)
  if (unit) return { organisationId: null, unitId: unit.id, organisationKey }
  return { organisationId: (await findOrganisation(ctx, printed))?.id ?? null, unitId: null, organisationKey }
}

/** Adds a tenure, or sees a known one once more. */
async function hold(
  ctx: Ctx,
  personId: string,
  known: readonly TenureRecord[],
  { post: { post, key, acting, rankWord }, seat, organisation }: NamedPost,
  on: Day | null,
  proof: Proof | undefined,
): Promise<void> {
  const fitting = known.filter(
    each =>
      each.postKey === key &&
      each.acting === acting &&
      fittingSeat(each, seat) &&
      !(
        on !== null &&
        ((each.validTo !== null && on > each.validTo) || (each.validFrom !== null && on < each.validFrom))
      ),
  )
  const standing = fitting.find(each => sameSeat(each, seat)) ?? fitting[0]
  const tenure = standing
    ? await seeAgain(ctx, standing, seat, on, organisation)
    : await tenures.insert(ctx, {
        personId,
        post,
        postKey: key,
        acting,
        rankWord,
        ...seat,
        organisationText: organisation,
        validFrom: null,
        validTo: null,
        seenFirst: on,
        seenLast: on,
        draftedFrom: factOf(proof),
      })
  if (on !== null) await sightings.insert(ctx, { tenureId: tenure.id, seenOn: on, factId: factOf(proof) })
  if (proof) await prove(ctx, { kind: 'tenure', id: tenure.id, field: 'post' }, proof)
}

async function seeAgain(
  ctx: Ctx,
  standing: TenureRecord,
  seat: Seat,
  on: Day | null,
  organisationName: string | null,
): Promise<TenureRecord> {
  const seen = seenAlso(standing, on)
  const named = standing.organisationKey === '' && seat.organisationKey !== ''
  if (!seen && !named) return standing
  const locked = await tenures.lock(ctx, standing.id)
  if (!locked) return standing
  return tenures.change(ctx, locked, {
    ...(seenAlso(locked, on) ?? {}),
    ...(named ? { ...seat, organisationText: organisationName } : {}),
  })
}
