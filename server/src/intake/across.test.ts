import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactOf } from '#contract/extraction.ts'
import type { DecideContradiction } from '#contract/intake/contradictions.ts'
import type { FactRow, WrittenFact } from '#contract/intake.ts'
import { evidenceAnswer } from '#contract/kernel.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'
import { prove } from '#kernel/evidence/provenance.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { decideContradiction, undoContradiction } from './commands/contradictions.ts'
import { acceptFact, correctFact } from './commands/decideFact.ts'
import { undoFact } from './commands/withdrawFact.ts'
import { acceptAll } from './index.ts'
import { evidenceOfFact } from './queries/evidence.ts'
import { factsList, restingOnFact } from './queries/facts.ts'
import { askAbout } from './store/alike.ts'
import { added, aFigure, aPage, whole } from './testing/desk.ts'

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

let series = 0
/** A page of its own, with one fact written on its sentence. */
async function told(sentence: string, fact: WrittenFact, issueDate = '2025-05-12') {
  const page = await aPage(city, `# 通报\n\n${sentence}第${++series}号。`, { issueDate })
  const row = await added(city, page, sentence, fact)
  return { page, row }
}
const accept = ({ id, version }: Pick<FactRow, 'id' | 'version'>) =>
  city.do('staff', ctx => acceptFact(ctx, id, { version }))
const ofFact = async (page: string, id: string, options: Parameters<typeof whole>[2] = {}) => {
  const found = (await whole(city, page, options)).facts.find(each => each.id === id)
  if (!found) throw new Error('the fact is not there')
  return found
}
const decide = async (
  id: string,
  body: Omit<DecideContradiction, 'others'> & { others: readonly string[] },
  by = 'staff',
) => (await city.do(by, ctx => decideContradiction(ctx, id, body))).fact

const person = (name: string, post: string, organisation = '南通市人民政府'): WrittenFact => ({
  kind: 'person',
  name,
  post,
  organisation,
})
const project = (name: string, more: Partial<FactOf<'project'>> = {}): WrittenFact => ({
  kind: 'project',
  name,
  stage: null,
  parties: [],
  place: null,
  amounts: [],
  capacity: [],
  ...more,
})
const amount = (value: number) => ({
  value,
  unit: '亿元',
  what: '总投资',
  evidence: { start: 0, end: 1, text: '' },
})
const rate = (value: number, period: string, comparison: '同比' | '环比') =>
  aFigure(value, { indicator: `价格${comparison}`, unit: '%', period, comparison })

/** Two pages that give a project two amounts; the first is accepted. */
async function twoAmounts(name: string) {
  const first = await told(`${name}总投资18亿元，`, project(name, { amounts: [amount(18)] }), '2025-05-12')
  const accepted = await accept(first.row)
  const second = await told(`${name}总投资19亿元，`, project(name, { amounts: [amount(19)] }), '2025-05-13')
  return { first: { ...first, row: accepted }, second }
}

