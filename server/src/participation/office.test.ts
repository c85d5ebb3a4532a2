import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { refusal } from '#contract/kernel.ts'
import { bank, bankImported, bankQuestions } from '#contract/participation/banks.ts'
import { openQuiz, openQuizzes } from '#contract/participation/portal.ts'
import { type Quiz, quiz, quizLive, quizPage } from '#contract/participation/quiz.ts'
import { writeTable } from '#kernel/files/index.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { bankTable, readBankTable } from './bank/index.ts'
import { digestSome } from './commands/digest.ts'
import { rankingAt } from './index.ts'
import { attemptOf } from './queries/attempt.ts'
import { ownStanding } from './queries/open.ts'
import { aBank, aPlayer, aQuiz, plainQuestions } from './testing/aQuiz.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const at = (path: string) => `/api/${NANTONG}/participation${path}`
const codeOf = (body: unknown) => refusal.parse(body).refusal.code
const upload = (bytes: Uint8Array, name = 'bank.xlsx') => ({ name, base64: Buffer.from(bytes).toString('base64') })
const titles = { titleZh: '医保题库', titleEn: 'Medical insurance', label: '第一版' }

describe('a question bank', () => {
  it('comes in from a table, gets versions, and goes out as it came', async () => {
    const staff = server.as('staff')
    const file = upload(await bankTable({ questions: plainQuestions(12) }))
    expect(await staff.post(at('/banks/check'), file)).toMatchObject({
      status: 200,
      body: { questions: 12, errors: 0 },
    })
    const made = bankImported.parse((await staff.post(at('/banks'), { ...titles, file })).body)
    expect(made).toMatchObject({ version: 1, number: 1 })
    const next = { version: 1, label: '第二版', file: upload(await bankTable({ questions: plainQuestions(14) })) }
    expect(await staff.post(at(`/banks/${made.id}/versions`), next)).toMatchObject({
      status: 200,
      body: { number: 2, version: 2 },
    })
    expect((await staff.post(at(`/banks/${made.id}/versions`), next)).status).toBe(409)

    const shown = bank.parse((await staff.get(at(`/banks/${made.id}`))).body)
    expect(shown).toMatchObject({ latest: 2, label: '第二版', questions: 14 })
    expect(shown.versions.map(({ number, questions, importedBy }) => [number, questions, importedBy])).toEqual([
      [2, 14, 'staff'],
      [1, 12, 'staff'],
    ])
    const first = bankQuestions.parse((await staff.get(at(`/banks/${made.id}/versions/1`))).body)
    expect(first.questions).toEqual(plainQuestions(12))
    const table = await staff.get(at(`/banks/${made.id}/versions/1/table`))
    expect((await readBankTable(table.bytes, 'bank.xlsx')).questions).toEqual(plainQuestions(12))
    for (const answers of ['true', 'false']) {
      const paper = await staff.get(at(`/banks/${made.id}/versions/1/document?answers=${answers}`))
      expect(paper.status).toBe(200)
      expect(paper.bytes.subarray(0, 2).toString()).toBe('PK')
    }
    expect((await staff.get(at(`/banks/${made.id}/versions/3`))).status).toBe(404)
    expect((await readBankTable((await staff.get(at('/banks/template'))).bytes, 't.xlsx')).report.questions).toBe(0)
  })

  it('with one error in its table is not kept at all, and says where', async () => {
    const rows = [
      ['编号', '题干', '选项A', '选项B', '正确答案', '解析', '依据'],
      ['CS-001', '一加一等于几？', '一', '二', 'B', '加法。', '算术'],
      ['CS-002', '二加二等于几？', '三', '四', 'E', '加法。', '算术'],
    ]
    const before = z.object({ total: z.int() }).parse((await server.as('staff').get(at('/banks'))).body).total
    const file = upload(await writeTable([{ name: '题库', rows }]))
    const said = await server.as('staff').post(at('/banks'), { ...titles, file })
    expect(said.status).toBe(422)
    expect(refusal.parse(said.body).refusal).toMatchObject({
      code: 'participation.bank-unfit',
      params: { errors: 1 },
      fields: [{ path: '3.answer', code: 'participation.bank-answer-unfit' }],
    })
    expect(await server.as('staff').get(at('/banks'))).toMatchObject({ body: { total: before } })
  })
})

const fields = (bankId: string, more: object = {}) => ({
  ...{ titleZh: '医保知识竞答', organiser: '市医保局', bankId, bankVersion: 1, introZh: '答五题。' },
  ...{ opensAt: '2025-05-12T00:00:00.000Z', closesAt: '2025-05-26T00:00:00.000Z', rules: {}, draws: { prize: '话费' } },
  ...more,
})

