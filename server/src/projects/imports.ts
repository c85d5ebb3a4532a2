import { unitCoded } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { proveQuoted } from '#kernel/evidence/quotes.ts'
import { must } from '#kernel/policy.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { isDay } from '#kernel/time/index.ts'
import { findOrganisation, findUnit } from '../registry/index.ts'
import { createAgreement, createBatch } from './commands/batches.ts'
import { createProject } from './commands/projects.ts'
import { putStage, recogniseStage } from './commands/stages.ts'
import { newIn, policy } from './policy.ts'
import { stepOf } from './rules.ts'
import { stageRules } from './stageRules.ts'
import { amountsOf, batchCoded, projectCoded, stagesOf } from './store/records.ts'

type Row = Readonly<Record<string, string | undefined>>
export const importTables = ['batches', 'projects', 'project_stages', 'agreements'] as const
export type ImportTable = (typeof importTables)[number]

/**
 * Brings in a table of batches, projects, stages or agreements: all of it or nothing. A row names what it belongs to by code
 * (`parent_code`, `batch_code`, `project`), organisations by name, units by code. A row that is on file is not added again, so that a
 * table may be imported twice; `source_page` and `source_quote` link the row to
 * the sentence that proves it. A wrong cell refuses the whole table and names row and column (`projects.row-unfit`).
 */
export async function importTable(ctx: Ctx, table: ImportTable, rows: readonly Row[]): Promise<number> {
  must(ctx, policy, 'projects.batch', newIn(ctx.regionId))
  const importRow = {
    batches: importBatch,
    projects: importProject,
    project_stages: importStage,
    agreements: importAgreement,
  }[table]
  for (const [index, row] of rows.entries()) {
    try {
      await importRow(ctx, row)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw refuse(
        'projects.row-unfit',
        { row: index + 2, column: error.field ?? '', why: error.code },
        { field: error.field ?? '', fields: error.fields },
      )
    }
  }
  return rows.length
}

async function importBatch(ctx: Ctx, row: Row): Promise<void> {
  const known = await batchCoded(ctx, required(row, 'code'))
  const batch =
    known ??
    (await createBatch(ctx, {
      code: required(row, 'code'),
      name: required(row, 'name_zh'),
      signedOn: dayIn(row, 'signed_on'),
      event: row.event || null,
      statedCount: row.stated_count ? Number(row.stated_count) : null,
      statedTotal: row.stated_total ? `${row.stated_total}${row.stated_total_unit ?? ''}` : null,
    }))
  const fields = ['statedCount', ...(row.stated_total ? ['statedTotal'] : [])]
  await proveQuoted(
    ctx,
    fields.map(field => ({ kind: 'batch', id: batch.id, field })),
    quoteOf(row),
  )
}

async function importProject(ctx: Ctx, row: Row): Promise<void> {
  const parent = row.parent_code ? await projectCoded(ctx, row.parent_code) : undefined
  if (row.parent_code && !parent) throw refuse('projects.parent-not-found', {}, { field: 'parent_code' })
  const batch = row.batch_code ? await batchCoded(ctx, row.batch_code) : undefined
  if (row.batch_code && !batch) throw refuse('projects.batch-not-found', {}, { field: 'batch_code' })
  const unit = row.unit_code ? await unitCoded(ctx, row.unit_code) : undefined
  const parties = await Promise.all(
    listIn(row, 'parties').map(async key => ({
      name: (await organisationOf(ctx, key)) ?? key,
      role: 'investor' as const,
    })),
  )
  const known = await projectCoded(ctx, required(row, 'code'))
  const project =
    known ??
    (await createProject(ctx, {
      code: required(row, 'code'),
      name: required(row, 'name_zh'),
      parentId: parent?.id ?? null,
      batchId: batch?.id ?? null,
      unitId: unit?.id ?? null,
      kind: row.kind || null,
      place: row.place || null,
      chain: row.chain || null,
      content: row.note || null,
      parties,
      amounts: [...amountIn(row, 'amount', row.amount_what || 'other'), ...amountIn(row, 'capacity', 'capacity')],
    }))
  const amounts = await amountsOf(ctx, project.id)
  await proveQuoted(
    ctx,
    [
      { kind: 'project', id: project.id, field: 'name' },
      ...amounts.map(amount => ({ kind: 'project-amount', id: amount.id, field: 'value' })),
    ],
    quoteOf(row),
  )
}

