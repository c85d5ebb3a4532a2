import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDraws, poolPage, prizePage } from '#contract/participation/draws.ts'
import { quizLive, quizPage, suspicionPage } from '#contract/participation/quiz.ts'
import { heldClock } from '#kernel/clock.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { drandChains, jsonOf, verifyProof } from '#kernel/draws/index.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { plainRanking, recount } from '#server/testing/recountQuiz.ts'
import { aServer } from '#server/testing/server.ts'
import { rankingAt } from '../../participation/index.ts'
import { DEMONSTRATION_MORNING } from './load.ts'
import { oddPlayers, PLAYERS } from './players.ts'
import { quizSteps } from './steps/quizzes.ts'
import { replay } from './timeline.ts'

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
if (!python)
  console.warn('SKIPPED: python3 of 3.8 or newer is absent, so the archive of the demonstration was not verified')

const folder = mkdtempSync(join(tmpdir(), 'jianghai-demonstration-'))
const ids = new Map<string, string>()
let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity({ clock: heldClock('2025-04-01T00:40:00.000Z') })
  const last = DEMONSTRATION_MORNING.toISOString().slice(0, 10)
  const steps = (await quizSteps()).filter(({ on }) => on < last)
  await replay(city.kernel, steps, { ids, units: new Map() }, () => undefined, new AbortController().signal)
  city.clock.set(DEMONSTRATION_MORNING)
  await city.sequence()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
  rmSync(folder, { recursive: true })
})

const kept = (key: string) => ids.get(key) ?? expect.fail(`nothing was kept under ${key}`)
const get = (path: string, as?: string) => server.as(as).get(`/api/${NANTONG}/participation${path}`)
const suspicions = async (key: string) =>
  suspicionPage.parse((await get(`/quizzes/${kept(key)}/suspicions?limit=50`, 'staff')).body).rows
const published = async () => openDraws.parse((await get(`/open/${kept('quiz:may')}/draws`)).body).draws

describe('the quizzes of the demonstration city', () => {
  it('are one that is over and one that runs, and both say that everything in them is made up', async () => {
    const { rows: quizzes } = quizPage.parse((await get('/quizzes', 'staff')).body)
    expect(quizzes.map(({ id, state, people, finished }) => [id, state, people, finished])).toEqual([
      [kept('quiz:june'), 'open', 105, 111],
      // One of two hundred is set aside.
      [kept('quiz:may'), 'over', 199, 211],
    ])
    for (const { titleZh, titleEn } of quizzes) expect(`${titleZh} ${titleEn}`).toMatch(/模拟.*simulated/)
    for (const key of ['quiz:may', 'quiz:june'])
      expect((await get(`/open/${kept(key)}`)).body).toMatchObject({
        introZh: expect.stringMatching(/程序模拟.*没有一个真人.*数字是编的/),
        introEn: expect.stringMatching(/simulated by a program.*nobody is real.*made up/),
        organiser: expect.stringContaining('虚构'),
      })
  })

  it('rank as their papers make it, counted anew from the answers', async () => {
    for (const key of ['quiz:may', 'quiz:june']) {
      expect(await recount(city.database.db, NANTONG, kept(key))).toEqual([])
      const plain = (await plainRanking(city.database.db, NANTONG, kept(key))).map(({ citizenId }) => citizenId)
      const ranked = await city.ask('head', ctx => rankingAt(ctx, kept(key), DEMONSTRATION_MORNING, PLAYERS))
      expect(ranked.map(({ citizenId }) => citizenId)).toEqual(plain)
    }
  })

  it('show the organiser what goes on in the one that runs', async () => {
    const live = quizLive.parse((await get(`/quizzes/${kept('quiz:june')}/live`, 'staff')).body)
    expect(live).toMatchObject({ people: 105, started: 111, finished: 111, running: 0, suspicionsWaiting: 1 })
    expect(live.scores.filter(({ people }) => people > 0).length).toBeGreaterThanOrEqual(4)
    expect(live.questions.reduce((sum, { shown }) => sum + shown, 0)).toBe(5 * 111)
    const over = quizLive.parse((await get(`/quizzes/${kept('quiz:may')}/live`, 'staff')).body)
    expect(over.closedByClock).toBe(oddPlayers.late.length)
  })

  it('have suspicions that were decided either way, and one in each that waits', async () => {
    const told = (found: Awaited<ReturnType<typeof suspicions>>) =>
      found.map(({ reason, decision }) => `${reason} ${decision}`).toSorted()
    expect(told(await suspicions('quiz:may'))).toEqual([
      ...['same-device cleared', 'same-device cleared', 'same-device cleared'],
      ...['too-fast null', 'too-fast set-aside'],
    ])
    expect(told(await suspicions('quiz:june'))).toEqual(['too-fast null'])
  })
})

