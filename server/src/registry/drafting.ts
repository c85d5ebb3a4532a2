import type { LinkKind } from '#contract/registry.ts'
import { organisationTypes, placeLevels } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Proof, prove } from '#kernel/evidence/provenance.ts'
import { noteLinks } from './commands/links.ts'
import { insertOrganisation } from './commands/organisations.ts'
import { candidates, findOrganisation, findPlace, findUnit, keyOf } from './matching.ts'
import { UNSURE } from './rules/likeness/organisations.ts'
import { plain } from './rules/names.ts'
import { organisationTypeOf, placeLevelOf } from './rules/types.ts'
import { lockJudging } from './store/links.ts'
import { organisationsByKey } from './store/organisations.ts'
import { places } from './store/places.ts'

/** What a draft came to: the record that stands for the name, and whether it was made just now. */
export type Drafted = { id: string; created: boolean }

/**
 * The organisation a page names: the one that goes by this name, or a new draft, with an `unsure` edge to what looks alike, for a
 * person to judge. `type` is a code or the page's own word. The proof is linked to its name. Called inside the command of the room
 * that accepts the fact, which has asked its own policy.
 */
export async function draftOrganisation(
  ctx: Ctx,
  named: { name: string; type: string; aliases?: readonly string[] },
  proof?: Proof,
): Promise<Drafted> {
  const drafted = await organisationFor(ctx, named, proof)
  if (proof) await prove(ctx, { kind: 'organisation', id: drafted.id, field: 'name' }, proof)
  await ctx.record(
    drafted.created ? 'registry.organisation-drafted' : 'registry.organisation-named',
    { kind: 'organisation', id: drafted.id },
    { fact: factOf(proof) },
  )
  return drafted
}

async function organisationFor(
  ctx: Ctx,
  { name, type, aliases = [] }: { name: string; type: string; aliases?: readonly string[] },
  proof: Proof | undefined,
): Promise<Drafted> {
  await lockJudging(ctx, 'organisation')
  const match = await findOrganisation(ctx, name)
  if (match) return { id: match.id, created: false }
  // Several organisations share the name: a draft waits for a person to say which is meant, and later mentions join it.
  const waiting = (await organisationsByKey(ctx, await keyOf(ctx, name))).find(
    each => each.standing === 'draft' && each.how === 'name',
  )
  if (waiting) return { id: waiting.id, created: false }

  const like = await askedAbout(ctx, 'organisation', name)
  const unit = await findUnit(ctx, name)
  const made = await insertOrganisation(
    ctx,
    { name, type: organisationTypeOf(type, organisationTypes), unitId: unit?.id ?? null },
    { standing: 'draft', aliases, draftedFrom: factOf(proof) },
  )
  await noteLinks(ctx, 'organisation', like, made.id, 'unsure', { factId: factOf(proof) })
  return { id: made.id, created: true }
}

/**
 * The place a page names: a known one (如皋 is 如皋市; a division that stands goes before one that was merged away), or a new draft
 * without a code, which a person may give it.
 */
export async function draftPlace(ctx: Ctx, named: { name: string; type: string }, proof?: Proof): Promise<Drafted> {
  const found = await findPlace(ctx, named.name)
  const drafted = found ? { id: found.id, created: false } : { id: await askedPlace(ctx, named, proof), created: true }
  if (proof) await prove(ctx, { kind: 'place', id: drafted.id, field: 'name' }, proof)
  await ctx.record(
    drafted.created ? 'registry.place-drafted' : 'registry.place-named',
    { kind: 'place', id: drafted.id },
    { fact: factOf(proof) },
  )
  return drafted
}

/** A new draft of a place, with an `unsure` edge to what looks alike. */
async function askedPlace(ctx: Ctx, named: { name: string; type: string }, proof: Proof | undefined): Promise<string> {
  await lockJudging(ctx, 'place')
  const like = await askedAbout(ctx, 'place', named.name)
  const made = await newPlaceDraft(ctx, named, plain(named.name), proof)
  await noteLinks(ctx, 'place', like, made.id, 'unsure', { factId: factOf(proof) })
  return made.id
}

/** Of how many standing records a new draft may be the same: more would be guesses. */
const ASKED_AT_MOST = 3

async function askedAbout(ctx: Ctx, kind: LinkKind, name: string): Promise<string[]> {
  return (await candidates(ctx, kind, { name }))
    .filter(({ score }) => score >= UNSURE)
    .slice(0, ASKED_AT_MOST)
    .map(({ id }) => id)
}

function newPlaceDraft(
  ctx: Ctx,
  { name, type }: { name: string; type: string },
  nameKey: string,
  proof: Proof | undefined,
) {
  return places.insert(ctx, {
    code: null,
    name,
    nameEn: null,
    nameKey,
    level: placeLevelOf(type, placeLevels),
    parentId: null,
    validFrom: null,
    validTo: null,
    replacedBy: [],
    aliases: [],
    aliasKeys: [],
    note: null,
    standing: 'draft',
    draftedFrom: factOf(proof),
  })
}

export function factOf(proof: Proof | undefined): string | null {
  return proof && 'sourceId' in proof ? proof.factId : null
}
