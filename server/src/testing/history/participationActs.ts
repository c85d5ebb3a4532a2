import { questionTable } from '../aSuspicion.ts'
import { type Act, no, someOf } from './act.ts'

const table = async (questions: number) => ({
  name: 'bank.xlsx',
  base64: await questionTable(questions),
})

// Announced for as long as a storm lives: what goes on in an open quiz is no history of records.
const times = { opensAt: '2031-01-01T00:00:00Z', closesAt: '2031-02-01T00:00:00Z' }

/** Banks and quizzes, by those who may. */
export const participationActs: Readonly<Record<string, Act>> = {
  async 'bank brought'(world, chance) {
    const titleZh = chance.fresh('题库')
    const body = { titleZh, titleEn: titleZh, label: '第一版', file: await table(6) }
    const answer = await world.send('staff', 'POST', '/participation/banks', body)
    if (answer.status >= 400) return no(answer)
    const id = String(answer.body.id)
    world.now('bank', id, { titleZh, latest: 1 })
    return { accepted: true, about: { kind: 'bank', id } }
  },
  async 'bank corrected'(world, chance) {
    const bank = someOf(world, chance, 'bank')
    if (!bank) return undefined
    const { body } = await world.read('staff', `/participation/banks/${bank[0]}`)
    const given = { version: body.version, label: chance.fresh('版'), file: await table(7) }
    const answer = await world.send('staff', 'POST', `/participation/banks/${bank[0]}/versions`, given)
    if (answer.status >= 400) return no(answer)
    world.now('bank', bank[0], { ...bank[1], latest: Number(bank[1].latest) + 1 })
    return { accepted: true, about: { kind: 'bank', id: bank[0] } }
  },
  async 'quiz drafted'(world, chance) {
    const bank = someOf(world, chance, 'bank')
    if (!bank) return undefined
    const titleZh = chance.fresh('竞答')
    const fields = { titleZh, organiser: '市医保局', bankId: bank[0], bankVersion: 1, ...times, rules: {}, draws: null }
    const answer = await world.send('staff', 'POST', '/participation/quizzes', fields)
    if (answer.status >= 400) return no(answer)
    const id = String(answer.body.id)
    world.now('quiz', id, { titleZh, state: 'draft' })
    return { accepted: true, about: { kind: 'quiz', id } }
  },
  async 'quiz changed'(world, chance) {
    const quiz = someOf(world, chance, 'quiz')
    if (!quiz) return undefined
    const { body } = await world.read('staff', `/participation/quizzes/${quiz[0]}`)
    const titleZh = chance.fresh('改名竞答')
    const { bankId, organiser, rules, draws, version } = body
    const given = { titleZh, organiser, bankId, bankVersion: 1, ...times, rules, draws, version, reason: '更正' }
    const answer = await world.send('staff', 'PUT', `/participation/quizzes/${quiz[0]}`, given)
    if (answer.status >= 400) return { ...no(answer), about: { kind: 'quiz', id: quiz[0] } }
    world.now('quiz', quiz[0], { ...quiz[1], titleZh })
    return { accepted: true, about: { kind: 'quiz', id: quiz[0] } }
  },
  async 'quiz moved on'(world, chance) {
    const quiz = someOf(world, chance, 'quiz')
    if (!quiz) return undefined
    const { body } = await world.read('staff', `/participation/quizzes/${quiz[0]}`)
    const verb = body.state === 'draft' ? 'publish' : chance.of(['pause', 'resume', 'withdraw'])
    const given = { version: body.version, reason: '安排有变' }
    const answer = await world.send('head', 'POST', `/participation/quizzes/${quiz[0]}/${verb}`, given)
    if (answer.status >= 400) return { ...no(answer), about: { kind: 'quiz', id: quiz[0] } }
    world.now('quiz', quiz[0], { ...quiz[1], state: verb === 'withdraw' ? 'withdrawn' : 'announced' })
    return { accepted: true, about: { kind: 'quiz', id: quiz[0] } }
  },
}
