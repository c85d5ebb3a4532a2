import type { z } from 'zod'
import type { Candidate, Link, Place, Unit } from '#contract/registry.ts'
import type { candidateQuery, linkQuery, placeQuery } from '#contract/registryCommands.ts'
import { type Ctx, dayAsked } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { dayOf } from '#kernel/time/day.ts'
import { candidates, clusters } from '../matching.ts'
import { recordNames } from '../names.ts'
import { policy } from '../policy.ts'
import { allLinks } from '../store/links.ts'
import { allPlaces } from '../store/places.ts'
import { unitsInOrder } from '../store/units.ts'
import { linkShapes, may } from './shapes.ts'

const own = (ctx: Ctx) => ({ regionId: ctx.regionId })

/**
 * Every place of the region, with whether it stood on the day asked; divisions that were merged away stay in the list, records of which
 * another is judged the same do not.
 */
export async function listPlaces(
  ctx: Ctx,
  query: z.output<typeof placeQuery>,
): Promise<{ rows: Place[]; may: string[] }> {
  must(ctx, policy, 'registry.read', own(ctx))
  const on = query.on ?? dayAsked(ctx, dayOf)
  const wanted = query.find?.toLowerCase()
  const merged = new Set((await clusters(ctx, 'place')).merged)
  const found = (await allPlaces(ctx)).filter(
    each =>
      !merged.has(each.id) &&
      (wanted === undefined ||
        [each.name, each.code ?? '', each.nameEn ?? '', ...each.aliases].some(text =>
          text.toLowerCase().includes(wanted),
        )),
  )
  return {
    rows: found.map(row => ({
      id: row.id,
      code: row.code,
      name: row.name,
      nameEn: row.nameEn,
      level: row.level,
      parentId: row.parentId,
      validFrom: row.validFrom,
      validTo: row.validTo,
      replacedBy: row.replacedBy,
      aliases: row.aliases,
      note: row.note,
      standing: row.standing,
      valid: (row.validFrom === null || row.validFrom <= on) && (row.validTo === null || on <= row.validTo),
      version: row.version,
      may: may(ctx, row),
    })),
    may: may(ctx, own(ctx)),
  }
}

/** The units of the region's government; the tree follows from `parentId`, siblings stand in their order. */
export async function listUnits(ctx: Ctx): Promise<{ rows: Unit[]; may: string[] }> {
  must(ctx, policy, 'registry.read', own(ctx))
  const found = await unitsInOrder(ctx)
  return {
    rows: found.map(row => ({
      id: row.id,
      code: row.code,
      nameZh: row.nameZh,
      nameEn: row.nameEn,
      shortZh: row.shortZh,
      kind: row.kind,
      parentId: row.parentId,
      position: row.position,
      validFrom: row.validFrom,
      validTo: row.validTo,
      version: row.version,
      may: may(ctx, row),
    })),
    may: may(ctx, own(ctx)),
  }
}

/** Judgements on pairs, those that wait for a person first. */
export async function listLinks(ctx: Ctx, query: z.output<typeof linkQuery>): Promise<Link[]> {
  must(ctx, policy, 'registry.read', own(ctx))
  const found = await allLinks(ctx, query.kind, query.judgement)
  const ids = [...new Set(found.flatMap(each => [each.leftId, each.rightId]))]
  const named = await recordNames(ctx, query.kind, ids)
  const order = { unsure: 0, same: 1, different: 2 }
  const shapes = await linkShapes(ctx, query.kind, found, named)
  return shapes.toSorted((one, other) => order[one.judgement] - order[other.judgement])
}

export async function listCandidates(ctx: Ctx, query: z.output<typeof candidateQuery>): Promise<Candidate[]> {
  must(ctx, policy, 'registry.read', own(ctx))
  return candidates(ctx, query.kind, query)
}
