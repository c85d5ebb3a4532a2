import { consentToTakePart } from '#contract/consentTexts.ts'
import type { QuestionBank } from '#contract/participation/bank.ts'
import type { Attempt } from '#contract/participation/portal.ts'
import { quizFields } from '#contract/participation/quiz.ts'
import { systemActor } from '#kernel/accounts/members.ts'
import { agree, joined } from '#kernel/citizens/people.ts'
import { asAnybody, asCitizen } from '#kernel/citizens/sessions.ts'
import { addDays } from '#kernel/time/index.ts'
import {
  bankTable,
  closeSomeExpired,
  digestSome,
  draftQuiz,
  giveAnswer,
  importBank,
  publishQuiz,
  startAttempt,
  submitAttempt,
} from '../../../participation/index.ts'
import { deviceOf, knowing, PLAYERS, type Play, phoneOf, playsOf } from '../players.ts'
import { questions } from '../tables.ts'
import type { Shared, Step } from '../timeline.ts'
import { drawSteps, suspicionSteps } from './quizDraws.ts'
import { type DemoQuiz, idOf, REGION, step, WINNERS } from './quizParts.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
const may: DemoQuiz = {
  ...{ key: 'quiz:may', opens: '2025-05-08', closes: '2025-05-22', month: ['五月', 'May'] },
  ...{ players: numbers(0, 200), days: 14, ofTop: 60 },
}
const june: DemoQuiz = {
  ...{ key: 'quiz:june', opens: '2025-06-19', closes: '2025-07-10', month: ['六月', 'June'] },
  ...{ players: numbers(195, PLAYERS), days: 7, ofTop: 50 },
}

/**
 * The quizzes of the demonstration city: one that is over, with two draws done, and one that runs. Everybody in them is simulated, and the
 * quizzes say so.
 */
export async function quizSteps(): Promise<Step[]> {
  const bank = await questions('medical-insurance')
  return [
    step('2025-04-21', '10:00', 'staff', 'question bank', (ctx, shared) => bringIn(ctx, shared, bank)),
    ...settingUp(may, '2025-04-28'),
    ...playing(may, bank),
    ...suspicionSteps(may),
    ...drawSteps(may),
    ...settingUp(june, '2025-06-12'),
    ...playing(june, bank, may.players),
  ]
}

/** What the server does by itself while people play: closing what ran out, and going through what was handed in. */
export const roundStep = (on: string, at: string): Step => ({
  ...step(on, at, 'system', 'rounds of the quizzes', async ctx => {
    while (await closeSomeExpired(ctx));
    while (await digestSome(ctx));
  }),
  as: () => systemActor(REGION),
})

async function bringIn(ctx: Parameters<Step['run']>[0], { ids }: Shared, bank: QuestionBank): Promise<void> {
  const bytes = await bankTable(bank)
  const { id } = await importBank(ctx, {
    ...{ titleZh: bank.titleZh, titleEn: bank.titleEn, label: bank.version },
    file: { name: '医疗保险政策知识竞答题库.xlsx', base64: Buffer.from(bytes).toString('base64') },
  })
  ids.set('bank', id)
}

function settingUp({ key, opens, closes, month, ofTop }: DemoQuiz, on: string): Step[] {
  const [zh, en] = month
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString()
  const fields = (bankId: string) =>
    quizFields.parse({
      titleZh: `医保政策知识竞答（${zh}，模拟）`,
      titleEn: `Quiz on medical insurance (${en}, simulated)`,
      introZh:
        '这是演示城里的竞答：参加的人、手机号、成绩和中奖者全部由程序模拟，没有一个真人；抽取所用的数字是编的，不是任何一期彩票。规则、计时、排名和抽取与真实竞答完全一样，抽取可以照证明重算。',
      introEn:
        'A quiz of the demonstration city: everybody in it, their numbers, their scores and the winners are simulated by a program, and nobody is real; the numbers its draws rest on are made up and of no lottery. Rules, timing, ranking and draws are those of a real quiz, and each draw can be computed again from its proof.',
      organiser: '演示城医保中心（虚构）',
      ...{ bankId, bankVersion: 1, opensAt: midnight(opens), closesAt: midnight(closes) },
      rules: {},
      draws: { winners: WINNERS, ofTop, reserves: WINNERS, prize: '话费50元（模拟，不发放）' },
      bankPublishedOn: '2025-07-11',
    })
  return [
    step(on, '15:00', 'staff', `${key} set up`, async (ctx, shared) => {
      const draft = await draftQuiz(ctx, fields(idOf(shared, 'bank')))
      shared.ids.set(key, draft.id)
    }),
    step(addDays(on, 1), '09:00', 'head', `${key} published`, (ctx, shared) =>
      publishQuiz(ctx, idOf(shared, key), { version: 1, reason: '' }),
    ),
  ]
}

/** Everybody's attempts, and joining before the first of them; who played an `earlier` quiz has joined. */
function playing(quiz: DemoQuiz, bank: QuestionBank, earlier: readonly number[] = []): Step[] {
  const knows = knowing(bank.questions)
  return [
    ...playsOf(quiz.players, quiz.days).flatMap(play => [
      ...(play.turn === 0 && !earlier.includes(play.player) ? [joining(quiz, play)] : []),
      ...attemptSteps(quiz, play, knows),
    ]),
    // One a week instead of one every two seconds: what it finds is the same, and a start must be quick.
    ...numbers(1, quiz.days / 7 + 1).map(week => roundStep(addDays(quiz.opens, 7 * week - 1), '23:50')),
  ]
}

const citizen = (player: number) => `citizen:${player}`

/** Signing in with a number for the first time, as the portal does it once the code was right, and agreeing to take part. */
const joining = ({ opens }: DemoQuiz, { player, day, begins }: Play): Step => ({
  ...step(addDays(opens, day), begins, citizen(player), `player ${player} joins`, async (ctx, { ids }) => {
    const id = await joined(ctx, phoneOf(player))
    await agree(ctx, id, consentToTakePart, 'zh')
    ids.set(citizen(player), id)
  }),
  as: () => asAnybody(REGION),
})

/** An attempt as its person makes it: beginning, answering, handing in. */
function attemptSteps({ key, opens }: DemoQuiz, play: Play, knows: ReturnType<typeof knowing>): Step[] {
  const { player } = play
  const on = addDays(opens, play.day)
  const person = citizen(player)
  const what = `${key}, player ${player}`
  let begun: Attempt | undefined
  const acts = (at: string, act: string, run: Step['run']): Step => ({
    ...step(on, at, person, `${what} ${act}`, run),
    as: ({ ids }) => asCitizen(REGION, idOf({ ids }, person)),
  })
  return [
    acts(play.begins, 'begins', async (ctx, shared) => {
      begun = await startAttempt(ctx, idOf(shared, key), { device: deviceOf(player) })
    }),
    acts(play.ends, 'answers', async ctx => {
      if (!begun) throw new Error(`${what} has not begun`)
      for (const { position, stem, options } of begun.questions) {
        const right = knows(stem, options)
        const choice = position <= play.right ? right : (right + 1) % options.length
        await giveAnswer(ctx, begun.id, position, choice)
      }
      if (play.handsIn) await submitAttempt(ctx, begun.id)
    }),
  ]
}
