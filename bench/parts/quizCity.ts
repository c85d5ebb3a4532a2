import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quizFields } from '#contract/participation/quiz.ts'
import { putRegion, systemActor } from '#kernel/accounts/members.ts'
import { kernelOver, startKernel } from '#kernel/boot.ts'
import { agree, joined } from '#kernel/citizens/people.ts'
import { asAnybody, beginSession } from '#kernel/citizens/sessions.ts'
import { systemClock } from '#kernel/clock.ts'
import { type Database, openPostgres } from '#kernel/database/open.ts'
import { command, type Kernel } from '#kernel/run.ts'
import { rooms } from '#server/app/rooms.ts'
import { draftQuiz, publishQuiz } from '#server/participation/commands/quizzes.ts'
import { addBankVersion, banks } from '#server/participation/store/records.ts'
import { plainQuestions } from '#server/participation/testing/aQuiz.ts'
import { newDatabase } from '#server/testing/newDatabase.ts'
import { type PostgresServer, startPostgres } from '#server/testing/postgres.ts'
import { type Served, serving } from '#server/testing/storm.ts'
import { officeServer } from './cities.ts'

export const NANTONG = 320600
export const PUTUO = 310107

export type Citizen = { id: string; cookie: string; region: number }
export type QuizOf = Readonly<Record<number, string>>

export type QuizCities = {
  server: PostgresServer
  quizzes: QuizOf
  citizens: readonly Citizen[]
  /** Another database with the same quizzes and citizens, in which nobody has played. */
  fresh(): Promise<string>
  kernelOf(url: string): Promise<{ database: Database; kernel: Kernel }>
  serve(url: string): Promise<Served>
  close(): Promise<void>
}

/**
 * A PostgreSQL server with a database from which others are copied: two regions, an open quiz in each, drawn from a bank of 120 questions,
 * and citizens with sessions of the portal.
 */
export async function quizCities(perRegion: { [region: number]: number }): Promise<QuizCities> {
  const home = await mkdtemp(join(tmpdir(), 'jianghai-quiz-'))
  const server = await startPostgres({ settings: officeServer })
  const citizens: Citizen[] = []
  const quizzes: Record<number, string> = {}
  const kernelOf = async (url: string) => {
    const database = await openPostgres(url)
    return { database, kernel: kernelOver(database, rooms, systemClock()) }
  }
  const template = {
    name: `quiz_${process.pid}`,
    async prepare(url: string) {
      const database = await openPostgres(url)
      const kernel = await startKernel(database, rooms, systemClock())
      for (const region of [NANTONG, PUTUO]) {
        await putRegion(database.db, {
          regionId: region,
          nameZh: `${region}`,
          nameEn: `${region}`,
          demonstration: true,
        })
        quizzes[region] = await openQuizIn(kernel, region)
        citizens.push(...(await citizensIn(kernel, region, perRegion[region] ?? 0)))
      }
      await database.pool.query('vacuum analyze')
      await database.close()
    },
  }
  const fresh = () => newDatabase(server.url, template)
  await fresh()
  let served = 0
  return {
    ...{ server, quizzes, citizens, fresh, kernelOf },
    serve: databaseUrl =>
      serving({
        data: join(home, `data-${served++}`),
        databaseUrl,
        cookies: new Map(),
        open: () => openPostgres(databaseUrl),
        remove: async () => undefined,
      }),
    async close() {
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A quiz that is open for weeks; as many attempts a day as a bench makes. */
async function openQuizIn(kernel: Kernel, region: number): Promise<string> {
  const day = 86_400_000
  const now = kernel.clock.now().getTime()
  const questions = plainQuestions(120)
  return command(kernel, systemActor(region), region, async ctx => {
    const about = { titleZh: '题库', titleEn: 'Bank', label: '第一版' }
    const { id: bankId } = await banks.insert(ctx, { ...about, latest: 1, questions: questions.length })
    const version = { bankId, number: 1, label: '第一版', questions, sha256: '', importedAt: ctx.now }
    await addBankVersion(ctx, { ...version, importedBy: ctx.actor.id })
    const fields = quizFields.parse({
      ...{ titleZh: '竞答', organiser: '市医保局', bankId, bankVersion: 1, draws: null },
      ...{ opensAt: new Date(now - day).toISOString(), closesAt: new Date(now + 14 * day).toISOString() },
      rules: { attemptsPerDay: 100, floorTenths: 0 },
    })
    const draft = await draftQuiz(ctx, fields)
    await publishQuiz(ctx, draft.id, { version: draft.version, reason: '' })
    return draft.id
  })
}

async function citizensIn(kernel: Kernel, region: number, count: number): Promise<Citizen[]> {
  const made: Citizen[] = []
  for (let from = 0; from < count; from += 200)
    await command(kernel, asAnybody(region), region, async ctx => {
      for (let n = from; n < Math.min(count, from + 200); n++) {
        const id = await joined(ctx, `13${String(n * 997).padStart(9, '0')}`)
        await agree(ctx, id, 'take-part-2', 'zh')
        const token = await beginSession(ctx.tx, region, id)
        made.push({ id, region, cookie: `jianghai.citizen=${region}.${token}` })
      }
    })
  return made
}
