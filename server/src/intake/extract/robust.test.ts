import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Extraction, extraction } from '#contract/extraction.ts'
import { ownPage, read } from './testing/read.ts'

/** Everything that quotes the page does so exactly; the answer fits the contract. */
function check(text: string, result: Extraction): void {
  expect(extraction.safeParse(result).error).toBeUndefined()
  const quoted = result.articles.flatMap(({ facts, bylines, datelines }) => [
    ...[...facts, ...bylines, ...datelines].map(one => one.evidence),
    ...facts.flatMap(fact =>
      fact.kind === 'project' ? [...fact.amounts, ...fact.capacity].map(one => one.evidence) : [],
    ),
  ])
  for (const { start, end, text: printed } of quoted) {
    if (text.slice(start, end) !== printed || printed.trim() === '')
      throw new Error(`not the page at ${start}: ${printed}`)
  }
}

const pages = ['01-executive-meeting', '02-signing', '04-inspection', '07-chamber'].map(ownPage)
const pieces = [
  ...pages.flatMap(page => page.split(/(?<=[，。、\n])/)),
  '市长',
  '董事长',
  '记者',
  '（',
  '《',
  '“',
  '“”',
  '**',
  '# ',
  '|',
  '昨天',
  '12日',
  '第18、20位',
  '\r\n',
  '\u200b',
  '\ud83d',
  '😀',
  '\ud800',
  '繁體',
  'العربية',
  '\u202e',
  'ａｂ１２％',
  '分列第1、2位',
  '要',
  '指出，',
]

describe('any text', () => {
  test('empty and blank pages have no article', () => {
    for (const text of ['', ' ', '\n\n\r\n', '\ufeff', '#', '---', '\u3000\u200b'])
      expect(read(text).articles).toEqual([])
  })

  test('has a title of whole characters where it has no heading, also when the fortieth needs two halves', () => {
    const [article] = read(`${'海'.repeat(39)}𠮷没有标题的一段`).articles
    expect(article?.title).toBe(`${'海'.repeat(39)}𠮷`)
  })

  test('is read without failing, and every quotation is exact: random Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => check(text, read(text))),
      { numRuns: 150 },
    )
  })

  test('is read without failing, and every quotation is exact: pages shuffled, broken and mixed with marks', () => {
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(soup, text => check(text, read(text))),
      { numRuns: 200 },
    )
  })

  test('every prefix of a page', () => {
    const page = pages[1] ?? ''
    for (let end = 0; end <= page.length; end += 7) check(page.slice(0, end), read(page.slice(0, end)))
  })

  test('the same articles with CRLF, CR and half-width marks as without', () => {
    const heads = (text: string) =>
      read(text).articles.map(({ title, bylines }) => [title, bylines.map(byline => byline.name)])
    for (const page of pages) {
      const crlf = page.replaceAll('\n', '\r\n')
      check(crlf, read(crlf))
      expect(heads(crlf)).toEqual(heads(page))
      expect(heads(page.replaceAll('\n', '\r'))).toEqual(heads(page))
      expect(heads(page.replaceAll('，', ',').replaceAll('：', ':'))).toEqual(heads(page))
    }
  })

  test('the same text twice gives the same answer', () => {
    for (const page of pages) expect(read(page)).toEqual(read(page))
  })

  test('the check itself fails on evidence that is off by one', () => {
    const result = read(pages[0] ?? '')
    const fact = result.articles[0]?.facts[0]
    if (!fact) throw new Error('the page has facts')
    fact.evidence = { ...fact.evidence, start: fact.evidence.start + 1, end: fact.evidence.end + 1 }
    expect(() => check(pages[0] ?? '', result)).toThrow('not the page')
  })
})

/** How much more processor time four times the text takes: near 4 when linear, near 16 when quadratic. */
function growth(run: (text: string) => unknown, unit: string): number {
  const cost = (length: number) => {
    const text = unit.repeat(Math.ceil(length / unit.length))
    let least = Number.POSITIVE_INFINITY
    // some texts are read in a few milliseconds, which one collection of garbage doubles
    for (let i = 0, spent = 0; i < 2 || (i < 12 && spent < 200_000); i++) {
      const before = process.cpuUsage()
      run(text)
      const { user, system } = process.cpuUsage(before)
      least = Math.min(least, user + system)
      spent += user + system
    }
    return least
  }
  cost(20_000)
  return cost(200_000) / cost(50_000)
}

describe('long texts', () => {
  test('two megabytes of pages are read', { timeout: 120_000 }, () => {
    const page = pages.join('\n\n')
    const text = page.repeat(Math.ceil(2_000_000 / page.length))
    expect(read(text).articles.length).toBeGreaterThan(1000)
  })

  test.each([
    ['one character', '一'],
    ['names without end', '市长张彤、'],
    ['numbers without end', '12.5亿元，'],
    ['signing without end', '与某某签署'],
    ['one speech', '张彤指出，要加快建设。'],
    ['one paragraph', '某某项目开工，'],
    ['opening marks', '《“（'],
    ['headings', '# 标题\n'],
  ])('cost grows with their length and no faster: %s', { timeout: 120_000 }, (_, unit) => {
    // a machine at work elsewhere disturbs one measurement, not three in a row
    const least = [1, 2, 3].reduce(
      (best, _) => (best < 10 ? best : Math.min(best, growth(read, unit))),
      Number.POSITIVE_INFINITY,
    )
    expect(least).toBeLessThan(10)
  })

  test('the measure sees a quadratic reader', { timeout: 60_000 }, () => {
    const quadratic = (text: string) => {
      let seen = 0
      for (let i = 0; i < text.length; i += 4) seen += text.lastIndexOf('无', i)
      return seen
    }
    expect(growth(quadratic, '一')).toBeGreaterThan(10)
  })
})
