import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Ctx } from '#kernel/context.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { logExtract } from '#kernel/log/extract.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Download } from '#kernel/room.ts'
import { bankVersionOf } from '../bankVersions.ts'
import { newIn, quizPolicy } from '../policy.ts'
import { cutoffsOf } from '../rules/state.ts'
import { finishedIn, leftOutBy } from '../store/archive.ts'
import { answersOfAll } from '../store/attempts.ts'
import { drawsOf, placesOf, type QuizDrawRow } from '../store/drawRecords.ts'
import { prizesOf } from '../store/prizes.ts'
import { rankingFromAttempts } from '../store/ranking.ts'
import { type Quiz, quizzes } from '../store/records.ts'
import { proofOfDraw } from './openDraws.ts'

const root = join(import.meta.dirname, '../../../..')
/** What goes along, as it stands in the installation; the page is there where the web application was built. */
const along = { 'verify.py': 'tools/archive_verify.py', 'draw_verify.py': 'tools/draw_verify.py' }
const PAGE = 'web/dist/draw-verifier.html'
/** How many places of a ranking are told where no draw says how many count. */
const TOP = 1000

/**
 * Everything of a quiz for an auditor, as one archive (ZIP) with its own verifier: the bank and the rules, every finished attempt, the
 * ranking of each cut-off, the draws and who they went to, and the part of the log about it with the hashes of the whole tree. Nobody's
 * name or number is in it. People stand under the ids the log's hashes are over, which lead to nobody without the database.
 *
 * All of it is put together in memory: for a quiz of a hundred thousand attempts some hundred megabytes.
 */