const boundWords: Readonly<Record<string, string>> = { '>': '超过', '<': '近', '~': '约' }

function amountIn(row: Row, prefix: 'amount' | 'capacity', what: string) {
  const value = row[`${prefix}_value`]
  if (!value) return []
  const kinds = ['total', 'single', 'contract', 'registered', 'fixed', 'capacity', 'other'] as const
  const kind = kinds.find(each => each === what) ?? 'other'
  return [
    { what: kind, printed: `${boundWords[row[`${prefix}_bound`] ?? ''] ?? ''}${value}${row[`${prefix}_unit`] ?? ''}` },
  ]
}

async function importStage(ctx: Ctx, row: Row): Promise<void> {
  const project = await projectCoded(ctx, required(row, 'project'))
  if (!project) throw refuse('projects.not-found', {}, { field: 'project', status: 422 })
  const stage = required(row, 'stage')
  const [plannedOn, claimedOn, recognisedOn] = [
    dayIn(row, 'planned_on'),
    dayIn(row, 'claimed_on'),
    dayIn(row, 'recognised_on'),
  ]
  const note = row.note || null
  const before = (await stagesOf(ctx, project.id)).find(each => each.stage === stage)
  const same = (a: string | null | undefined, b: string | null) => b === null || a === b
  if (!(before && same(before.plannedOn, plannedOn) && same(before.claimedOn, claimedOn)) && (plannedOn || claimedOn))
    await putStage(ctx, project.id, {
      stage,
      ...(plannedOn ? { plannedOn } : {}),
      ...(claimedOn ? { claimedOn } : {}),
      note,
    })
  if (recognisedOn && before?.recognisedOn !== recognisedOn) {
    // A table of what was recognised elsewhere carries no ticks; the note says where the recognition comes from.
    const checklist = (stepOf(stageRules, stage)?.checklist ?? []).map(item => item.code)
    await recogniseStage(ctx, project.id, { stage, recognisedOn, checklist, note: note ?? '按表导入的认定' })
  }
  const written = (await stagesOf(ctx, project.id)).find(each => each.stage === stage)
  if (!written || !claimedOn) return
  const refs = [
    { kind: 'project-stage', id: written.id, field: 'claimedOn' },
    { kind: 'project', id: project.id, field: 'stage' },
  ]
  await proveQuoted(ctx, refs, quoteOf(row))
}

async function importAgreement(ctx: Ctx, row: Row): Promise<void> {
  const names = await Promise.all(listIn(row, 'parties').map(async key => (await organisationOf(ctx, key)) ?? key))
  const agreement = await createAgreement(ctx, {
    subject: required(row, 'name_zh'),
    form: row.form || 'agreement',
    signedOn: dayIn(row, 'signed_from'),
    parties: names,
    term: row.ends_on ? `至${row.ends_on}` : null,
  })
  const refs = ['subject', 'parties', 'signedOn'].map(field => ({ kind: 'agreement', id: agreement.id, field }))
  await proveQuoted(ctx, refs, quoteOf(row))
}

const quoteOf = (row: Row) => ({ sourceName: row.source_page, quote: row.source_quote })

/** The full name of an organisation given by its code or any of its names; a unit's name where it is one. */
async function organisationOf(ctx: Ctx, key: string): Promise<string | undefined> {
  const organisation = await findOrganisation(ctx, key)
  if (organisation) return organisation.name
  return (await findUnit(ctx, key))?.nameZh
}

function required(row: Row, column: string): string {
  const value = row[column]?.trim()
  if (!value) throw refuse('projects.cell-empty', { column }, { field: column })
  return value
}

function dayIn(row: Row, column: string): string | null {
  const value = row[column]?.trim()
  if (!value) return null
  if (!isDay(value)) throw refuse('projects.cell-not-a-day', { text: value.slice(0, 40) }, { field: column })
  return value
}

const listIn = (row: Row, column: string) =>
  (row[column] ?? '')
    .split(/[｜|；;]/)
    .map(each => each.trim())
    .filter(Boolean)
