import type { z } from 'zod'
import type { ChangeProject, CreateProject } from '#contract/projects.ts'
import {
  type addAmount as addAmountBody,
  type addParty as addPartyBody,
  changeProject as changeSchema,
  createProject as createSchema,
} from '#contract/projects.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { findOrganisation } from '../../registry/index.ts'
import { readAmount } from '../money.ts'
import { newIn, policy } from '../policy.ts'
import { amounts, batches, type Project, parties, projectNamed, projects } from '../store/records.ts'

type AmountGiven = z.output<typeof addAmountBody>
type PartyGiven = z.output<typeof addPartyBody>

/** The project, locked, on which the actor may do the verb; refuses one that is not there or has changed since it was seen. */
export async function lockFor(ctx: Ctx, id: string, verb: keyof typeof policy, version?: number): Promise<Project> {
  const found = await projects.lock(ctx, id)
  if (!found) throw refuse('projects.not-found')
  // Asked first: which version stands is told to nobody who may not change it.
  must(ctx, policy, verb, found)
  if (version !== undefined && found.version !== version)
    throw refuse('projects.changed-conflict', { seen: version, now: found.version })
  return found
}

/**
 * Registers a project. A name that stands already is refused (`projects.name-exists` {name, id}): two pages that speak of one
 * project must not make two.
 */
export async function createProject(
  ctx: Ctx,
  given: CreateProject,
  options: { draft?: boolean } = {},
): Promise<Project> {
  const input = createSchema.parse(given)
  const unitIds = input.unitId ? [input.unitId] : []
  must(ctx, policy, 'projects.create', newIn(ctx.regionId, unitIds))
  const same = await projectNamed(ctx, input.name)
  if (same) throw refuse('projects.name-exists', { name: same.name, id: same.id }, { field: 'name' })
  await checkLinks(ctx, input, null)

  const project = await projects.insert(ctx, {
    code: input.code ?? null,
    name: input.name,
    parentId: input.parentId ?? null,
    batchId: input.batchId ?? null,
    unitId: input.unitId ?? null,
    unitIds,
    kind: input.kind ?? null,
    level: input.level ?? null,
    place: input.place ?? null,
    chain: input.chain ?? null,
    content: input.content ?? null,
    stage: null,
    stageOn: null,
    stageRecognised: false,
    problem: null,
    draft: options.draft ?? false,
    sharedWith: [],
  })
  for (const party of input.parties) await putParty(ctx, project.id, party)
  for (const [index, amount] of input.amounts.entries())
    await putAmount(ctx, project.id, amount, `amounts.${index}.printed`)
  await ctx.record('projects.created', { kind: 'project', id: project.id }, { draft: project.draft })
  return project
}

/** Changes a project's own fields; the version seen must be the one that stands. */
export async function changeProject(ctx: Ctx, id: string, given: ChangeProject): Promise<Project> {
  const { version, reason, ...patch } = changeSchema.parse(given)
  const found = await lockFor(ctx, id, 'projects.change', version)
  await checkLinks(ctx, patch, id)
  const next = await projects.change(
    ctx,
    found,
    { ...present(patch), ...(patch.unitId === undefined ? {} : { unitIds: patch.unitId ? [patch.unitId] : [] }) },
    reason,
  )
  await ctx.record(
    'projects.changed',
    { kind: 'project', id },
    { version: next.version, fields: Object.keys(present(patch)) },
  )
  return next
}

/** Takes a drafted project into the list (入库) after a person looked at it. */
export async function confirmProject(ctx: Ctx, id: string, version: number): Promise<Project> {
  const found = await lockFor(ctx, id, 'projects.confirm', version)
  if (!found.draft) throw refuse('projects.not-draft')
  const next = await projects.change(ctx, found, { draft: false })
  await ctx.record('projects.confirmed', { kind: 'project', id })
  return next
}

/** Withdraws a project: gone from now on, still there in the past. One with children is refused. */
export async function withdrawProject(ctx: Ctx, id: string, version: number, reason: string): Promise<void> {
  const found = await lockFor(ctx, id, 'projects.withdraw', version)
  await projects.withdraw(ctx, found, reason)
  await ctx.record('projects.withdrawn', { kind: 'project', id })
}

/** Adds an amount as printed; money is also kept in fen. */
export async function addAmount(ctx: Ctx, id: string, given: AmountGiven): Promise<void> {
  await lockFor(ctx, id, 'projects.change')
  const amount = await putAmount(ctx, id, given, 'printed')
  await ctx.record('projects.amount-added', { kind: 'project', id }, { amount: amount.id, what: given.what })
}

export async function addParty(ctx: Ctx, id: string, given: PartyGiven): Promise<void> {
  await lockFor(ctx, id, 'projects.change')
  const party = await putParty(ctx, id, given)
  await ctx.record('projects.party-added', { kind: 'project', id }, { party: party.id, role: given.role })
}

/** A party by the name printed, joined to the registry where it is known there. */
export async function putParty(ctx: Ctx, projectId: string, { name, role }: PartyGiven) {
  const known = await findOrganisation(ctx, name)
  return parties.insert(ctx, { projectId, name, organisationId: known?.id ?? null, role })
}

export async function putAmount(ctx: Ctx, projectId: string, { what, printed }: AmountGiven, field: string) {
  return amounts.insert(ctx, { projectId, what, ...readAmount(printed, field) })
}

async function checkLinks(
  ctx: Ctx,
  { parentId, batchId }: { parentId?: string | null | undefined; batchId?: string | null | undefined },
  own: string | null,
) {
  if (batchId && !(await batches.find(ctx, batchId)))
    throw refuse('projects.batch-not-found', {}, { field: 'batchId', status: 422 })
  // A parent's own line of parents must not lead back here.
  for (let above = parentId; above; above = (await projects.find(ctx, above))?.parentId ?? null) {
    if (above === own) throw refuse('projects.parent-circular', {}, { field: 'parentId' })
    if (!(await projects.find(ctx, above)))
      throw refuse('projects.parent-not-found', {}, { field: 'parentId', status: 422 })
  }
}

type Patch = Omit<z.output<typeof changeSchema>, 'version' | 'reason'>

/** Only the fields that were given; a null clears. */
function present(patch: Patch): Partial<Project> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