describe('a fact of a new page that disagrees with accepted ones of others', () => {
  it.each([
    [
      'another amount',
      project('甲号泵站', { amounts: [amount(18)] }),
      project('甲号“泵站”', { amounts: [amount(19)] }),
      'amount',
    ],
    ['代市长 and 市长 on one day', person('沈若川', '代市长'), person('沈 若川', '市长'), 'post'],
    ['another number of one month', aFigure(2150), aFigure(0.216, { unit: '亿吨' }), 'figure'],
  ] as const)('%s', async (_, one, other, kind) => {
    const first = await told('前一页说的一句', one)
    await accept(first.row)
    const second = await told('后一页说的一句', other)
    const [found, ...more] = (await ofFact(second.page, second.row.id)).disagrees
    expect(more).toEqual([])
    expect(found).toMatchObject({
      kind,
      isOpen: true,
      decision: null,
      others: [
        {
          factId: first.row.id,
          sentence: expect.stringMatching(/^前一页说的一句第\d+号。$/),
          page: '江海演示日报 第3版',
          issueDate: '2025-05-12',
          state: 'accepted',
          isBeside: false,
          href: `/intake/${first.page}/${first.row.articleId}/${first.row.id}`,
        },
      ],
    })
    // What waits is no knowledge yet, and says nothing against what is accepted.
    expect((await ofFact(first.page, first.row.id)).disagrees).toEqual([])
  })

  it('begun after it was in production, by the days the pages name', async () => {
    const first = await told('4月1日，乙号工厂投产，', project('乙号工厂', { stage: '投产' }))
    await accept(first.row)
    const second = await told('5月9日，乙号工厂开工，', project('乙号工厂', { stage: '开工' }))
    const looking = await told('乙号工厂开工时，', project('乙号工厂', { stage: '开工' }))
    expect((await ofFact(second.page, second.row.id)).disagrees).toMatchObject([
      { kind: 'stage', said: '2025-05-09 开工', other: '2025-04-01 投产' },
    ])
    expect((await ofFact(looking.page, looking.row.id)).disagrees).toEqual([])
  })

  it('a year that does not fit its months, each of another page', async () => {
    for (let at = 0; at < 12; at++) {
      const period = `${2024 + Math.floor((4 + at) / 12)}年${((4 + at) % 12) + 1}月`
      await accept((await told(`${period}价格环比上涨0.1%，`, rate(0.1, period, '环比'))).row)
    }
    const year = await told('2025年4月价格同比上涨3.1%，', rate(3.1, '2025年4月', '同比'))
    const [found] = (await ofFact(year.page, year.row.id)).disagrees
    expect(found).toMatchObject({ kind: 'months-year', said: '3.1', total: 12, tolerance: 0.65 })
    await expect(
      decide(year.row.id, { version: 1, kind: 'months-year', others: ids(found), verdict: 'this', reason: '年报为准' }),
    ).rejects.toMatchObject({ code: 'intake.verdict-of-many' })
    const seen = { version: 1, kind: 'months-year', others: ids(found).slice(0, 2), verdict: 'both' } as const
    await decide(year.row.id, { ...seen, reason: '四舍五入' })
    // One decision for all of the chain, from whichever month it is looked at.
    expect((await ofFact(year.page, year.row.id)).disagrees).toMatchObject([{ isOpen: false }])
  })

  it.each([
    ['another period', aFigure(3000, { subject: '丙港' }), aFigure(3100, { subject: '丙港', period: '2025-03' })],
    ['a bound that admits it', aFigure(4000, { subject: '丁港', bound: '>' }), aFigure(4100, { subject: '丁港' })],
    ['two lines of one person', person('林知夏', '局长', '交通局'), person('林知夏', '党组书记', '交通局')],
    ['another body', person('林知秋', '市长'), person('林知秋', '书记', '江海演示协会')],
    ['two stages on one day', project('戊号厂', { stage: '签约' }), project('戊号厂', { stage: '开工' })],
    ['another project', project('己号厂', { amounts: [amount(1)] }), project('庚号厂', { amounts: [amount(2)] })],
  ] as const)('is no contradiction: %s', async (_, one, other) => {
    await accept((await told('5月6日说的', one)).row)
    const second = await told('5月6日又说的', other)
    expect((await ofFact(second.page, second.row.id)).disagrees).toEqual([])
  })

  it('is asked as of an instant, and one withdrawn says nothing any more', async () => {
    const { first, second } = await twoAmounts('辛号泵站')
    const then = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', ctx => undoFact(ctx, first.row.id, { version: first.row.version }))
    expect((await ofFact(second.page, second.row.id)).disagrees).toEqual([])
    expect((await ofFact(second.page, second.row.id, { asOf: then })).disagrees).toMatchObject([{ kind: 'amount' }])
  })
})

describe('the look-up', () => {
  it('hears no second witness: what was accepted of an article that repeats another counts once', async () => {
    const sentence =
      '2025年4月，全市申港吞吐量2150万吨，申港集装箱吞吐量19.8万标箱，申港沿江物流走廊总投资42亿元，首期建设两座仓库。'
    const figure = aFigure(2150, { subject: '申港' })
    const pageOf = async (text: string) => {
      const page = await aPage(city, `# 通报\n\n${text}`, { isKnown: true })
      const row = await added(city, page, '2150万吨', figure)
      return { page, row: await accept(row) }
    }
    const first = await pageOf(sentence)
    const again = await pageOf(`${sentence}　`)
    const [article] = (await whole(city, again.page)).articles
    expect(article?.repeat?.first?.pageId).toBe(first.page)
    const other = await told('申港吞吐量2160万吨，', aFigure(2160, { subject: '申港' }))
    expect((await ofFact(other.page, other.row.id)).disagrees).toMatchObject([
      { kind: 'figure', total: 1, others: [{ factId: first.row.id }] },
    ])
  })

  it('finds a project under the name another page gave it, where both rest on one record', async () => {
    const first = await told('未号泵站总投资18亿元，', project('未号泵站', { amounts: [amount(18)] }))
    const accepted = await accept(first.row)
    const named = await told('未号站总投资18.5亿元，', project('未号站', { amounts: [amount(18.5)] }))
    await accept(named.row)
    const { items } = await city.ask('staff', ctx => restingOnFact(ctx, accepted.id))
    const record = items.find(({ kind }) => kind === 'project')
    const { sourceId } = named.row
    await city.do('staff', async ctx => {
      const ref = { kind: 'project', id: record?.id ?? '', field: 'name' }
      await prove(ctx, ref, { factId: named.row.id, sourceId, start: 0, end: 2 })
      await ctx.record('intake.test', { kind: 'fact', id: named.row.id })
    })
    const third = await told('未号泵站总投资18亿元又，', project('未号泵站', { amounts: [amount(18)] }))
    expect((await ofFact(third.page, third.row.id)).disagrees).toMatchObject([
      { kind: 'amount', other: '18.5', others: [{ factId: named.row.id }] },
    ])
  })

  it.each([
    ['now', null, 'intake_fact_about'],
    ['as of an instant', new Date('2025-05-08T00:00:00Z'), 'intake_fact_history_about'],
  ])('goes by an index: %s', async (_, asOf, index) => {
    const plan = await city.ask(
      'staff',
      async ctx => {
        await run(ctx.tx, sql`set local enable_seqscan = off`)
        return rows(
          ctx.tx,
          sql<Record<string, string>>`explain ${askAbout(ctx, ['project|甲号泵站', 'figure|南通|吞吐量'])}`,
        )
      },
      asOf === null ? {} : { asOf },
    )
    expect(plan.map(row => Object.values(row).join()).join('\n')).toContain(index)
  })
})

