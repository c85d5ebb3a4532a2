import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erase } from '#kernel/citizens/people.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { decideSuspicion } from './commands/decide.ts'
import { digestSome } from './commands/digest.ts'
import { refusePrize } from './commands/prizeActs.ts'
import { suspect } from './commands/suspect.ts'
import { prizesOf } from './store/prizes.ts'
import { aDraw, aFrozenSecond, aPlayedQuiz, finishDraw } from './testing/aPublishedDraw.ts'

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
if (!python) console.warn('SKIPPED: python3 of 3.8 or newer is absent, so no archive was verified')

const DAY_MS = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'jianghai-archive-'))
let city: City
let server: Awaited<ReturnType<typeof aServer>>
let files: Record<string, Uint8Array>
let quiz: string
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  const { quizId, players, opens } = await aPlayedQuiz(city, 7, { winners: 2, reserves: 2, ofTop: 5 })
  quiz = quizId
  const found = await city.do('staff', ctx =>
    suspect(ctx, {
      ...{ quizId, citizenId: players[1]?.id ?? '', attemptId: null },
      ...{ kind: 'same-device', about: 'a telephone', facts: { people: 3 } },
    }),
  )
  await city.do('head', ctx =>
    decideSuspicion(ctx, found ?? '', { version: 1, decision: 'set-aside', why: '一人多卡' }),
  )
  await players[2]?.act(ctx => erase(ctx, players[2]?.id ?? ''))
  const draw = await aDraw(city, quizId, 1)
  const [first] = await city.do('head', ctx => prizesOf(ctx, draw))
  await city.do('head', ctx => refusePrize(ctx, first?.id ?? '', { version: 1, reason: '放弃' }))
  await players[5]?.play(quizId, { right: 3, tenths: 250 })
  // Somebody of the pool is erased after it was frozen.
  await players[4]?.act(ctx => erase(ctx, players[4]?.id ?? ''))
  while (await city.do('head', digestSome));
  city.clock.set(new Date(opens + 2 * DAY_MS + 120_000).toISOString())
  await aDraw(city, quizId, 2, 'drawn')
  await city.sequence()
  const answer = await server.as('staff').get(`/api/${NANTONG}/participation/quizzes/${quizId}/archive`)
  expect(answer.status).toBe(200)
  files = unzipSync(answer.bytes)
})
afterAll(async () => {
  await server.close()
  await city.close()
  rmSync(folder, { recursive: true })
})

const textOf = (name: string, of = files) => Buffer.from(of[name] ?? new Uint8Array()).toString()

/** Unpacks the archive, with one file changed, and has its own verifier look at it. */
function verified(name?: string, change: (text: string) => string = text => text, of = files) {
  const at = mkdtempSync(join(folder, 'unpacked-'))
  for (const [path, bytes] of Object.entries(of)) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    writeFileSync(join(at, path), path === name ? change(Buffer.from(bytes).toString()) : bytes)
  }
  if (name !== undefined) expect(readFileSync(join(at, name), 'utf8')).not.toBe(textOf(name, of))
  const { status, stdout } = spawnSync('python3', [join(at, 'verify.py')], { encoding: 'utf8' })
  return { status, differs: stdout.split('\n').filter(line => line.includes('DIFFERS')), stdout }
}

