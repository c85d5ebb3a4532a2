import { z } from 'zod'
import { id, instant, listQuery, page } from '../kernel.ts'
import { someName } from '../text.ts'
import { bankReport, question } from './bank.ts'

/*
 * Question banks (题库) as the office keeps them: a bank has a title and versions; a version's questions are never changed, a corrected
 * table comes in as the next version, and quizzes that were published with the one before go on with it.
 */

/** A table of questions (XLSX or CSV) as it is uploaded; up to 10 MB. */
export const bankUpload = z.object({ name: z.string().min(1).max(255), base64: z.base64().max(14_000_000) })

export const newBank = z.object({
  titleZh: someName(80),
  titleEn: someName(120),
  /** What this version is called where the bank is printed: `2026年9月版`. */
  label: someName(40),
  file: bankUpload,
})
export const newBankVersion = z.object({ version: z.int(), label: someName(40), file: bankUpload })
export const renameBank = z.object({ version: z.int(), titleZh: someName(80), titleEn: someName(120) })

/** What a bank came in as: its id and its newest version, with the check's report, in which only warnings are left. */
export const bankImported = z.object({ id, version: z.int(), number: z.int(), report: bankReport })
export type BankImported = z.infer<typeof bankImported>

export const bankVersion = z.object({
  number: z.int(),
  label: z.string(),
  questions: z.int(),
  /** SHA-256 over the questions' canonical JSON. */
  sha256: z.string(),
  importedAt: instant,
  importedBy: z.string(),
})
export type BankVersion = z.infer<typeof bankVersion>

export const bankRow = z.object({
  id,
  titleZh: z.string(),
  titleEn: z.string(),
  /** The newest version's number, what it is called, and how many questions it has. */
  latest: z.int(),
  label: z.string(),
  questions: z.int(),
  version: z.int(),
  may: z.array(z.string()),
})
export type BankRow = z.infer<typeof bankRow>
export const bankPage = page(bankRow)
export const bankQuery = listQuery

export const bank = bankRow.extend({ versions: z.array(bankVersion), asOf: instant.nullable() })
export type Bank = z.infer<typeof bank>

/** One version with its questions and their answers: for those who prepare a quiz. */
export const bankQuestions = z.object({ id, number: z.int(), label: z.string(), questions: z.array(question) })

/** A bank is printed with its answers or without. */
export const bankDocumentQuery = z.object({ answers: z.stringbool().default(true) })
