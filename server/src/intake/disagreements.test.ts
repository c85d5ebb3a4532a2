import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { rejectFact } from './commands/decideFact.ts'
import { aPage, whole } from './testing/desk.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const page = (text: string) => `# 督查通报\n\n本报讯 ${text}\n\n记者 陈一鸣`

async function disagreeing(text: string) {
  const id = await aPage(city, page(text))
  const { facts } = await whole(city, id)
  return facts.flatMap(({ id, disagrees }) => disagrees.map(each => ({ id, ...each })))
}

describe('facts of one article that cannot all be right', () => {
  it('are shown with what each side says and the sentences of the other', async () => {
    const [found] = await disagreeing('昨天通报，全市布置督查件14件，其中办结9件、在办4件、逾期2件。')
    expect(found).toMatchObject({ kind: 'parts-total', said: '14', other: '15', unit: '件', tolerance: 0 })
    expect(found?.others).toHaveLength(3)
    for (const { sentence, isBeside } of found?.others ?? []) {
      expect(sentence).toContain('其中办结9件')
      expect(isBeside).toBe(true)
    }
  })

  it('are none where they add up, and where what is named are examples', async () => {
    expect(await disagreeing('昨天通报，全市布置督查件15件，其中办结9件、在办4件、逾期2件。')).toEqual([])
    expect(
      await disagreeing(
        '昨天，云帆半导体封测项目、海川氢能装备项目等12个项目集中签约。云帆半导体封测项目总投资20亿元。',
      ),
    ).toEqual([])
    expect(
      await disagreeing('昨天，12个项目集中签约。云帆半导体封测项目正式落户。会后，海川氢能装备项目开工。'),
    ).toEqual([])
  })

  it('say no more once the one that is wrong is not taken', async () => {
    const id = await aPage(city, page('今天通报，全市布置督查件14件，其中办结9件、在办4件、逾期2件。'))
    const before = (await whole(city, id)).facts
    const wrong = before.find(({ fact }) => fact.kind === 'figure' && fact.value === 2)
    if (!wrong) throw new Error('the number was not read')
    expect(before.some(({ disagrees }) => disagrees.length > 0)).toBe(true)
    await city.do('staff', ctx => rejectFact(ctx, wrong.id, { version: 1, reason: '原件是1件' }))
    expect((await whole(city, id)).facts.flatMap(({ disagrees }) => disagrees)).toEqual([])
  })
})
