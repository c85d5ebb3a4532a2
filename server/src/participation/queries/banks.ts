import type { z } from 'zod'
import type { listQuery } from '#contract/kernel.ts'
import type { Bank, BankRow, bankDocumentQuery, bankQuestions } from '#contract/participation/banks.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { DOCX } from '#kernel/documents/index.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Download } from '#kernel/room.ts'
import { bankDocument, bankTable, bankTemplate } from '../bank/index.ts'
import { bankPolicy, newIn } from '../policy.ts'
import { listBanks } from '../store/lists.ts'
import { type Bank as BankRecord, banks, type StoredVersion, storedVersion, versionsOfBank } from '../store/records.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One page of the region's question banks, as of the context's instant. */
export const bankList = (ctx: Ctx, query: z.output<typeof listQuery>) => listBanks(ctx, query, row => shown(ctx, row))

function shown(ctx: Ctx, { id, titleZh, titleEn, latest, label, questions, version, regionId }: BankRecord): BankRow {
  return { id, titleZh, titleEn, latest, label, questions, version, may: mayOn(ctx, bankPolicy, { regionId }) }
}

/** One bank with its versions, newest first. */
export async function bankDetail(ctx: Ctx, id: string): Promise<Bank> {
  const bank = await found(ctx, id)
  const versions = await versionsOfBank(ctx, id)
  const names = await memberNames(
    ctx,
    versions.map(({ importedBy }) => importedBy),
  )
  return {
    ...shown(ctx, bank),
    versions: versions.map(({ number, label, questions, sha256, importedAt, importedBy }) => ({
      ...{ number, label, questions, sha256 },
      importedAt: importedAt.toISOString(),
      importedBy: names.get(importedBy) ?? '',
    })),
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

async function found(ctx: Ctx, id: string): Promise<BankRecord> {
  must(ctx, bankPolicy, 'participation.see-bank', newIn(ctx.regionId))
  const bank = await banks.find(ctx, id)
  if (!bank) throw refuse('participation.not-found')
  return bank
}

async function versionOf(ctx: Ctx, id: string, number: number): Promise<{ bank: BankRecord; version: StoredVersion }> {
  const bank = await found(ctx, id)
  const version = await storedVersion(ctx, id, number)
  if (!version) throw refuse('participation.bank-unknown', {}, { status: 404 })
  return { bank, version }
}

/** The questions of one version with their answers. Refuses `participation.bank-unknown`. */
export async function questionsOf(ctx: Ctx, id: string, number: number): Promise<z.input<typeof bankQuestions>> {
  const { version } = await versionOf(ctx, id, number)
  return { id, number, label: version.label, questions: [...version.questions] }
}

/** A version as a table that reads back to the same questions. */
export async function bankAsTable(ctx: Ctx, id: string, number: number): Promise<Download> {
  const { bank, version } = await versionOf(ctx, id, number)
  return { name: `${bank.titleZh}-${version.label}.xlsx`, type: XLSX, bytes: await bankTable(version) }
}

/** A version to print, with its answers or without. */
export async function bankAsDocument(
  ctx: Ctx,
  id: string,
  number: number,
  { answers }: z.output<typeof bankDocumentQuery>,
): Promise<Download> {
  const { bank, version } = await versionOf(ctx, id, number)
  const { titleZh, titleEn } = bank
  const bytes = await bankDocument(
    { titleZh, titleEn, version: version.label, questions: version.questions },
    { answers, issuer: titleZh, date: ctx.today },
  )
  return { name: `${titleZh}-${version.label}.docx`, type: DOCX, bytes }
}

/** An empty table to fill in. */
export async function template(ctx: Ctx): Promise<Download> {
  must(ctx, bankPolicy, 'participation.import-bank', newIn(ctx.regionId))
  return { name: '题库模板.xlsx', type: XLSX, bytes: await bankTemplate() }
}