async function drafted(more: object = {}): Promise<Quiz> {
  const answer = await server.as('staff').post(at('/quizzes'), fields((await aBank(city)).id, more))
  return quiz.parse(answer.body)
}
const act = (as: string, { id, version }: Quiz, verb: string, reason = '') =>
  server.as(as).post(at(`/quizzes/${id}/${verb}`), { version, reason })

describe('a quiz', () => {
  it('is refused with a wrong end, an unknown bank, or a bank smaller than its paper', async () => {
    const { id } = await aBank(city, 4)
    const post = async (body: object) => codeOf((await server.as('staff').post(at('/quizzes'), body)).body)
    expect(await post(fields(id, { closesAt: '2025-05-12T00:00:00.000Z' }))).toBe('participation.ends-before-start')
    expect(await post(fields('0197c7c3-7a2e-7000-8000-000000000001'))).toBe('participation.bank-unknown')
    expect(await post(fields(id, { bankVersion: 2 }))).toBe('participation.bank-unknown')
    expect(await post(fields(id))).toBe('participation.bank-too-small')
    expect((await server.as('staff').post(at('/quizzes'), fields(id, { rules: { questions: 4 } }))).status).toBe(200)
  })

  it('is not seen by the public before its head publishes it, and has the printed rule where nothing else is said', async () => {
    const draft = await drafted()
    expect(draft).toMatchObject({
      state: 'draft',
      rules: { questions: 5, seconds: 300, points: 20, cumulation: 'best' },
    })
    expect(draft.may).toEqual([
      'participation.read',
      'participation.prepare',
      'participation.change',
      'participation.withdraw',
    ])
    expect((await server.as().get(at(`/open/${draft.id}`))).status).toBe(404)
    expect((await act('staff', draft, 'publish')).status).toBe(403)
    const published = quiz.parse((await act('head', draft, 'publish')).body)
    expect(published).toMatchObject({ state: 'announced', publishedBy: 'head' })
    expect(published.cutoffs).toEqual(['2025-05-19T00:00:00.000Z', '2025-05-26T00:00:00.000Z'])
    expect(codeOf((await act('head', published, 'publish')).body)).toBe('participation.not-draft')
    const open = openQuiz.parse((await server.as().get(at(`/open/${draft.id}`))).body)
    expect(open).toMatchObject({
      state: 'announced',
      people: 0,
      bankIsPublic: false,
      draws: { winners: 520, ofTop: 1000 },
    })
    const all = openQuizzes.parse((await server.as().get(at('/open'))).body)
    expect(all.quizzes.map(({ id }) => id)).toContain(draft.id)
  })

  it('keeps its rules once it is published; the introduction, a later end and the bank’s day may still change', async () => {
    const draft = await drafted()
    const changed = quiz.parse(
      (
        await server
          .as('staff')
          .put(at(`/quizzes/${draft.id}`), { ...draft, titleZh: '另一个名字', version: draft.version })
      ).body,
    )
    const standing = quiz.parse((await act('head', changed, 'publish')).body)
    const put = async (more: object) => {
      const { version } = quiz.parse((await server.as('staff').get(at(`/quizzes/${draft.id}`))).body)
      return server.as('staff').put(at(`/quizzes/${draft.id}`), { ...standing, ...more, version })
    }
    for (const more of [
      { titleZh: '又改名' },
      { rules: { ...standing.rules, seconds: 600 } },
      { draws: null },
      { opensAt: '2025-05-13T00:00:00.000Z' },
    ])
      expect(codeOf((await put(more)).body)).toBe('participation.published-fixed')
    expect(codeOf((await put({ closesAt: '2025-05-20T00:00:00.000Z' })).body)).toBe('participation.end-only-later')
    const later = { closesAt: '2025-05-27T00:00:00.000Z', introZh: '延长一天。', bankPublishedOn: '2025-05-28' }
    expect(quiz.parse((await put(later)).body)).toMatchObject(later)
  })

  it('may be paused with a reason: nobody begins, who began goes on; and taken back', async () => {
    const id = await aQuiz(city)
    const player = await aPlayer(city)
    const other = await aPlayer(city)
    const running = await player.start(id)
    const get = async () => quiz.parse((await server.as('head').get(at(`/quizzes/${id}`))).body)
    expect(codeOf((await act('head', await get(), 'pause')).body)).toBe('participation.reason-missing')
    expect((await act('head', await get(), 'pause', '系统检修')).status).toBe(200)
    expect(await get()).toMatchObject({ state: 'paused' })
    await expect(other.start(id)).rejects.toMatchObject({ code: 'participation.paused' })
    expect((await player.start(id)).id).toBe(running.id)
    await player.answer(running.id, 1, 0)
    expect((await player.submit(running.id)).result).not.toBeNull()
    expect((await act('head', await get(), 'resume')).status).toBe(200)
    const again = await other.start(id)
    expect((await act('staff', await get(), 'withdraw', '办错了')).status).toBe(403)
    expect(quiz.parse((await act('head', await get(), 'withdraw', '办错了')).body).state).toBe('withdrawn')
    const draft = await drafted()
    expect((await act('staff', draft, 'withdraw', '办错了')).status).toBe(200)
    expect((await server.as().get(at(`/open/${draft.id}`))).status).toBe(404)
    // Whoever was in it is told what became of it, whatever they try.
    const told = { code: 'participation.quiz-withdrawn', status: 410 }
    await expect(other.answer(again.id, 1, 0)).rejects.toMatchObject(told)
    await expect(other.submit(again.id)).rejects.toMatchObject(told)
    await expect(other.start(id)).rejects.toMatchObject(told)
    await expect(other.ask(ctx => ownStanding(ctx, id))).rejects.toMatchObject(told)
    await expect(other.ask(ctx => attemptOf(ctx, again.id))).rejects.toMatchObject(told)
    await expect(player.ask(ctx => attemptOf(ctx, running.id))).rejects.toMatchObject(told)
    await expect(city.ask('head', ctx => rankingAt(ctx, id, ctx.now, 10))).rejects.toMatchObject(told)
    // Another's attempt is not there, whatever became of its quiz.
    await expect(player.submit(again.id)).rejects.toMatchObject({ code: 'participation.not-found' })
    for (const path of ['', '/ranking', '/bank'])
      expect(codeOf((await server.as().get(at(`/open/${id}${path}`))).body)).toBe(told.code)
    const all = openQuizzes.parse((await server.as().get(at('/open'))).body)
    expect(all.quizzes.map(each => each.id)).not.toContain(id)
  })

  it('begins no attempt before its time, and publishes no bank before its day', async () => {
    const opens = new Date(city.clock.now().getTime() + 60_000)
    const id = await aQuiz(city, { opensAt: opens.toISOString(), bankPublishedOn: '2025-05-20' })
    const player = await aPlayer(city)
    await expect(player.start(id)).rejects.toMatchObject({
      code: 'participation.not-open',
      params: { opensAt: opens.toISOString() },
    })
    expect(codeOf((await server.as().get(at(`/open/${id}/bank`))).body)).toBe('participation.bank-not-public')
    city.clock.set('2025-05-19T16:00:00.000Z')
    const answer = await server.as().get(at(`/open/${id}/bank`))
    expect(answer).toMatchObject({
      status: 200,
      body: { version: 1, questions: plainQuestions(20).map(({ stem }) => ({ stem, right: 1 })) },
    })
  })
})

