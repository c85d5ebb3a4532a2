import type { z } from 'zod'
import type { Judgement, LinkKind } from '#contract/registry.ts'
import type { newLink, withdrawing } from '#contract/registryCommands.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { clusters } from '../matching.ts'
import { policy } from '../policy.ts'
import { contradiction } from '../rules/clusters.ts'
import { type LinkRecord, linksAt, linksOf, lockJudging, lockLinkOf } from '../store/links.ts'
import { recordsOf } from '../store/records.ts'
import { lockFor } from './checks.ts'

/** The permission row of a region's records as a whole. */
const inRegion = (ctx: Ctx) => ({ regionId: ctx.regionId })

type Judging = Omit<z.output<typeof newLink>, 'reason'> & { reason?: string | undefined }

/**
 * Judges whether two records are the same (是否同一): `same` merges, `different` keeps apart, `unsure` leaves it to a person. A later
 * judgement on the pair replaces the earlier. Nothing is copied or lost: withdrawing the edge un-merges.
 *
 * Refuses `registry.same-record`, `registry.already-merged`, and `registry.judged-apart-conflict` when the clusters to be joined are
 * kept apart by another judgement (or, judging `different`, are joined by one: `registry.judged-same-conflict`).
 */
export async function judge(ctx: Ctx, body: Judging): Promise<{ id: string }> {
  must(ctx, policy, 'registry.judge', inRegion(ctx))
  await lockJudging(ctx, body.kind)
  if (body.leftId === body.rightId) throw refuse('registry.same-record', {}, { field: 'rightId' })
  const [left, right] = [await named(ctx, body.kind, body.leftId), await named(ctx, body.kind, body.rightId)]
  const before = await lockLinkOf(ctx, body.kind, left.id, right.id)
  await refuseContradiction(ctx, body, { left, right, before })
  const edge = await writeLink(ctx, body.kind, before, {
    leftId: left.id,
    rightId: right.id,
    judgement: body.judgement,
    reason: body.reason,
  })
  await ctx.record(
    `registry.${eventOf(body.judgement)}`,
    { kind: body.kind, id: left.id },
    { link: edge.id, other: right.id },
  )
  return { id: edge.id }
}

type Named = { id: string; name: string }

async function refuseContradiction(
  ctx: Ctx,
  { kind, judgement }: Judging,
  { left, right, before }: { left: Named; right: Named; before: LinkRecord | undefined },
): Promise<void> {
  if (judgement === 'unsure') return
  const standing = await clusters(ctx, kind)
  const isOne = standing.canonical(left.id) === standing.canonical(right.id)
  if (judgement === 'different') {
    if (before?.judgement !== 'same' && isOne)
      throw refuse('registry.judged-same-conflict', { left: left.name, right: right.name })
    return
  }
  if (before?.judgement === 'same' || isOne)
    throw refuse('registry.already-merged', { left: left.name, right: right.name })
  const others = await linksAt(ctx, kind, standing.members(left.id))
  const against = contradiction(
    others.filter(edge => edge.id !== before?.id),
    standing,
    left.id,
    right.id,
  )
  if (!against) return
  const [one, other] = [await named(ctx, kind, against.leftId), await named(ctx, kind, against.rightId)]
  throw refuse('registry.judged-apart-conflict', { left: one.name, right: other.name })
}

/** Takes a judgement back (撤销归并): what it joined stands apart again from now on; the past keeps it. */
export async function withdrawLink(
  ctx: Ctx,
  kind: LinkKind,
  id: string,
  body: z.output<typeof withdrawing>,
): Promise<{ id: string }> {
  await lockJudging(ctx, kind)
  const edge = await lockFor(ctx, linksOf(kind), id, 'registry.judge', body.version)
  await linksOf(kind).withdraw(ctx, edge, body.reason)
  await ctx.record('registry.judgement-withdrawn', { kind, id: edge.leftId }, { link: id, other: edge.rightId })
  return { id }
}

/**
 * Notes that a new draft may be the same as standing records, for a person to judge; and, for records a person declared others,
 * that they are different. Pairs already judged stay as judged.
 */
export async function noteLinks(
  ctx: Ctx,
  kind: LinkKind,
  keptIds: readonly string[],
  newId: string,
  judgement: 'unsure' | 'different',
  options: { factId?: string | null; reason?: string } = {},
): Promise<void> {
  for (const keptId of keptIds) {
    if (keptId === newId || (await lockLinkOf(ctx, kind, keptId, newId))) continue
    await linksOf(kind).insert(
      ctx,
      { leftId: keptId, rightId: newId, judgement, draftedFrom: options.factId ?? null },
      options.reason === undefined ? {} : { reason: options.reason },
    )
  }
}

async function writeLink(
  ctx: Ctx,
  kind: LinkKind,
  before: LinkRecord | undefined,
  { reason, ...edge }: { leftId: string; rightId: string; judgement: Judgement; reason: string | undefined },
): Promise<LinkRecord> {
  if (before) return linksOf(kind).change(ctx, before, edge, reason)
  return linksOf(kind).insert(ctx, { ...edge, draftedFrom: null }, reason === undefined ? {} : { reason })
}

function eventOf(judgement: Judgement): string {
  return { same: 'merged', different: 'judged-apart', unsure: 'judged-unsure' }[judgement]
}

async function named(ctx: Ctx, kind: LinkKind, id: string): Promise<Named> {
  const found = await recordsOf(kind).lock(ctx, id)
  if (!found) throw refuse('registry.not-found')
  return found
}
