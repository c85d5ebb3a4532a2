import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractPage } from './index.ts'
import { type AnnotatedPage, ownAnnotated } from './testing/gold.ts'
import { f1, readAnnotated, recall, totalOf } from './testing/measure.ts'
import { type Kind, scorePage } from './testing/score.ts'

const pages = ownAnnotated()
const scores = pages.map(page => readAnnotated(page))

describe('our own annotated pages, taken together', () => {
  test.each<[Kind, number]>([
    ['articles', 0.98],
    ['bylines', 0.98],
    ['people', 0.97],
    ['figures', 0.97],
    ['projects', 0.9],
    ['agreements', 0.9],
  ])('%s are found and nothing else is: F1 at least %d', (kind, least) =>
    expect(f1(kind, totalOf(scores, kind))).toBeGreaterThanOrEqual(least),
  )

  test.each<[Kind, number]>([
    ['datelines', 0.98],
    ['organisations', 0.95],
    ['places', 0.8],
    ['events', 0.93],
    ['tasks', 0.95],
    ['agenda', 0.95],
  ])('%s are found: recall at least %d', (kind, least) =>
    expect(recall(totalOf(scores, kind))).toBeGreaterThanOrEqual(least),
  )

  test('what was found means what the page means, and every evidence is exact', () => {
    for (const [what, { right, of }] of Object.entries(totalOf(scores, 'meaning')))
      expect(right / of, what).toBeGreaterThanOrEqual(what === 'amounts' ? 0.8 : 0.9)
    for (const { evidence } of scores) expect(evidence.exact).toBe(evidence.facts)
  })

  test('every annotated passage stands where the annotation says', () => {
    for (const { gold, text } of pages) {
      const squeezed = text.replace(/\s/gu, '')
      for (const fact of gold.articles.flatMap(article => Object.values(article.facts).flat()))
        expect(squeezed.slice(fact.offset_ns).startsWith(fact.evidence)).toBe(true)
    }
  })
})

describe('the scorer', () => {
  /** The first page with people, the first of whom is given another name in the annotation. */
  function planted(): { honest: AnnotatedPage; wrong: AnnotatedPage } {
    const honest = pages.find(page => page.gold.articles[0]?.facts.people.length)
    if (!honest) throw new Error('no page has people')
    const wrong = structuredClone(honest)
    const person = wrong.gold.articles[0]?.facts.people[0]
    if (person) person.name = '某某某'
    return { honest, wrong }
  }

  test('sees a wrong annotation: one more missed, one more besides', () => {
    const { honest, wrong } = planted()
    const [before, after] = [readAnnotated(honest).kinds.people, readAnnotated(wrong).kinds.people]
    expect(after.found).toBe(before.found - 1)
    expect(after.extra.length).toBe(before.extra.length + 1)
  })

  test('sees evidence that is moved', () => {
    const { honest } = planted()
    const read = extractPage(honest.text, { name: honest.name, issueDate: honest.gold.issue.issue_date })
    for (const article of read.articles) for (const fact of article.facts) fact.evidence.start += 1
    const moved = scorePage(honest, read)
    expect(moved.kinds.people.found).toBe(0)
    expect(moved.evidence.exact).toBeLessThan(moved.evidence.facts)
  })
})

describe('sentences of the kinds those pages taught', () => {
  const facts = (text: string) =>
    extractPage(`一则消息的标题在此\n本报讯 ${text}\n记者张三丰`, {
      name: 'x',
      issueDate: '2025-05-14',
    }).articles.flatMap(article => article.facts)
  test.each([
    ['昨天，副市长安知行出席活动。', '安知行'],
    ['昨天，北河集团总裁、北河商会会长应天佑一行来访。', '应天佑'],
    ['昨天，村党总支书记邱小满告诉记者，收成不错。', '邱小满'],
    ['昨天，市政协主席宓子贱列席会议。', '宓子贱'],
    ['昨天，市领导林一舟、能荣、马未央参加活动。', '能荣'],
  ])('%s names %s', (text, name) =>
    expect(facts(text).flatMap(fact => (fact.kind === 'person' ? [fact.name] : []))).toContain(name),
  )
  test('副会长和会长 names nobody', () =>
    expect(facts('会议选举产生秘书长、副会长和会长。').filter(fact => fact.kind === 'person')).toEqual([]))
  test.each([
    ['上半年出口同比增长5%。进口3亿元，增长2.5%。', 2.5, '同比'],
    ['从同比看，食品价格下降1.3%。从环比看，食品价格上涨0.4%。', -1.3, '同比'],
    ['工业增加值比上年四季度加快0.3个百分点。', 0.3, null],
  ])('%s states %d as %s', (text, value, comparison) =>
    expect(facts(text)).toContainEqual(expect.objectContaining({ kind: 'figure', value, comparison })),
  )
  test.each([
    ['昨天，东溪大桥主桥顺利合龙。', '合龙'],
    ['昨天，北原锂电池回收项目正式退出。', '退出'],
    ['昨天，西岭新材料产业园项目开工奠基。', '开工'],
  ])('%s has reached %s', (text, stage) =>
    expect(facts(text)).toContainEqual(
      expect.objectContaining({ kind: 'project', stage: expect.stringContaining(stage) }),
    ),
  )
})

test('the reading knows no fictitious name of these pages by heart', () => {
  const names = pages.flatMap(({ gold }) =>
    gold.articles.flatMap(article => article.facts.people.map(person => person.name)),
  )
  const sources = [
    'people/names.ts',
    'people/posts.ts',
    'speech/speakers.ts',
    'organisations/kinds.ts',
    'places/places.ts',
  ]
  const written = sources.map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
  expect(names.filter(name => written.includes(`'${name}'`) || written.includes(`|${name}|`))).toEqual([])
})
