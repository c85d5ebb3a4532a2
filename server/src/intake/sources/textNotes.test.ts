import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textNoteCodes } from '#contract/intake/sources.ts'
import * as words from '#contract/words/intake.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { bringPage } from '../commands/bringPage.ts'
import { aPage, whole } from '../testing/desk.ts'
import { pageText } from '../testing/page.ts'
import { isMonotone, isWordless, textNotes } from './textNotes.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

describe('what a person should know of a text', () => {
  it.each<[string, string, object[]]>([
    ['a usual page', pageText, []],
    ['a page with names that both scripts write alike', '王后、公里、干部、台州、著名、面粉、征收', []],
    ['turned direction', '甲\u202E乙\u202C丙', [{ code: 'direction', count: 2, first: 1 }]],
    ['zero width', '沿\u200B江\u200D物\u2060流', [{ code: 'invisible', count: 3, first: 1 }]],
    ['what was not read', '江海\uFFFD示', [{ code: 'unread', count: 1, first: 2 }]],
    ['UTF-8 that was taken for GBK and back', '江海锟斤拷锟斤拷示', [{ code: 'garbled', count: 2, first: 2 }]],
    ['UTF-8 that was taken for Latin-1', '南通 æµ·æ±Ÿ', [{ code: 'garbled', count: 1, first: 3 }]],
    ['a font of its own', '江\uE001海', [{ code: 'private', count: 1, first: 1 }]],
    ['control characters', '江\u0007海', [{ code: 'control', count: 1, first: 1 }]],
    [
      'both scripts',
      '南通市与香港的企業、機構、團體签约，将在开发区设立办事处',
      [{ code: 'mixed', count: 4, first: 8 }],
    ],
    ['traditional', '南通與香港的企業、機構、團體簽約', [expect.objectContaining({ code: 'traditional' })]],
  ])('%s', (_, text, notes) => expect(textNotes(text)).toEqual(notes))

  it('has a sentence for each, in both languages', () => {
    for (const code of textNoteCodes) {
      expect(Object.keys(words.zh)).toContain(`intake.note.${code}`)
      expect(Object.keys(words.en)).toContain(`intake.note.${code}`)
    }
  })

  it('tells the same few characters over and over from a page', () => {
    expect(['一'.repeat(1_000_000), '=-'.repeat(100), '\u200B'.repeat(9), '……'].map(isMonotone)).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect([pageText, '好好好', '2025年'.repeat(40)].some(isMonotone)).toBe(false)
    expect(['……\u200B\u202E', '', '\n'].every(isWordless)).toBe(true)
    expect(isWordless('1')).toBe(false)
  })
})

it('a page of such characters is kept to the character, and its evidence is exact', async () => {
  const odd = `\u202E\u200B${pageText.replaceAll('江海', '江\u200B海').replaceAll('港口', '港\u2060口')}\u202C機構與團體設備`
  const id = await aPage(city, odd)
  const { page, facts } = await whole(city, id)
  expect(page.text).toBe(odd)
  expect(page.notes.map(note => note.code)).toEqual(['direction', 'invisible', 'mixed'])
  expect(facts.length).toBeGreaterThan(5)
  for (const { fact } of facts) expect(fact.evidence.text).toBe(odd.slice(fact.evidence.start, fact.evidence.end))

  const bring = (text: string) => city.do('staff', ctx => bringPage(ctx, { name: '某报', text }))
  await expect(bring('一'.repeat(100_000))).rejects.toMatchObject({ code: 'intake.page-monotone' })
  await expect(bring('\u200B……\u202E')).rejects.toMatchObject({ code: 'intake.page-empty' })
})
