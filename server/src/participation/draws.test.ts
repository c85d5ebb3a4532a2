import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { openDraws, openPool, poolPage, type QuizDraw, quizDraw, quizDraws } from '#contract/participation/draws.ts'
import { erase } from '#kernel/citizens/people.ts'
import { heldClock } from '#kernel/clock.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { drandChains, jsonOf, verifyProof } from '#kernel/draws/index.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { decideSuspicion } from './commands/decide.ts'
import { digestSome } from './commands/digest.ts'
import { suspect } from './commands/suspect.ts'
import { quizDraws as drawTable } from './store/drawRecords.ts'
import { aBank, aPlayer, aQuiz, type Player } from './testing/aQuiz.ts'

/** Round 657413 of quicknet, as printed in github.com/mcdcam/python-drand-verify, README.md. */
const beacon = {
  kind: 'drand',
  signature: 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
}
const CUTOFF = '2023-09-07T16:00:00.000Z'
const BALLS = '2023-09-14T13:15:00Z'
const ROUND = '2023-09-15T11:00:03Z'
const CLOSE = '2023-09-15T07:00:00Z'
const laterRound = { kind: 'drand', chain: 'quicknet', at: '2023-09-17T11:00:00Z' }
const sources = [
  { kind: 'drand', chain: 'quicknet', at: '2023-09-15T11:00:01Z' },
  {
    ...{ kind: 'numbers', nameZh: '双色球', nameEn: 'Double Colour Ball', issue: '2023106', at: BALLS },
    ...{ count: 3, least: 1, most: 33 },
    fallback: { after: '2023-09-16T00:00:00Z', source: laterRound },
  },
  {
    ...{ kind: 'text', nameZh: '上证指数收盘', nameEn: 'SSE Composite close', issue: '2023-09-15', at: CLOSE },
    fallback: {
      after: '2023-09-16T00:00:00Z',
      source: { kind: 'text', nameZh: '深证成指', nameEn: 'SZSE', issue: '2023-09-18', at: '2023-09-18T07:00:00Z' },
    },
  },
]

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let players: Player[]
let quiz: string
beforeAll(async () => {
  city = await aCity({ clock: heldClock('2023-09-01T00:40:00.000Z') })
  await city.join('head2', NANTONG, 'office', 'office-head')
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const at = (path: string) => `/api/${NANTONG}/participation${path}`
const codeOf = ({ body }: { body: unknown }) => refusal.parse(body).refusal.code
const get = async (id: string) => quizDraw.parse((await server.as('leader').get(at(`/draws/${id}`))).body)

/** A quiz with eight people who finished before the first cut-off, each a little slower than the one before. */
async function played(draws: object = {}): Promise<string> {
  city.clock.set('2023-09-01T00:40:00.000Z')
  const id = await aQuiz(city, {
    bankId: (await aBank(city)).id,
    opensAt: '2023-08-31T16:00:00.000Z',
    closesAt: '2023-09-14T16:00:00.000Z',
    draws: {
      ...{ everyDays: 7, winners: 2, ofTop: 6, reserves: 2, earlierWinnersOut: true },
      ...{ claimDays: 30, disputeDays: 30, prize: '话费', ...draws },
    },
  })
  players = []
  for (let n = 0; n < 8; n++) {
    const player = await aPlayer(city, { device: `telephone-of-number-${n}` })
    await player.play(id, { right: 5, tenths: 300 + n })
    players.push(player)
  }
  while (await city.do('head', digestSome));
  return id
}
const freeze = (id: string, more: object = {}, as = 'staff') =>
  server.as(as).post(at(`/quizzes/${id}/draws`), { number: 1, sources, ...more })
const act = (as: string, { id, version }: Pick<QuizDraw, 'id' | 'version'>, verb: string, reason = '') =>
  server.as(as).post(at(`/draws/${id}/${verb}`), { version, reason })
const bring = (as: string, { id, version }: QuizDraw, place: number, given: object, fallback = false) =>
  server.as(as).post(at(`/draws/${id}/sources/${place}`), { version, fallback, given })
const numbers = (...typed: number[]) => ({ kind: 'numbers', numbers: typed })
const text = (typed: string) => ({ kind: 'text', text: typed })

async function announced(more: object = {}): Promise<QuizDraw> {
  quiz = await played()
  city.clock.set('2023-09-08T01:00:00.000Z')
  const frozen = quizDraw.parse((await freeze(quiz, more)).body)
  return quizDraw.parse((await act('head', frozen, 'announce')).body)
}

/** The whole ceremony up to the draw itself. */
async function ready(): Promise<QuizDraw> {
  const draw = await announced()
  city.clock.set('2023-09-15T12:00:00.000Z')
  expect((await bring('staff', draw, 1, beacon)).status).toBe(200)
  for (const as of ['staff', 'staff2']) {
    expect((await bring(as, draw, 2, numbers(7, 3, 21))).status).toBe(200)
    expect((await bring(as, draw, 3, text('3117.74'))).status).toBe(200)
  }
  return get(draw.id)
}

describe('freezing a draw', () => {
  it('copies the first of the ranking once every attempt before the cut-off is over, and once only', async () => {
    quiz = await played()
    const list = async () => quizDraws.parse((await server.as('leader').get(at(`/quizzes/${quiz}/draws`))).body)
    expect((await list()).draws.map(({ number, cutoff, isDue }) => [number, cutoff, isDue])).toEqual([
      [1, CUTOFF, false],
      [2, '2023-09-14T16:00:00.000Z', false],
    ])
    expect(codeOf(await freeze(quiz))).toBe('participation.draw-too-early')
    // Who finishes after the cut-off is in no pool of it, however well.
    city.clock.set('2023-09-07T16:00:01.000Z')
    await players[7]?.play(quiz, { right: 5, tenths: 100 })
    while (await city.do('head', digestSome));
    city.clock.set('2023-09-07T16:05:00.000Z')
    expect((await freeze(quiz, {}, 'leader')).status).toBe(403)
    expect(codeOf(await freeze(quiz, { number: 3 }))).toBe('participation.draw-number-unknown')
    const [gone] = players.splice(2, 1)
    if (!gone) throw new Error('nobody played')
    await gone.act(ctx => erase(ctx, gone.id))
    const frozen = quizDraw.parse((await freeze(quiz)).body)
    expect(frozen).toMatchObject({ state: 'frozen', pool: 6, excluded: 0, winners: 2, reserves: 2, frozenBy: 'staff' })
    expect(frozen.sources.map(({ announced: { kind } }) => kind)).toEqual(['label', 'drand', 'numbers', 'text'])
    expect(frozen.sources[1]?.announced).toMatchObject({ round: 657_413, at: '2023-09-15T11:00:03.000Z' })
    const pool = poolPage.parse((await server.as('leader').get(at(`/draws/${frozen.id}/pool?limit=4`))).body)
    expect(pool.rows.map(({ place, tenths }) => [place, tenths])).toEqual([
      [1, 300],
      [2, 301],
      [3, 303],
      [4, 304],
    ])
    const rest = await server.as('leader').get(at(`/draws/${frozen.id}/pool?limit=4&cursor=${pool.next}`))
    expect(poolPage.parse(rest.body).rows.map(({ tenths }) => tenths)).toEqual([305, 306])
    expect(codeOf(await freeze(quiz))).toBe('participation.draw-exists')
    expect(codeOf(await freeze(quiz, { number: 2 }))).toBe('participation.draw-too-early')
    expect((await list()).draws.map(({ isDue, draw }) => [isDue, draw?.state])).toEqual([
      [true, 'frozen'],
      [false, undefined],
    ])
    // What is frozen is for the office until it is announced.
    expect(openDraws.parse((await server.as().get(at(`/open/${quiz}/draws`))).body).draws).toEqual([])
    expect((await server.as().get(at(`/open/draws/${frozen.id}/pool`))).status).toBe(404)
  })

  it('waits until people have decided about who is in it, and goes by what they decided', async () => {
    quiz = await played()
    const [first, second] = players
    if (!first || !second) throw new Error('nobody played')
    const found = await city.do('staff', ctx =>
      suspect(ctx, {
        ...{ quizId: quiz, citizenId: second.id, attemptId: null },
        ...{ kind: 'same-device', about: 'a telephone', facts: { people: 3 } },
      }),
    )
    city.clock.set('2023-09-08T01:00:00.000Z')
    const refused = await freeze(quiz)
    expect(refusal.parse(refused.body).refusal).toMatchObject({
      code: 'participation.suspicions-waiting',
      params: { count: 1 },
    })
    // Decided after the cut-off, and still not in the pool of it.
    await city.do('head', ctx =>
      decideSuspicion(ctx, found ?? '', { version: 1, decision: 'set-aside', why: '一人多卡' }),
    )
    const frozen = quizDraw.parse((await freeze(quiz)).body)
    const pool = poolPage.parse((await server.as('staff').get(at(`/draws/${frozen.id}/pool`))).body)
    expect(pool.rows.map(({ tenths }) => tenths)).toEqual([300, 302, 303, 304, 305, 306])
  })

  it('is refused before attempts were gone through, and with sources that cannot be announced', async () => {
    quiz = await played()
    city.clock.set('2023-09-02T01:00:00.000Z')
    await players[0]?.play(quiz, { right: 5, tenths: 310 })
    city.clock.set('2023-09-08T01:00:00.000Z')
    expect(codeOf(await freeze(quiz))).toBe('participation.draw-not-counted')
    while (await city.do('head', digestSome));
    const [drand, balls] = sources
    const past = { ...balls, at: '2023-09-07T13:15:00Z' }
    expect(codeOf(await freeze(quiz, { sources: [past] }))).toBe('draws.source-not-ahead')
    expect(codeOf(await freeze(quiz, { sources: [{ ...drand, chain: 'mine' }] }))).toBe('draws.chain-unknown')
    // Were the balls never drawn, nobody could end it.
    const alone = await freeze(quiz, { sources: [drand, { ...balls, fallback: undefined }] })
    expect(refusal.parse(alone.body).refusal).toMatchObject({
      code: 'participation.fallback-missing',
      field: 'sources.1.fallback',
      params: { place: 2 },
    })
    expect(quizDraws.parse((await server.as('staff').get(at(`/quizzes/${quiz}/draws`))).body).draws[0]?.draw).toBeNull()
  })
})

describe('announcing a draw', () => {
  it('takes a second person, a head, and puts the hash into the log', async () => {
    quiz = await played()
    city.clock.set('2023-09-08T01:00:00.000Z')
    const frozen = quizDraw.parse((await freeze(quiz, {}, 'head')).body)
    expect((await act('staff', frozen, 'announce')).status).toBe(403)
    expect(codeOf(await act('head', frozen, 'announce'))).toBe('participation.same-person')
    const draw = quizDraw.parse((await act('head2', frozen, 'announce')).body)
    expect(draw).toMatchObject({ state: 'announced', announcedBy: 'head2' })
    expect(draw.announcement).toMatchObject({
      ...{ draw: draw.id, titleZh: '医保知识竞答第1次抽取', winners: 2, reserves: 2 },
      pool: { count: 6 },
      exclusion: { count: 0 },
    })
    const entry = await one(
      city.database.db,
      sql<{ hash: string }>`select body::jsonb -> 'facts' ->> 'hash' hash from log_entry
        where region_id = ${NANTONG} and subject_id = ${draw.id} and event = 'participation.draw-announced'`,
    )
    expect(entry?.hash).toBe(draw.announcementHash)
    expect(codeOf(await act('head2', draw, 'announce'))).toBe('participation.draw-not-frozen')
    const [open] = openDraws.parse((await server.as().get(at(`/open/${quiz}/draws`))).body).draws
    expect(open).toMatchObject({ id: draw.id, state: 'announced', prize: '话费', winners: [] })
    const pool = openPool.parse((await server.as().get(at(`/open/draws/${draw.id}/pool`))).body)
    expect(pool.pool).toHaveLength(6)
    expect(pool.announcement).toEqual(draw.announcement)
    expect(codeOf(await server.as().get(at(`/open/draws/${draw.id}/proof`)))).toBe('participation.draw-not-published')
  })

  it('is refused where a source that people type has no fallback, also of a draw that was frozen before that was asked for', async () => {
    quiz = await played()
    city.clock.set('2023-09-08T01:00:00.000Z')
    const frozen = quizDraw.parse((await freeze(quiz)).body)
    // As it would stand: freezing refuses it by itself.
    await city.do('staff', async ctx => {
      const row = (await drawTable.lock(ctx, frozen.id)) ?? expect.fail()
      const bare = row.sources.map(source => {
        if (source.kind === 'label') return source
        const { fallback: _, ...without } = source
        return without
      })
      await drawTable.change(ctx, row, { sources: bare })
    })
    const answer = await act('head', { id: frozen.id, version: frozen.version + 1 }, 'announce')
    expect(refusal.parse(answer.body).refusal).toMatchObject({
      code: 'participation.fallback-missing',
      params: { place: 2 },
      field: 'sources.1.fallback',
    })
    expect(await get(frozen.id)).toMatchObject({ state: 'frozen', announcement: null })
  })

  it('is too late once a source may be known', async () => {
    quiz = await played()
    city.clock.set('2023-09-08T01:00:00.000Z')
    const frozen = quizDraw.parse((await freeze(quiz)).body)
    city.clock.set(BALLS)
    expect(codeOf(await act('head', frozen, 'announce'))).toBe('draws.source-not-ahead')
    // What was never announced can be called off at any time, and its cut-off frozen again.
    expect(codeOf(await act('head', frozen, 'call-off'))).toBe('participation.reason-missing')
    expect(quizDraw.parse((await act('head', frozen, 'call-off', '来源填早了')).body).state).toBe('called-off')
    expect((await freeze(quiz, { sources: sources.slice(2) })).status).toBe(200)
  })

  it('may be taken back before the first source is public, not after', async () => {
    const draw = await announced()
    expect((await act('staff', draw, 'call-off', '不办了')).status).toBe(403)
    city.clock.set(BALLS)
    expect(codeOf(await act('head', draw, 'call-off', '不办了'))).toBe('participation.draw-under-way')
    expect((await get(draw.id)).may).not.toContain('participation.call-off-draw')
    const other = await announced()
    expect(quizDraw.parse((await act('head', other, 'call-off', '写错了')).body).state).toBe('called-off')
    const open = openDraws.parse((await server.as().get(at(`/open/${quiz}/draws`))).body)
    expect(open.draws.map(({ state }) => state)).toEqual(['called-off'])
  })
})

describe('what the sources said', () => {
  it('is brought when it is public, a beacon with its signature', async () => {
    const draw = await announced()
    expect(codeOf(await bring('staff', draw, 1, beacon))).toBe('participation.source-not-yet')
    city.clock.set(ROUND)
    expect((await bring('leader', draw, 1, beacon)).status).toBe(403)
    expect(codeOf(await bring('staff', draw, 0, text('x')))).toBe('participation.source-unknown')
    expect(codeOf(await bring('staff', draw, 4, text('x')))).toBe('participation.source-unknown')
    expect(codeOf(await bring('staff', draw, 1, text('x')))).toBe('participation.source-other-kind')
    const forged = { ...beacon, signature: beacon.signature.replace(/^b7/, 'b6') }
    expect(codeOf(await bring('staff', draw, 1, forged))).toBe('draws.beacon-signature')
    expect((await get(draw.id)).sources[1]).toMatchObject({ entries: [], value: null })
    expect((await bring('staff', draw, 1, beacon)).status).toBe(200)
    expect((await get(draw.id)).sources[1]?.value).toBe(
      'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587',
    )
  })

  it('is typed by two people; where they part is told by its place only, and who erred types again', async () => {
    const draw = await announced()
    city.clock.set('2023-09-15T12:00:00.000Z')
    expect(codeOf(await bring('staff', draw, 2, numbers(7, 3, 34)))).toBe('draws.entry-out-of-range')
    await bring('staff', draw, 2, numbers(7, 3, 21))
    expect((await get(draw.id)).sources[2]).toMatchObject({ value: null, difference: null })
    // The same person twice is one person.
    await bring('staff', draw, 2, numbers(7, 3, 21))
    expect((await get(draw.id)).sources[2]?.value).toBeNull()
    await bring('staff2', draw, 2, numbers(7, 3, 12))
    const parted = await server.as('leader').get(at(`/draws/${draw.id}`))
    expect(quizDraw.parse(parted.body).sources[2]).toMatchObject({ value: null, difference: { place: 3 } })
    expect(JSON.stringify(parted.body)).not.toContain('[7,3,')
    expect(JSON.stringify(parted.body)).not.toContain('"given"')
    await bring('staff2', draw, 2, numbers(7, 3, 21))
    const agreed = (await get(draw.id)).sources[2]
    expect(agreed).toMatchObject({ value: [7, 3, 21], difference: null })
    expect(agreed?.entries.map(({ by }) => by)).toEqual(['staff', 'staff', 'staff2', 'staff2'])
    expect(codeOf(await act('staff', await get(draw.id), 'draw'))).toBe('participation.draw-not-ready')
  })

  it('comes from the fallback only where it was announced, after it takes over, and while the source is open', async () => {
    const draw = await announced()
    city.clock.set('2023-09-15T23:59:59.000Z')
    expect(codeOf(await bring('staff', draw, 1, beacon, true))).toBe('participation.source-unknown')
    expect(codeOf(await bring('staff', draw, 3, text('10144.59'), true))).toBe('participation.source-not-yet')
    city.clock.set('2023-09-18T07:00:00.000Z')
    for (const as of ['staff', 'staff2']) await bring(as, draw, 3, text('10144.59'), true)
    expect((await get(draw.id)).sources[3]).toMatchObject({ value: '10144.59', usedFallback: true })
    expect(codeOf(await bring('staff', draw, 3, text('3117.74')))).toBe('participation.source-settled')
    // Correcting it opens no choice: the fallback stays the one that is taken.
    await bring('staff', draw, 3, text('10144.95'), true)
    expect((await get(draw.id)).sources[3]).toMatchObject({ value: null, difference: { place: 7 } })
    expect(codeOf(await bring('staff', draw, 3, text('3117.74')))).toBe('participation.source-settled')
  })
})

const folder = mkdtempSync(join(tmpdir(), 'jianghai-quiz-draw-'))
afterAll(() => rmSync(folder, { recursive: true }))
const root = join(import.meta.dirname, '../../..')
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
if (!python) console.warn('SKIPPED: python3 of 3.8 or newer is absent, so no second verifier was asked')

describe('a draw', () => {
  it('is drawn when all sources spoke, published by a second person, and computed again by anybody', async () => {
    const draw = await ready()
    expect(draw.state).toBe('ready')
    const before = await get(draw.id)
    const drawn = quizDraw.parse((await act('head', draw, 'draw')).body)
    expect(drawn).toMatchObject({ state: 'drawn', drawnBy: 'head' })
    // The step that wants a second person is not offered to who did the one before.
    expect(drawn.may).not.toContain('participation.publish-draw')
    const second = quizDraw.parse((await server.as('head2').get(at(`/draws/${draw.id}`))).body)
    expect(second.may).toContain('participation.publish-draw')
    expect(codeOf(await act('head', drawn, 'publish'))).toBe('participation.same-person')
    expect(codeOf(await act('head2', drawn, 'call-off', '不满意'))).toBe('participation.draw-over')
    expect(codeOf(await bring('staff', drawn, 2, numbers(1, 2, 3)))).toBe('participation.draw-not-announced')
    await city.sequence()
    const published = quizDraw.parse((await act('head2', drawn, 'publish')).body)
    expect(published).toMatchObject({ state: 'published', publishedBy: 'head2', may: ['participation.read'] })
    expect(before.announcementHash).toBe(published.announcementHash)
    expect(published.done.map(each => [each.act, each.by])).toEqual([
      ['frozen', 'staff'],
      ['announced', 'head'],
      ['drawn', 'head'],
      ['published', 'head2'],
    ])

    const [open] = openDraws.parse((await server.as().get(at(`/open/${quiz}/draws`))).body).draws
    expect(open?.winners).toHaveLength(2)
    const pool = poolPage.parse((await server.as('staff').get(at(`/draws/${draw.id}/pool`))).body).rows
    expect(pool.filter(row => open?.winners.some(({ alias }) => alias === row.alias))).toHaveLength(2)

    const { bytes, headers } = await server.as().get(at(`/open/draws/${draw.id}/proof`))
    expect(headers['content-disposition']).toContain(`draw-1-${draw.id}.json`)
    const verdict = verifyProof(jsonOf(bytes, 'proof.json'), drandChains())
    expect(verdict.first).toBeUndefined()
    expect(verdict.checks.filter(({ state }) => state !== 'holds')).toEqual([])
    expect(verdict.result.winners).toEqual(open?.winners.map(({ alias }) => alias))

    const file = join(folder, 'proof.json')
    const changed = join(folder, 'changed.json')
    writeFileSync(file, bytes)
    // One letter of one name of the pool.
    const [name = ''] = pool.map(({ alias }) => alias)
    const other = name.replace(/.$/, last => (last === 'Z' ? 'Y' : 'Z'))
    writeFileSync(changed, bytes.toString().replace(name, other))
    const told = (command: string, args: string[]) => spawnSync(command, args, { encoding: 'utf8' }).status
    for (const [path, status] of [
      [file, 0],
      [changed, 1],
    ] as const) {
      expect(told(process.execPath, [join(root, 'bin/jianghai'), 'draw', 'verify', path])).toBe(status)
      if (python) expect(told('python3', [join(root, 'tools/draw_verify.py'), path])).toBe(status)
    }
  })

  it('has a proof without its place in the log until a signed checkpoint covers the announcement, and with it after', async () => {
    const draw = await ready()
    const drawn = quizDraw.parse((await act('head', draw, 'draw')).body)
    expect((await act('head2', drawn, 'publish')).status).toBe(200)
    const proof = async () => {
      const { bytes } = await server.as().get(at(`/open/draws/${draw.id}/proof`))
      const file = join(folder, 'with-or-without.json')
      writeFileSync(file, bytes)
      const status = python ? spawnSync('python3', [join(root, 'tools/draw_verify.py'), file]).status : 0
      const given = jsonOf(bytes, 'proof.json')
      const { holds, checks } = verifyProof(given, drandChains())
      return { given, holds, status, log: checks.find(({ name }) => name === 'log')?.state }
    }
    const before = await proof()
    expect(before).toMatchObject({ holds: true, status: 0, log: 'absent' })
    expect(before.given).not.toHaveProperty('log')
    await city.sequence()
    const after = await proof()
    expect(after).toMatchObject({ holds: true, status: 0, log: 'holds' })
    expect(after.given).toHaveProperty('log')
  })

  it('is asked as of an instant, and stands in one chain of versions with its log', async () => {
    const draw = await ready()
    const then = city.clock.now().toISOString()
    city.clock.pass(60_000)
    await act('staff', draw, 'draw')
    const past = await server.as('staff').get(at(`/draws/${draw.id}?asOf=${then}`))
    expect(past.body).toMatchObject({ state: 'ready', drawnBy: null, asOf: then })
    expect((await city.events(draw.id)).filter(event => event !== 'participation.source-entered')).toEqual([
      'participation.draw-frozen',
      'participation.draw-announced',
      'participation.draw-changed',
      'participation.draw-drawn',
    ])
  })

  it('leaves out who won before, once that draw is published; who was erased stays in it by name only', async () => {
    const draw = await ready()
    city.clock.set('2023-09-15T12:00:00.000Z')
    const later = {
      number: 2,
      sources: [{ kind: 'drand', chain: 'quicknet', at: '2023-09-20T07:00:00Z' }],
    }
    expect(codeOf(await freeze(quiz, later))).toBe('participation.earlier-draw-open')
    const drawn = quizDraw.parse((await act('staff', draw, 'draw')).body)
    await act('head', drawn, 'publish')
    const [open] = openDraws.parse((await server.as().get(at(`/open/${quiz}/draws`))).body).draws
    const second = quizDraw.parse((await freeze(quiz, later)).body)
    expect(second).toMatchObject({ number: 2, pool: 6, excluded: 2, winners: 2, reserves: 2 })
    const announcedNext = quizDraw.parse((await act('head', second, 'announce')).body)
    expect(announcedNext.announcement?.exclusion.count).toBe(2)
    const pool = openPool.parse((await server.as().get(at(`/open/draws/${second.id}/pool`))).body)
    expect(pool.exclude.toSorted()).toEqual(open?.winners.map(({ alias }) => alias).toSorted())

    const [somebody] = players
    if (!somebody) throw new Error('nobody played')
    await somebody.act(ctx => erase(ctx, somebody.id))
    const kept = await one(
      city.database.db,
      sql<{ names: number; people: number }>`select count(*)::integer names, count(citizen_id)::integer people
        from quiz_draw_place where region_id = ${NANTONG} and draw_id = ${second.id}`,
    )
    expect(kept).toEqual({ names: 6, people: 5 })
    expect(openPool.parse((await server.as().get(at(`/open/draws/${second.id}/pool`))).body).pool).toEqual(pool.pool)
  })
})