describe('the draws of the finished quiz', () => {
  it('are both published, of sixty people and by numbers that are said to be made up', async () => {
    const draws = await published()
    expect(draws.map(({ number, state, winners }) => [number, state, winners.length])).toEqual([
      [1, 'published', 10],
      [2, 'published', 11],
    ])
    for (const { announcement } of draws) {
      expect(announcement.pool.count).toBe(60)
      expect(JSON.stringify(announcement.sources)).toContain('演示用的编造数字（不是彩票）')
    }
    const everyone = draws.flatMap(({ winners }) => winners.map(({ alias }) => alias))
    expect(new Set(everyone).size).toBe(everyone.length)
  })

  it('are computed again from their proofs, and not from one that was changed', async () => {
    const draws = await published()
    const wonBefore = new Set(draws[0]?.winners.map(({ alias }) => alias))
    for (const { id, winners, number } of draws) {
      const { bytes } = await get(`/open/draws/${id}/proof`)
      const verdict = verifyProof(jsonOf(bytes, 'proof.json'), drandChains())
      expect(verdict.checks.filter(({ state }) => state !== 'holds')).toEqual([])
      expect(verdict.result.winners).toEqual(winners.slice(0, 10).map(({ alias }) => alias))
      const pool = poolPage.parse((await get(`/draws/${id}/pool?limit=200`, 'staff')).body).rows
      expect(pool).toHaveLength(60)
      for (const { alias, isExcluded } of pool) expect(isExcluded).toBe(number === 2 && wonBefore.has(alias))
      const [name = ''] = pool.map(({ alias }) => alias)
      const other = bytes.toString().replace(
        name,
        name.replace(/.$/, last => (last === 'Z' ? 'Y' : 'Z')),
      )
      expect(verifyProof(jsonOf(Buffer.from(other), 'proof.json'), drandChains()).first).toBeDefined()
    }
  })

  it('gave prizes: claimed, one handed over, one lapsed for which a reserve moved up, one winner named who agreed to it', async () => {
    const told = async (key: string) => {
      const { rows: prizes } = prizePage.parse((await get(`/draws/${kept(key)}/prizes?limit=50`, 'staff')).body)
      return prizes
        .toSorted((a, b) => a.number - b.number)
        .map(({ state, movedUp }) => (movedUp ? `${state}, moved up` : state))
    }
    const claimed = (times: number) => Array.from({ length: times }, () => 'claimed')
    expect(await told('quiz:may:draw:1')).toEqual(['handed-over', ...claimed(9)])
    expect(await told('quiz:may:draw:2')).toEqual([...claimed(9), 'lapsed', 'won, moved up'])
    const masked = (await published()).map(({ winners }) => winners.flatMap(winner => winner.masked ?? []))
    expect(masked.map(names => names.length)).toEqual([1, 0])
    expect(masked[0]?.[0]).toMatch(/^\p{Script=Han}\*.*\d{4}$/u)
  })

  it('left nobody’s number or name in the log', async () => {
    const bodies = await rows(
      city.database.db,
      sql<{ body: string }>`select body::text body from log_entry where region_id = ${NANTONG}`,
    )
    expect(bodies.length).toBeGreaterThan(900)
    const text = bodies.map(({ body }) => body).join('\n')
    expect(text).not.toMatch(/(?<![0-9a-f-])160\d{8}(?!\d)/)
    expect(text).not.toContain('望舒')
  })

  it.runIf(python)('are verified from the archive by the verifier in it, which sees a changed score', async () => {
    const { bytes, status } = await get(`/quizzes/${kept('quiz:may')}/archive`, 'staff')
    expect(status).toBe(200)
    for (const [path, content] of Object.entries(unzipSync(bytes))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    expect(readFileSync(join(folder, 'verify.py'), 'utf8')).toBe(
      readFileSync(join(import.meta.dirname, '../../../../tools/archive_verify.py'), 'utf8'),
    )
    const verified = () => spawnSync('python3', [join(folder, 'verify.py')], { encoding: 'utf8' })
    const { status: first, stdout } = verified()
    expect(stdout.split('\n').filter(line => line.includes('DIFFERS'))).toEqual([])
    expect(first, stdout).toBe(0)
    expect(stdout).toContain('211 papers')
    const papers = join(folder, 'attempts.jsonl')
    writeFileSync(papers, readFileSync(papers, 'utf8').replace('"score":80', '"score":100'))
    expect(verified().status).toBe(1)
  })
})

it('the first draw of the one that runs can be frozen on the morning on which the demonstration begins', async () => {
  const at = (hours: number) => new Date(DEMONSTRATION_MORNING.getTime() + hours * 3_600_000).toISOString()
  const source = { kind: 'text', nameZh: '收盘指数', nameEn: 'Close', issue: '2025-06-27' }
  const fallback = { after: at(48), source: { ...source, issue: '2025-06-28', at: at(49) } }
  const frozen = await server.as('staff').post(`/api/${NANTONG}/participation/quizzes/${kept('quiz:june')}/draws`, {
    number: 1,
    sources: [{ ...source, at: at(24), fallback }],
  })
  expect(frozen).toMatchObject({ status: 200, body: { state: 'frozen', pool: 50, winners: 10, reserves: 10 } })
})
