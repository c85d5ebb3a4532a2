import { optionLetters, type Question } from '#contract/participation/bank.ts'
import type { QuizRules } from '#contract/participation/quiz.ts'
import type { Db, Tx } from '#kernel/database/open.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { hashOfAttempt } from '../participation/commands/finish.ts'
import { bucketOf, type Counted, comparePeople, countedOf } from '../participation/rules/standing.ts'
import type { AnswerRow, AttemptRow } from '../participation/store/attempts.ts'

type Standing = {
  citizenId: string
  score: number | null
  tenths: number | null
  finishedAt: Date | null
  setAside: boolean
  erased: boolean
}
export type Person = Counted & { citizenId: string }

/** The ranking of a quiz as it comes out of the attempts alone, by a plain sort in this program. */
export async function plainRanking(db: Db | Tx, regionId: number, quizId: string): Promise<Person[]> {
  const { rules, attempts, standings } = await kept(db, regionId, quizId)
  const out = new Set(standings.filter(each => each.setAside || each.erased).map(each => each.citizenId))
  return counted(rules, attempts)
    .filter(({ citizenId }) => !out.has(citizenId))
    .toSorted(comparePeople)
}

/**
 * What does not agree in a quiz: answers with the bank, scores with answers, standings and buckets with attempts, entries of the log with
 * the rows they are about. Everything is computed anew from the choices and the bank; a line for each thing that differs.
 */
export async function recount(db: Db | Tx, regionId: number, quizId: string): Promise<string[]> {
  const wrong: string[] = []
  const { rules, attempts, standings, bank } = await kept(db, regionId, quizId)
  const answers = Map.groupBy(
    await rows(
      db,
      sql<
        AnswerRow & { attemptId: string }
      >`select w.* from quiz_answer w join quiz_attempt a on a.region_id = ${regionId} and a.id = w.attempt_id
        where w.region_id = ${regionId} and a.quiz_id = ${quizId} order by w.position`,
    ),
    answer => answer.attemptId,
  )
  const entries = new Map<string, string[]>()
  for (const { subjectId, sha256 } of await rows(
    db,
    sql<{
      subjectId: string
      sha256: string
    }>`select subject_id, body::jsonb -> 'facts' ->> 'sha256' sha256 from log_entry
      where region_id = ${regionId} and event = 'participation.attempt-finished' and body::jsonb -> 'facts' ->> 'quiz' = ${quizId}`,
  ))
    entries.set(subjectId, [...(entries.get(subjectId) ?? []), sha256])

  for (const attempt of attempts) {
    const own = answers.get(attempt.id) ?? []
    wrong.push(...misjudged(attempt, own, bank))
    const logged = entries.get(attempt.id) ?? []
    if (attempt.finishedAt === null) {
      if (logged.length > 0) wrong.push(`attempt ${attempt.id} runs and is in the log`)
      continue
    }
    const score = own.filter(({ isRight }) => isRight).length * rules.points
    if (score !== attempt.score) wrong.push(`attempt ${attempt.id} has ${attempt.score}, its answers make ${score}`)
    if (own.some(({ savedAt }) => savedAt >= attempt.endsAt)) wrong.push(`attempt ${attempt.id} has a late answer`)
    if (logged.length !== 1 || logged[0] !== hashOfAttempt(attempt, own))
      wrong.push(`attempt ${attempt.id} does not have its entry: ${logged.length}`)
  }

  const anew = new Map(counted(rules, attempts).map(person => [person.citizenId, person]))
  const buckets = new Map<string, number>()
  for (const standing of standings) {
    const person = anew.get(standing.citizenId)
    const same =
      person?.score === (standing.score ?? undefined) &&
      person?.tenths === (standing.tenths ?? undefined) &&
      person?.finishedAt.getTime() === standing.finishedAt?.getTime()
    if (!same) wrong.push(`standing of ${standing.citizenId} is not what the attempts make`)
    if (!person || standing.setAside || standing.erased) continue
    const { score, second } = bucketOf(person)
    buckets.set(`${score} ${second}`, (buckets.get(`${score} ${second}`) ?? 0) + 1)
  }
  for (const { score, second, people } of await rows(
    db,
    sql<{ score: number; second: number; people: number }>`select score, second, people from quiz_bucket
      where region_id = ${regionId} and quiz_id = ${quizId}`,
  )) {
    const is = buckets.get(`${score} ${second}`) ?? 0
    if (is !== people) wrong.push(`bucket ${score} ${second} has ${people}, there are ${is}`)
    buckets.delete(`${score} ${second}`)
  }
  for (const [bucket, people] of buckets) wrong.push(`bucket ${bucket} is missing ${people}`)
  return wrong
}

/** Answers of an attempt that are not judged as the bank has it. */
function misjudged(
  { id, paper, rights }: AttemptRow,
  own: readonly AnswerRow[],
  bank: ReadonlyMap<string, Question>,
): string[] {
  const right = paper.map(({ questionCode, optionOrder }) => {
    const answer = bank.get(questionCode)?.answer
    return answer === undefined ? -1 : optionOrder.indexOf(optionLetters.indexOf(answer))
  })
  if (right.join() !== rights.join())
    return [`attempt ${id} has its right options at ${rights.join()}, the bank at ${right.join()}`]
  return own.flatMap(({ position, choice, option, isRight }) => {
    const chosen = choice === null ? null : paper[position - 1]?.optionOrder[choice]
    return option === chosen && isRight === (choice !== null && choice === right[position - 1])
      ? []
      : [`attempt ${id} has answer ${position} judged otherwise than the bank does`]
  })
}

async function kept(db: Db | Tx, regionId: number, quizId: string) {
  const quiz = await one(
    db,
    sql<{ rules: QuizRules; questions: Question[] }>`select q.rules, v.questions from quiz q
      join question_bank_version v on v.region_id = ${regionId} and v.bank_id = q.bank_id and v.number = q.bank_version
      where q.region_id = ${regionId} and q.id = ${quizId}`,
  )
  if (!quiz) throw new Error(`no quiz ${quizId}`)
  return {
    rules: quiz.rules,
    bank: new Map(quiz.questions.map(question => [question.code, question])),
    attempts: await rows(
      db,
      sql<AttemptRow>`select id, quiz_id, citizen_id, started_at, ends_at, paper, rights, finished_at, score, tenths, closed_by_clock
        from quiz_attempt where region_id = ${regionId} and quiz_id = ${quizId}`,
    ),
    standings: await rows(
      db,
      sql<Standing>`select citizen_id, score, tenths, finished_at, set_aside, erased_at is not null erased
        from quiz_standing where region_id = ${regionId} and quiz_id = ${quizId}`,
    ),
  }
}

function counted(rules: QuizRules, attempts: readonly AttemptRow[]): Person[] {
  const done = attempts.flatMap(({ id, citizenId, score, tenths, finishedAt }) =>
    score === null || tenths === null || finishedAt === null ? [] : [{ id, citizenId, score, tenths, finishedAt }],
  )
  return [...Map.groupBy(done, ({ citizenId }) => citizenId)].flatMap(([citizenId, own]) => {
    const all = countedOf(rules.cumulation, own)
    return all ? [{ ...all, citizenId }] : []
  })
}
