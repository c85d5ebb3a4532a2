import type { Question } from '#contract/participation/bank.ts'
import type { DrawRules, QuizRules } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/day.ts'
import type { Reason } from '../rules/suspicion.ts'

/** `latest`, `label` and `questions` are of the newest version. */
export type Bank = Versioned & { titleZh: string; titleEn: string; latest: number; label: string; questions: number }
export const banks = recordTable<Bank>('question_bank', ['title_zh', 'title_en', 'latest', 'label', 'questions'])

export type Quiz = Versioned & {
  titleZh: string
  titleEn: string | null
  introZh: string
  introEn: string
  organiser: string
  bankId: string
  bankVersion: number
  opensAt: Date
  closesAt: Date
  rules: QuizRules
  draws: DrawRules | null
  bankPublishedOn: Day | null
  draft: boolean
  paused: boolean
  calledOff: boolean
  publishedBy: string | null
  publishedAt: Date | null
}
export const quizzes = recordTable<Quiz>('quiz', [
  'title_zh',
  'title_en',
  'intro_zh',
  'intro_en',
  'organiser',
  'bank_id',
  'bank_version',
  'opens_at',
  'closes_at',
  'rules',
  'draws',
  'bank_published_on',
  'draft',
  'paused',
  'called_off',
  'published_by',
  'published_at',
])

export type SuspicionRow = Versioned & {
  quizId: string
  citizenId: string
  attemptId: string | null
  kind: Reason
  about: string
  facts: Record<string, string | number>
  foundAt: Date
  decision: 'cleared' | 'set-aside' | null
  decidedBy: string | null
  decidedAt: Date | null
  why: string | null
}
export const suspicions = recordTable<SuspicionRow>('quiz_suspicion', [
  'quiz_id',
  'citizen_id',
  'attempt_id',
  'kind',
  'about',
  'facts',
  'found_at',
  'decision',
  'decided_by',
  'decided_at',
  'why',
])

/** A version of a bank as it was written; it never changes. */
export type StoredVersion = {
  bankId: string
  number: number
  label: string
  questions: readonly Question[]
  sha256: string
  importedAt: Date
  importedBy: string
}

export async function addBankVersion(ctx: Ctx, version: StoredVersion): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into question_bank_version (region_id, bank_id, number, label, questions, sha256, imported_at, imported_by)
      values (${ctx.regionId}, ${version.bankId}, ${version.number}, ${version.label}, ${JSON.stringify(version.questions)}::jsonb,
        ${version.sha256}, ${version.importedAt}, ${version.importedBy})`,
  )
}

export const storedVersion = (ctx: Ctx, bankId: string, number: number) =>
  one(
    ctx.tx,
    sql<StoredVersion>`select bank_id, number, label, questions, sha256, imported_at, imported_by from question_bank_version
      where region_id = ${ctx.regionId} and bank_id = ${bankId} and number = ${number}`,
  )

/** The versions of a bank as they stood at the context's instant, newest first: of the questions only how many. */
export const versionsOfBank = (ctx: Ctx, bankId: string) =>
  rows(
    ctx.tx,
    sql<Omit<StoredVersion, 'questions'> & { questions: number }>`
      select bank_id, number, label, jsonb_array_length(questions) questions, sha256, imported_at, imported_by from question_bank_version
      where region_id = ${ctx.regionId} and bank_id = ${bankId} and imported_at <= ${ctx.asOf ?? ctx.now} order by number desc`,
  )