describe('the archive of a quiz', () => {
  it('holds everything of it and nobody’s name or number', () => {
    expect(Object.keys(files).filter(name => name !== 'draw-verifier.html')).toEqual([
      ...['README.txt', 'attempts.jsonl', 'bank.json', 'draw_verify.py', 'draws/1.json', 'draws/2.json'],
      ...['log/checkpoint.txt', 'log/entries.jsonl', 'log/leaves.txt', 'quiz.json'],
      ...['rankings/1.json', 'rankings/2.json', 'verify.py'],
    ])
    expect(textOf('attempts.jsonl').trim().split('\n')).toHaveLength(8)
    for (const name of Object.keys(files)) expect(textOf(name), name).not.toMatch(/(?<![0-9a-f-])1[3-9]\d{9}(?!\d)/)
  })

  it('is for the office, once the quiz is published, and the same again for the same instant', async () => {
    const path = `/api/${NANTONG}/participation/quizzes/${quiz}/archive`
    for (const as of ['leader', 'viewer', 'reporter']) expect((await server.as(as).get(path)).status).not.toBe(200)
    const again = unzipSync((await server.as('head').get(path)).bytes)
    expect(again['attempts.jsonl']).toEqual(files['attempts.jsonl'])
    expect(again['draws/1.json']).toEqual(files['draws/1.json'])
  })

  it.runIf(python)('is computed again by its own verifier', () => {
    const { status, differs, stdout } = verified()
    expect(differs, stdout).toEqual([])
    expect(status).toBe(0)
    expect(stdout).toContain('8 papers')
  })

  const planted: ReadonlyArray<
    readonly [what: string, file: string, change: (text: string) => string, differs: RegExp]
  > = [
    ['a score', 'attempts.jsonl', text => text.replace('"score":100', '"score":80'), /papers/],
    ['a time', 'attempts.jsonl', text => text.replace('"tenths":300', '"tenths":299'), /papers/],
    ['an answer', 'attempts.jsonl', text => text.replace(',true,', ',false,'), /papers/],
    ['a paper left out', 'attempts.jsonl', text => text.slice(text.indexOf('\n') + 1), /papers/],
    ['a paper twice', 'attempts.jsonl', text => text + text.slice(0, text.indexOf('\n') + 1), /papers/],
    ['a question', 'bank.json', text => text.replace('选写着对的那一项', '选写着错的那一项'), /bank/],
    ['a value in a ranking', 'rankings/1.json', text => text.replace('"tenths":303', '"tenths":302'), /ranking 1/],
    [
      'somebody set aside more',
      'rankings/2.json',
      text => text.replace('"leftOut":[', '"leftOut":[{"person":"ALL"},'),
      /ranking 2/,
    ],
    [
      'a name in a pool',
      'rankings/1.json',
      text => text.replace(/"alias":"(.)/, (_, at: string) => `"alias":"${at === 'Z' ? 'Y' : 'Z'}`),
      /draw 1/,
    ],
    [
      'a step of a draw',
      'draws/1.json',
      text => text.replace(/"hash":"(.)/, (_, at: string) => `"hash":"${at === '0' ? '1' : '0'}`),
      /draw 1/,
    ],
    ['an announcement', 'draws/1.json', text => text.replace('"issue":"1"', '"issue":"2"'), /draw 1/],
    [
      'an earlier winner let in again',
      'rankings/2.json',
      text => text.replace('"excluded":true', '"excluded":false'),
      /who is left out of draw 2/,
    ],
    [
      'somebody left out who had not won',
      'rankings/2.json',
      text => text.replace('"excluded":false', '"excluded":true'),
      /who is left out of draw 2/,
    ],
    [
      'whoever moved up before, by the log',
      'log/entries.jsonl',
      text => text.replaceAll('participation.reserve-moved-up', 'participation.reserve-moved-on'),
      /who is left out of draw 2/,
    ],
    [
      'an earlier draw that was not published',
      'draws/1.json',
      text => text.replace(/"proof":\{.*\}\}?$/s, '"proof":null}'),
      /who is left out of draw 2/,
    ],
    ['who moved up', 'draws/1.json', text => text.replace('"number":3', '"number":4'), /prizes of draw 1/],
    ['a refusal', 'draws/1.json', text => text.replace('"state":"refused"', '"state":"won"'), /prizes of draw 1/],
    [
      'an entry of the log',
      'log/entries.jsonl',
      text => text.replace('participation.quiz-published', 'participation.quiz-publishes'),
      /entries|bank/,
    ],
    [
      'a leaf of the log',
      'log/leaves.txt',
      text => text.replace(/^./, at => (at === '0' ? '1' : '0')),
      /root of a log/,
    ],
    ['a checkpoint of fewer leaves', 'log/leaves.txt', text => text.slice(text.indexOf('\n') + 1), /root of a log/],
    ['a file cut in half', 'draws/2.json', text => text.slice(0, text.length / 2), /cannot be read/],
  ]
  it.runIf(python).each(planted)('is seen to differ by it: %s', (_, file, change, differs) => {
    const told = verified(file, file.startsWith('rankings/2') ? withSomebody(change) : change)
    expect(told.status, told.stdout).toBe(1)
    expect(told.differs.join('\n')).toMatch(differs)
  })

  it.runIf(python)(
    'tells that nobody has two prizes, also where somebody moved up after a later pool was frozen',
    async () => {
      const { quizId, first, second } = await aFrozenSecond(city)
      const [won] = await city.do('head', ctx => prizesOf(ctx, first))
      await city.do('head', ctx => refusePrize(ctx, won?.id ?? '', { version: 1, reason: '放弃' }))
      await finishDraw(city, second)
      await city.sequence()
      const archive = unzipSync(
        (await server.as('staff').get(`/api/${NANTONG}/participation/quizzes/${quizId}/archive`)).bytes,
      )
      expect(verified(undefined, undefined, archive).differs).toEqual([])
      const given = (text: string) =>
        text.replace(/"out":"won-another","state":"passed-over"/, '"out":null,"state":"won"')
      expect(verified('draws/2.json', given, archive).differs.join('\n')).toMatch(/one prize a person/)
      const invented = (text: string) =>
        text.replace(/"out":null,"state":"won"/, '"out":"won-another","state":"passed-over"')
      expect(verified('draws/2.json', invented, archive).differs.join('\n')).toMatch(/one prize a person/)
    },
  )

  /** Somebody who stands in the ranking, in place of the word. */
  const withSomebody = (change: (text: string) => string) => (text: string) => {
    const lines = textOf('attempts.jsonl').trim().split('\n')
    const [alias = ''] = /(?<="alias":")[^"]+/.exec(text) ?? []
    const line = lines.find(each => each.includes(alias)) ?? ''
    return change(text).replace('ALL', /(?<="citizenId":")[^"]+/.exec(line)?.[0] ?? '')
  }
})