const ids = (found: { others: ReadonlyArray<{ factId: string }> } | undefined) =>
  (found?.others ?? []).map(({ factId }) => factId)

describe('a contradiction decided by a person', () => {
  it('both stand: accepted, kept with who and why, raised no more until one is corrected, and taken back', async () => {
    const { first, second } = await twoAmounts('壬号泵站')
    const body = { version: 1, kind: 'amount', others: [first.row.id], verdict: 'both' } as const
    await expect(decide(second.row.id, body)).rejects.toMatchObject({ code: 'intake.verdict-needs-reason' })
    const row = await decide(second.row.id, { ...body, reason: '口径不同' })
    expect(row.state).toBe('accepted')
    const [kept] = (await ofFact(second.page, row.id)).disagrees
    expect(kept).toMatchObject({ isOpen: false, decision: { verdict: 'both', reason: '口径不同', by: 'staff' } })
    expect((await ofFact(first.page, first.row.id)).disagrees).toMatchObject([{ isOpen: false }])
    expect((await ofFact(first.page, first.row.id)).disputed).toBe(false)

    const decision = { id: kept?.decision?.id ?? '', version: kept?.decision?.version ?? 0 }
    const back = await city.do('staff2', ctx => undoContradiction(ctx, row.id, { version: row.version, decision }))
    expect(back.state).toBe('pending')
    expect((await ofFact(second.page, row.id)).disagrees).toMatchObject([{ isOpen: true, decision: null }])
    await expect(
      city.do('staff2', ctx => undoContradiction(ctx, row.id, { version: back.version, decision })),
    ).rejects.toMatchObject({ code: 'intake.no-decision' })

    const again = await decide(second.row.id, { ...body, version: back.version, reason: '数字更新' })
    const undone = await city.do('staff', ctx => undoFact(ctx, again.id, { version: again.version }))
    // The acceptance was part of the decision, so both go together.
    expect((await ofFact(second.page, row.id)).disagrees).toMatchObject([{ isOpen: true, decision: null }])
    const third = await decide(second.row.id, { ...body, version: undone.version, reason: '数字更新' })
    const open = await city.do('staff', ctx => undoFact(ctx, first.row.id, { version: first.row.version }))
    await city.do('staff', ctx =>
      correctFact(ctx, first.row.id, {
        version: open.version,
        corrected: project('壬号泵站', { amounts: [amount(20)] }),
      }),
    )
    await accept({ id: first.row.id, version: open.version + 1 })
    expect((await ofFact(second.page, third.id)).disagrees).toMatchObject([
      { isOpen: true, other: '20', decision: { verdict: 'open' } },
    ])
  })

  it('this one is right: the accepted one is withdrawn, and accepted again when that is taken back', async () => {
    const { first, second } = await twoAmounts('癸号泵站')
    const body = { version: 1, kind: 'amount', others: [first.row.id], verdict: 'this', reason: '更正' } as const
    const row = await decide(second.row.id, body)
    expect(row.state).toBe('accepted')
    expect((await ofFact(first.page, first.row.id)).state).toBe('withdrawn')
    await city.do('staff', ctx => undoFact(ctx, row.id, { version: row.version }))
    expect((await ofFact(first.page, first.row.id)).state).toBe('accepted')
  })

  it('the earlier one is right: this one is not taken', async () => {
    const { first, second } = await twoAmounts('子号泵站')
    const body = { version: 1, kind: 'amount', others: [first.row.id], verdict: 'earlier' } as const
    expect(await decide(second.row.id, body)).toMatchObject({ state: 'rejected' })
    expect((await ofFact(first.page, first.row.id)).state).toBe('accepted')
    expect(await city.events(second.row.id)).toContain('intake.contradiction-decided')
  })

  it('by two people at once is decided by one; the other is told, and nothing of the first is written over', async () => {
    const { first, second } = await twoAmounts('丑号泵站')
    const body = { version: 1, kind: 'amount', others: [first.row.id], verdict: 'open' } as const
    const both = await Promise.allSettled([decide(second.row.id, body), decide(second.row.id, body, 'head')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(each => each.status === 'rejected')).toMatchObject({
      reason: { code: 'intake.contradiction-decided-conflict', field: 'seen' },
    })
    await decide(second.row.id, { ...body, verdict: 'both', reason: '另一时期', seen: 1 }, 'head')
    expect((await ofFact(second.page, second.row.id)).disagrees[0]?.decision).toMatchObject({ version: 2, by: 'head' })
  })

  it('is refused to those who do not review, and of what contradicts nothing', async () => {
    const { first, second } = await twoAmounts('寅号泵站')
    const body = { version: 1, kind: 'amount', others: [first.row.id], verdict: 'open' } as const
    for (const user of ['reporter', 'viewer', 'leader', 'citizen'])
      await expect(decide(second.row.id, body, user), user).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|not-permitted/),
      })
    await expect(decide(second.row.id, { ...body, kind: 'stage' })).rejects.toMatchObject({
      code: 'intake.no-contradiction',
    })
  })
})