export async function archiveOf(ctx: Ctx, quizId: string): Promise<Download> {
  must(ctx, quizPolicy, 'participation.export', newIn(ctx.regionId))
  const quiz = await quizzes.find(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  if (quiz.draft) throw refuse('participation.export-draft')
  const draws = (await drawsOf(ctx, quizId)).filter(({ calledOff }) => !calledOff)
  const bank = await bankVersionOf(ctx, quiz.bankId, quiz.bankVersion)
  const texts: Record<string, string> = {
    'README.txt': readme,
    'quiz.json': canonical(told(ctx, quiz, bank)),
    // As it is hashed in the log, byte for byte.
    'bank.json': canonical(bank.questions),
    'attempts.jsonl': await attemptLines(ctx, quizId),
  }
  for (const ranking of await rankings(ctx, quiz, draws)) texts[`rankings/${ranking.number}.json`] = canonical(ranking)
  const prizeIds: string[] = []
  for (const draw of draws) {
    const prizes = await prizesOf(ctx, draw.id)
    prizeIds.push(...prizes.map(({ id }) => id))
    texts[`draws/${draw.number}.json`] = canonical({
      ...{ id: draw.id, number: draw.number, announcement: draw.announcement, announcementHash: draw.announcementHash },
      proof: draw.publishedAt === null ? null : await proofOfDraw(ctx, draw),
      prizes: prizes.map(({ id, number, alias, state, movedUpFor, out }) => ({
        id,
        number,
        alias,
        state,
        movedUpFor,
        out,
      })),
    })
  }
  const subjects = [quizId, quiz.bankId, ...draws.map(({ id }) => id), ...prizeIds]
  const log = await logExtract(ctx.tx, ctx.regionId, { subjects, of: 'quiz' })
  if (log.checkpoint !== null) texts['log/checkpoint.txt'] = log.checkpoint
  texts['log/leaves.txt'] = log.leaves.map(hash => `${hash}\n`).join('')
  texts['log/entries.jsonl'] = lines(log.entries)
  for (const [name, path] of Object.entries(along)) texts[name] = readFileSync(join(root, path), 'utf8')
  if (existsSync(join(root, PAGE))) texts['draw-verifier.html'] = readFileSync(join(root, PAGE), 'utf8')
  return { name: `${quiz.titleZh}-审计.zip`, type: 'application/zip', bytes: zipped(texts) }
}

const lines = (values: readonly unknown[]) => values.map(value => `${canonical(value)}\n`).join('')

/** In the order of the names and with one date, so that the same quiz gives the same bytes. */
function zipped(texts: Readonly<Record<string, string>>): Uint8Array {
  const files: Zippable = {}
  for (const name of Object.keys(texts).toSorted((a, b) => (a < b ? -1 : 1)))
    files[name] = [strToU8(texts[name] ?? ''), { mtime: new Date(1980, 0, 1), level: 6 }]
  return zipSync(files)
}

function told(ctx: Ctx, quiz: Quiz, bank: { label: string; sha256: string }) {
  const { id, titleZh, titleEn, organiser, opensAt, closesAt, rules, draws, calledOff, bankId, bankVersion } = quiz
  return {
    ...{ format: 'jianghai-quiz-archive-1', region: ctx.regionId, madeAt: ctx.now },
    quiz: { id, titleZh, titleEn, organiser, opensAt, closesAt, rules, draws, calledOff },
    bank: { id: bankId, version: bankVersion, label: bank.label, sha256: bank.sha256 },
  }
}

async function attemptLines(ctx: Ctx, quizId: string): Promise<string> {
  const finished = await finishedIn(ctx, quizId)
  const answers = await answersOfAll(
    ctx,
    finished.map(({ id }) => id),
  )
  return lines(
    finished.map(({ alias, ...attempt }) => ({
      alias,
      attempt,
      // As the hash in the log is over them: place, choice shown, option of the bank, whether it is right, when it was saved.
      answers: (answers.get(attempt.id) ?? []).map(each => [
        ...[each.position, each.choice, each.option, each.isRight, each.savedAt],
      ]),
    })),
  )
}

/** The ranking of each cut-off that has come: as it was frozen, or as it is now. Without draws, that of the whole quiz. */
async function rankings(ctx: Ctx, quiz: Quiz, draws: readonly QuizDrawRow[]) {
  const cutoffs = quiz.draws ? cutoffsOf(quiz, quiz.draws) : [quiz.closesAt]
  const found = []
  for (const [at, planned] of cutoffs.entries()) {
    const draw = draws.find(({ number }) => number === at + 1)
    const cutoff = draw?.cutoff ?? planned
    if (ctx.now < cutoff) continue
    const decidedAt = draw?.frozenAt ?? ctx.now
    const most = quiz.draws?.ofTop ?? TOP
    const places = draw
      ? await placesOf(ctx, draw.id)
      : await rankingFromAttempts(ctx, quiz.id, quiz.rules.cumulation, cutoff, most, null)
    found.push({
      ...{ number: at + 1, cutoff, decidedAt, most, isFrozen: draw !== undefined },
      leftOut: await leftOutBy(ctx, quiz.id, decidedAt),
      places: places.map(({ citizenId: _, ...place }) => place),
    })
  }
  return found
}

const readme = `知识竞答审计包。解开后运行：python3 verify.py（Python 3.8 以上，不用网络，不装别的东西）。
它重算每份答卷的分数和时间、每次截止的名次、抽取池的根、抽取结果、奖品的去向，并逐条对照日志；哪里对不上就说哪里，退出码为 1。
drand 的签名要用 jianghai draw verify 或 draw-verifier.html 验；检查点的签名用 jianghai log verify 验。
包里没有姓名和手机号；citizenId 和 person 是系统里的编号，离开数据库查不到人。

The archive of a quiz. Unpack it and run: python3 verify.py (Python 3.8 or newer, no network, nothing to install).
It computes every score and time, the ranking of each cut-off, the roots of the pools, the draws and where the prizes went, holds them
against the log, and says where anything differs, with exit code 1. Signatures of drand are verified by jianghai draw verify or
draw-verifier.html, that of the checkpoint by jianghai log verify. No name and no number is in it.
`
