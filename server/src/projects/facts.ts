import type { FactOf } from '#contract/extraction.ts'
import { beginningOf, nameFrom } from '#contract/text.ts'
import type { Ctx } from '#kernel/context.ts'
import { proveAll, withdrawProofs } from '#kernel/evidence/provenance.ts'
import { type FactAccepted, type FactWithdrawn, proofOf } from '../intake/events.ts'
import { createAgreement, createBatch } from './commands/batches.ts'
import { createProject, putParty } from './commands/projects.ts'
import { write } from './commands/stages.ts'
import { readAmount } from './money.ts'
import { stageOfWord } from './rules.ts'
import { stageRules } from './stageRules.ts'
import {
  type Amount,
  agreements,
  amounts,
  amountsOf,
  batchCoded,
  draftedFrom,
  type Project,
  partiesOf,
  projectNamed,
  projects,
} from './store/records.ts'

/** As long as the contract lets a name and a place be. */
const NAME = 200
const PLACE = 100

/** Hears `intake.fact-accepted`: a project, a batch or an agreement that a page tells of becomes a draft, or adds to what stands. */
export async function draftFromFact(ctx: Ctx, accepted: FactAccepted): Promise<void> {
  const { fact } = accepted
  if (fact.kind === 'project')
    await (fact.count === undefined ? draftProject(ctx, accepted, fact) : draftBatch(ctx, accepted, fact))
  if (fact.kind === 'agreement') await draftAgreement(ctx, accepted, fact)
}

/**
 * A page's project: joined to the one of the same name, else drafted. The stage is a claim of the page, never a recognition; money and
 * capacity are added beside what stands, so that a page that says something else is seen and not lost.
 */
async function draftProject(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'project'>): Promise<void> {
  const proof = proofOf(accepted)
  // What a page prints may hold characters, or a length, that no name has.
  const name = nameFrom(fact.name, NAME)
  if (name === '') return
  const place = nameFrom(fact.place ?? '', PLACE)
  const standing = await projectNamed(ctx, name)
  const project = standing ?? (await createProject(ctx, { name, place: place || null }, { draft: true }))
  const subject = { kind: 'project', id: project.id }
  await proveAll(ctx, subject, standing ? ['name'] : ['name', ...(place ? ['place'] : [])], proof)

  const known = new Set((await partiesOf(ctx, project.id)).map(party => party.name))
  for (const party of namesOf(fact.parties))
    if (!known.has(party)) await putParty(ctx, project.id, { name: party, role: 'investor' })
  await addAmounts(ctx, accepted, fact, project)

  const stage = stageOfWord(stageRules, fact.stage)
  if (!stage) return
  const on = accepted.occurredOn ?? accepted.issueDate
  const current = await projects.lock(ctx, project.id)
  // Without a day the page does not say when, and a stage without a day would be a guess.
  if (!on || !current) return
  const written = await write(ctx, current, stage, { claimedOn: on })
  await proveAll(ctx, { kind: 'project-stage', id: written.id }, ['claimedOn'], proof)
  await proveAll(ctx, subject, ['stage'], proof)
}

async function addAmounts(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'project'>, project: Project): Promise<void> {
  const standing = await amountsOf(ctx, project.id)
  for (const quantity of [...fact.amounts, ...fact.capacity]) {
    const printed = `${quantity.value}${quantity.unit}`
    const what = kindOf(quantity.what, fact.capacity.includes(quantity))
    if (standing.some(each => each.what === what && each.value === quantity.value && each.unit === quantity.unit))
      continue
    const read = tryRead(printed)
    const amount = await amounts.insert(ctx, {
      projectId: project.id,
      what,
      value: quantity.value,
      unit: quantity.unit,
      bound: read?.bound ?? null,
      printed: quantity.evidence.text || printed,
      fen: read?.fen ?? null,
      currency: read?.currency ?? null,
    })
    const { start, end } = quantity.evidence
    await proveAll(ctx, { kind: 'project-amount', id: amount.id }, ['value'], { ...proofOf(accepted), start, end })
  }
}