describe('what is left undecided', () => {
  it('is left by an acceptance in bulk, which says why, and both are disputed once one accepts all the same', async () => {
    const { first, second } = await twoAmounts('卯号泵站')
    const bulk = await city.do('staff', ctx => acceptAll(ctx, second.page, { atLeast: 0 }))
    expect(bulk).toMatchObject({ differing: 1, why: [{ kind: 'amount', count: 1 }] })
    expect((await ofFact(second.page, second.row.id)).state).toBe('pending')
    expect((await ofFact(first.page, first.row.id)).disputed).toBe(false)

    const row = await accept(second.row)
    for (const { page, row: of } of [first, second]) {
      expect((await ofFact(page, of.id)).disputed).toBe(true)
      const [evidence] = (await city.ask('viewer', ctx => evidenceOfFact(ctx, refTo(of.id)))) ?? []
      expect(evidence).toMatchObject({ disputes: [{ text: expect.stringContaining('卯号泵站总投资'), href: null }] })
    }
    const listed = await city.ask('viewer', ctx => factsList(ctx, { limit: 50, disputed: true, find: '卯号' }))
    expect(new Set(listed.rows.map(({ id }) => id))).toEqual(new Set([first.row.id, second.row.id]))
    expect(listed.rows.every(({ disputed }) => disputed)).toBe(true)
    const rest = await city.ask('viewer', ctx => factsList(ctx, { limit: 50, disputed: false, find: '卯号' }))
    expect(rest.rows.filter(({ disputed }) => disputed)).toEqual([])
    expect(rest.rows.length).toBeGreaterThan(0)

    // Another room's record that rests on it says so too, without knowing this room.
    const { items } = await city.ask('staff', ctx => restingOnFact(ctx, first.row.id))
    const amountOf = items.find(({ kind }) => kind === 'project-amount')
    const path = `/api/320600/evidence?kind=project-amount&id=${amountOf?.id}&field=value`
    const answer = evidenceAnswer.parse((await server.as('staff').get(path)).body)
    expect(answer.items).toMatchObject([
      { kind: 'source', disputes: [{ text: expect.stringContaining('总投资19亿元'), href: expect.any(String) }] },
    ])

    await city.do('staff', ctx => undoFact(ctx, row.id, { version: row.version }))
    expect((await ofFact(first.page, first.row.id)).disputed).toBe(false)
  })

  it('left open by a person disputes what is accepted, without its sentence for those who may not read it yet', async () => {
    const { first, second } = await twoAmounts('辰号泵站')
    await decide(second.row.id, { version: 1, kind: 'amount', others: [first.row.id], verdict: 'open' })
    expect((await ofFact(first.page, first.row.id)).disputed).toBe(true)
    const [seen] = (await city.ask('viewer', ctx => evidenceOfFact(ctx, refTo(first.row.id)))) ?? []
    expect(seen).toMatchObject({ disputes: [{ text: null, href: null }] })
    const [known] = (await city.ask('staff', ctx => evidenceOfFact(ctx, refTo(first.row.id)))) ?? []
    expect(known).toMatchObject({
      disputes: [{ text: expect.stringMatching(/^辰号泵站总投资19亿元，第\d+号。$/), page: '江海演示日报 第3版' }],
    })
  })
})

const refTo = (id: string) => ({ kind: 'fact', id, field: 'amounts' })