describe('what the organiser sees of a quiz', () => {
  it('is exact whether attempts are in the tallies or not', async () => {
    const id = await aQuiz(city, { bankId: (await aBank(city, 5)).id })
    const live = async () => quizLive.parse((await server.as('leader').get(at(`/quizzes/${id}/live`))).body)
    const [one, two, three] = [await aPlayer(city), await aPlayer(city), await aPlayer(city)]
    await one.play(id, { right: 5, tenths: 300 })
    await two.play(id, { right: 3, tenths: 300 })
    await three.start(id)
    const expected = {
      ...{ people: 3, started: 3, running: 1, finished: 2, closedByClock: 0, suspicionsWaiting: 0 },
      scores: [
        { score: 100, people: 1 },
        { score: 60, people: 1 },
      ],
    }
    const before = await live()
    expect(before).toMatchObject(expected)
    expect(before.questions).toHaveLength(5)
    const sum = (key: 'shown' | 'answered' | 'right') => before.questions.reduce((all, each) => all + each[key], 0)
    expect([sum('shown'), sum('answered'), sum('right')]).toEqual([10, 10, 8])
    while (await city.do('head', digestSome));
    const { at: _, ...after } = await live()
    expect(after).toEqual({ ...before, at: undefined })
    await one.play(id, { right: 5, tenths: 100 })
    expect(await live()).toMatchObject({ started: 4, finished: 3, people: 3 })
    const list = quizPage.parse((await server.as('staff').get(at('/quizzes?limit=200'))).body)
    expect(list.rows.find(row => row.id === id)).toMatchObject({ people: 2, finished: 3, suspicions: 0 })
  })
})
