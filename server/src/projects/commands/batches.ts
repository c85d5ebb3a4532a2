import type { CreateAgreement, CreateBatch } from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { findOrganisation } from '../../registry/index.ts'
import { readAmount } from '../money.ts'
import { newIn, policy } from '../policy.ts'
import { type Agreement, agreements, type Batch, batchCoded, batches } from '../store/records.ts'

/** Registers a signing batch with what was stated when it was signed; its members are the projects that name it. */
export async function createBatch(ctx: Ctx, given: CreateBatch): Promise<Batch> {
  must(ctx, policy, 'projects.batch', newIn(ctx.regionId))
  if (await batchCoded(ctx, given.code)) throw refuse('projects.batch-exists', { code: given.code }, { field: 'code' })
  const stated = given.statedTotal ? readAmount(given.statedTotal, 'statedTotal') : null
  const batch = await batches.insert(ctx, {
    code: given.code,
    name: given.name,
    signedOn: given.signedOn ?? null,
    event: given.event ?? null,
    statedCount: given.statedCount ?? null,
    statedTotalFen: stated?.fen ?? null,
    statedTotalPrinted: stated?.printed ?? null,
  })
  await ctx.record(
    'projects.batch-created',
    { kind: 'batch', id: batch.id },
    { statedCount: batch.statedCount, statedTotalFen: batch.statedTotalFen },
  )
  return batch
}

/** Registers an agreement; its parties are joined to the registry where they are known there. */
export async function createAgreement(
  ctx: Ctx,
  given: CreateAgreement,
  options: { draft?: boolean } = {},
): Promise<Agreement> {
  must(ctx, policy, 'projects.create', newIn(ctx.regionId))
  const known = await Promise.all(given.parties.map(name => findOrganisation(ctx, name)))
  const agreement = await agreements.insert(ctx, {
    subject: given.subject,
    form: given.form,
    signedOn: given.signedOn ?? null,
    parties: [...given.parties],
    organisationIds: known.flatMap(match => (match ? [match.id] : [])),
    term: given.term ?? null,
    draft: options.draft ?? false,
    sharedWith: [],
  })
  await ctx.record(
    'projects.agreement-created',
    { kind: 'agreement', id: agreement.id },
    { parties: given.parties.length },
  )
  return agreement
}
