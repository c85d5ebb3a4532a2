import type { z } from 'zod'
import type { BankReport, Question } from '#contract/participation/bank.ts'
import type {
  BankImported,
  bankUpload,
  newBank as newBankBody,
  newBankVersion as newVersionBody,
  renameBank as renameBody,
} from '#contract/participation/banks.ts'
import type { Ctx } from '#kernel/context.ts'
import { ofUpload } from '#kernel/files/upload.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { bankRefusal, readBankTable } from '../bank/index.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { bankPolicy, newIn } from '../policy.ts'
import { addBankVersion, type Bank, banks } from '../store/records.ts'

type Upload = z.output<typeof bankUpload>

/** What the check says of a table of questions; nothing is kept. */
export async function checkUpload(ctx: Ctx, file: Upload): Promise<BankReport> {
  must(ctx, bankPolicy, 'participation.import-bank', newIn(ctx.regionId))
  return (await read(file, '')).report
}

/** Brings a bank in with its first version. With one error in the table nothing is kept: `participation.bank-unfit` with a line each. */
export async function importBank(
  ctx: Ctx,
  { file, label, ...titles }: z.output<typeof newBankBody>,
): Promise<BankImported> {
  must(ctx, bankPolicy, 'participation.import-bank', newIn(ctx.regionId))
  const { report, questions } = await sound(file)
  const bank = await banks.insert(ctx, { ...titles, latest: 1, label, questions: questions.length })
  return keep(ctx, bank, questions, report)
}

/** Brings in the next version of a bank. Quizzes that were set up with an earlier one go on with it. */
export async function importVersion(
  ctx: Ctx,
  id: string,
  { version, file, label }: z.output<typeof newVersionBody>,
): Promise<BankImported> {
  const bank = await lockBank(ctx, id, 'participation.import-bank', version)
  const { report, questions } = await sound(file)
  const next = await banks.change(ctx, bank, { latest: bank.latest + 1, label, questions: questions.length })
  return keep(ctx, next, questions, report)
}

/** Gives a bank other titles. */
export async function renameBank(
  ctx: Ctx,
  id: string,
  { version, ...titles }: z.output<typeof renameBody>,
): Promise<void> {
  const bank = await lockBank(ctx, id, 'participation.rename-bank', version)
  await banks.change(ctx, bank, titles)
  await ctx.record('participation.bank-renamed', { kind: 'question-bank', id })
}

async function lockBank(ctx: Ctx, id: string, verb: keyof typeof bankPolicy, version: number): Promise<Bank> {
  const found = await banks.lock(ctx, id)
  if (!found) throw refuse('participation.not-found')
  must(ctx, bankPolicy, verb, found)
  if (found.version !== version) throw refuse('participation.changed-conflict', { seen: version, now: found.version })
  return found
}

async function read({ name, base64 }: Upload, at: string) {
  return ofUpload(() => readBankTable(Buffer.from(base64, 'base64'), name), at)
}

async function sound(file: Upload): Promise<{ report: BankReport; questions: readonly Question[] }> {
  const { report, questions } = await read(file, 'file.')
  if (!questions) throw bankRefusal(report)
  return { report, questions }
}

async function keep(ctx: Ctx, bank: Bank, questions: readonly Question[], report: BankReport): Promise<BankImported> {
  const sha256 = fingerprintOf(questions)
  const { id, version, latest: number, label } = bank
  await addBankVersion(ctx, {
    bankId: id,
    number,
    label,
    questions,
    sha256,
    importedAt: ctx.now,
    importedBy: ctx.actor.id,
  })
  await ctx.record(
    'participation.bank-imported',
    { kind: 'question-bank', id },
    { number, questions: questions.length, sha256 },
  )
  return { id, version, number, report }
}