/** Which amount a printed word speaks of. Total, single, contract and registered are kept apart: they are never added together. */
function kindOf(what: string, capacity: boolean): Amount['what'] {
  if (capacity) return 'capacity'
  if (/注册/.test(what)) return 'registered'
  if (/合同|协议/.test(what)) return 'contract'
  if (/固定/.test(what)) return 'fixed'
  if (/单/.test(what)) return 'single'
  return /总|投资/.test(what) ? 'total' : 'other'
}

/** A quantity in a unit the reader of amounts does not know keeps its printed form only. */
function tryRead(printed: string) {
  try {
    return readAmount(printed, 'amounts')
  } catch {
    return undefined
  }
}

/** “等19个项目集中签约”: a batch with a stated count, and a stated total where the page gives one. Named by its day and event. */
async function draftBatch(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'project'>): Promise<void> {
  const on = accepted.occurredOn ?? accepted.issueDate
  const code = `${on ?? 'undated'}-${fact.count}`
  const name = nameFrom(fact.name, NAME)
  if (name === '') return
  const [total] = fact.amounts.filter(({ value, unit }) => tryRead(`${value}${unit}`))
  const batch =
    (await batchCoded(ctx, code)) ??
    (await createBatch(ctx, {
      code,
      name,
      signedOn: on,
      event: beginningOf(accepted.article.title, 200),
      statedCount: fact.count,
      statedTotal: total ? `${total.value}${total.unit}` : null,
    }))
  await proveAll(
    ctx,
    { kind: 'batch', id: batch.id },
    ['statedCount', ...(total ? ['statedTotal'] : [])],
    proofOf(accepted),
  )
}

async function draftAgreement(ctx: Ctx, accepted: FactAccepted, fact: FactOf<'agreement'>): Promise<void> {
  // One party alone is no agreement: the page may name the others elsewhere, and a person completes it by hand.
  const parties = namesOf(fact.parties)
  const subject = nameFrom(fact.subject, NAME)
  if (parties.length < 2 || subject === '') return
  const agreement = await createAgreement(
    ctx,
    { subject, form: fact.form, signedOn: accepted.occurredOn, parties },
    { draft: true },
  )
  const fields = ['subject', 'parties', ...(accepted.occurredOn ? ['signedOn'] : [])]
  await proveAll(ctx, { kind: 'agreement', id: agreement.id }, fields, proofOf(accepted))
}

/** Names of parties as they are kept, each once. */
const namesOf = (printed: readonly string[]) => [
  ...new Set(printed.map(each => nameFrom(each, NAME)).filter(each => each !== '')),
]

/** Hears `intake.fact-withdrawn`: drafts nobody worked on go with their fact; records that stand lose the proof and are kept. */
export async function withdrawWithFact(ctx: Ctx, withdrawn: FactWithdrawn): Promise<void> {
  const subjects = await draftedFrom(ctx, withdrawn.factId)
  if (subjects.length === 0) return
  await withdrawProofs(ctx, withdrawn.factId, withdrawn.reason)
  for (const { kind, id } of subjects) {
    if (kind === 'project') {
      const project = await projects.lock(ctx, id)
      if (project?.draft) await projects.withdraw(ctx, project, withdrawn.reason)
    }
    if (kind === 'agreement') {
      const agreement = await agreements.lock(ctx, id)
      if (agreement?.draft) await agreements.withdraw(ctx, agreement, withdrawn.reason)
    }
    if (kind === 'project-amount') {
      const amount = await amounts.lock(ctx, id)
      if (amount) await amounts.withdraw(ctx, amount, withdrawn.reason)
    }
  }
  await ctx.record('projects.fact-withdrawn', { kind: 'fact', id: withdrawn.factId }, { touched: subjects.length })
}
