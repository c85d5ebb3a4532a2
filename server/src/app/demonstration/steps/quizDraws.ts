import { prizeQuery } from '#contract/participation/draws.ts'
import { type Suspicion, suspicionQuery } from '#contract/participation/quiz.ts'
import { systemActor } from '#kernel/accounts/members.ts'
import { asCitizen } from '#kernel/citizens/sessions.ts'
import type { Ctx } from '#kernel/context.ts'
import { addDays } from '#kernel/time/index.ts'
import {
  aliasOf,
  announceDraw,
  claimPrize,
  decideSuspicion,
  drawDetail,
  enterSource,
  freezeDraw,
  handOverPrize,
  lapseOne,
  prizeList,
  prizesOfOwn,
  publishDraw,
  runDraw,
  suspicionList,
} from '../../../participation/index.ts'
import { nameOf } from '../players.ts'
import type { Shared, Step } from '../timeline.ts'
import { type DemoQuiz, idOf, REGION, step, WINNERS } from './quizParts.ts'

/** Days between two draws. */
const EVERY = 7

/** What the made-up sources of each draw say. */
const madeUp = [
  [7, 12, 19, 23, 28, 31],
  [2, 9, 14, 17, 26, 33],
]

/** The head looks at what was found before the first draw: one is set aside, one family stays. What was clicked through later still waits. */
export function suspicionSteps({ key, opens }: DemoQuiz): Step[] {
  const on = addDays(opens, EVERY)
  const decide = (at: string, decision: 'cleared' | 'set-aside', why: string, is: (found: Suspicion) => boolean) =>
    step(on, at, 'head', `${key}: ${decision}`, async (ctx, shared) => {
      const { rows } = await suspicionList(ctx, idOf(shared, key), suspicionQuery.parse({ waiting: 'true' }))
      for (const { id, version } of rows.filter(is)) await decideSuspicion(ctx, id, { version, decision, why })
    })
  return [
    decide(
      ...(['08:40', 'set-aside', '五道题不到六秒全部答对，题干都来不及读完；电话联系未接。'] as const),
      ({ reason }) => reason === 'too-fast',
    ),
    decide(
      ...(['08:50', 'cleared', '三人是一家人，共用一台手机，各答各的，用时也不一样。'] as const),
      ({ reason }) => reason === 'same-device',
    ),
  ]
}

/** Both draws of a quiz from freezing to handing over, each step by the person who may. */
export const drawSteps = (quiz: DemoQuiz): Step[] => [
  ...madeUp.flatMap((numbers, at) => [...ceremony(quiz, at + 1, numbers), ...claims(quiz, at + 1)]),
  {
    ...step('2025-06-23', '00:30', 'system', 'prizes that nobody claimed', async ctx => {
      while (await lapseOne(ctx));
    }),
    as: () => systemActor(REGION),
  },
]

const keyOf = ({ key }: DemoQuiz, number: number) => `${key}:draw:${number}`
const cutoffOf = ({ opens }: DemoQuiz, number: number) => addDays(opens, EVERY * number)

function ceremony(quiz: DemoQuiz, number: number, numbers: number[]): Step[] {
  const key = keyOf(quiz, number)
  const day = cutoffOf(quiz, number)
  const next = addDays(day, 1)
  const act = (on: string, at: string, by: string, verb: typeof announceDraw) =>
    step(on, at, by, `${key}: ${verb.name}`, async (ctx, shared) =>
      verb(ctx, idOf(shared, key), await seen(ctx, key, shared)),
    )
  const entering = (at: string, by: string) =>
    step(next, at, by, `${key}: numbers typed`, async (ctx, shared) => {
      const { version } = await seen(ctx, key, shared)
      const given = { kind: 'numbers' as const, numbers }
      await enterSource(ctx, idOf(shared, key), 1, { version, fallback: false, given })
    })
  return [
    step(day, '09:30', 'staff', `${key}: frozen`, async (ctx, { ids }) => {
      const draw = await freezeDraw(ctx, idOf({ ids }, quiz.key), { number, sources: [sourceFrom(day)] })
      ids.set(key, draw.id)
    }),
    act(day, '10:00', 'head', announceDraw),
    entering('09:00', 'staff'),
    entering('09:10', 'staff2'),
    act(next, '09:30', 'staff2', runDraw),
    act(next, '10:00', 'head', publishDraw),
    step(next, '10:01', 'staff', `${key}: who won`, (ctx, shared) => keepWinners(ctx, shared, quiz, number)),
  ]
}

const seen = async (ctx: Ctx, key: string, shared: Shared) => ({
  version: (await drawDetail(ctx, idOf(shared, key))).version,
  reason: '',
})

/** A source that says of itself that it is none: who reads the announcement must not look for these numbers anywhere. */
function sourceFrom(day: string) {
  const at = (on: string) => new Date(`${on}T21:15:00+08:00`).toISOString()
  const named = (on: string) => ({
    kind: 'numbers' as const,
    nameZh: '演示用的编造数字（不是彩票）',
    nameEn: 'Numbers made up for the demonstration (no lottery)',
    ...{ issue: on, at: at(on), count: 6, least: 1, most: 33 },
  })
  const later = addDays(day, 2)
  return { ...named(day), fallback: { after: at(addDays(day, 1)), source: named(later) } }
}

/** Keeps who stands behind the public names of the winners, as each of them knows it of themselves. */
async function keepWinners(ctx: Ctx, shared: Shared, quiz: DemoQuiz, number: number): Promise<void> {
  const { ids } = shared
  const key = keyOf(quiz, number)
  // Who first plays later has not joined yet.
  const people = quiz.players.flatMap(player => ids.get(`citizen:${player}`) ?? [])
  const byAlias = new Map(people.map(id => [aliasOf(ctx.seal, idOf(shared, quiz.key), id), id]))
  const { rows } = await prizeList(ctx, idOf(shared, key), prizeQuery.parse({}))
  for (const { id, alias, number: place } of rows) {
    ids.set(`${key}:prize:${place}`, id)
    ids.set(`${key}:winner:${place}`, byAlias.get(alias) ?? '')
  }
}

/** Everybody claims, one a day; of the second draw nobody comes for the last prize, so it lapses and a reserve moves up. */
function claims(quiz: DemoQuiz, number: number): Step[] {
  const key = keyOf(quiz, number)
  const from = cutoffOf(quiz, number)
  const places = Array.from({ length: number === 1 ? WINNERS : WINNERS - 1 }, (_, at) => at + 1)
  return [
    ...places.map(
      (place): Step => ({
        ...step(addDays(from, 1 + place), '19:20', `winner ${place}`, `${key}: claimed`, async (ctx, shared) => {
          const name = nameOf(number * WINNERS + place)
          await claimPrize(ctx, idOf(shared, `${key}:prize:${place}`), {
            name,
            publish: number === 1 && place === 2,
            language: 'zh',
          })
          const { prizes } = await prizesOfOwn(ctx, idOf(shared, quiz.key))
          shared.ids.set(`${key}:code:${place}`, prizes[0]?.claimCode ?? '')
        }),
        as: shared => asCitizen(REGION, idOf(shared, `${key}:winner:${place}`)),
      }),
    ),
    ...(number === 1
      ? [
          step(addDays(from, 5), '15:10', 'staff', `${key}: handed over`, (ctx, shared) =>
            handOverPrize(ctx, idOf(shared, `${key}:prize:1`), {
              version: 2,
              claimCode: idOf(shared, `${key}:code:1`),
            }),
          ),
        ]
      : []),
  ]
}
