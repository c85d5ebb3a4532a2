import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { articleDetail, bulkAnswer, datedPage, factRow, pageDetail, pageRow } from '#contract/intake.ts'
import { refusal } from '#contract/kernel.ts'
import * as words from '#contract/words/intake.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { aFigure } from './testing/desk.ts'
import { pageText } from './testing/page.ts'

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

const base = '/api/320600/intake'
const codeOf = (body: unknown) => refusal.parse(body).refusal.code

describe('over HTTP', () => {
  it('a page is brought, dated, reviewed, and its evidence asked for', async () => {
    const staff = server.as('staff')
    const brought = await staff.post(`${base}/pages`, { name: '演示日报', text: pageText })
    expect(brought.status).toBe(200)
    const row = pageRow.parse(brought.body)
    expect(row).toMatchObject({ dateStanding: 'open', unit: null, broughtBy: 'staff' })
    expect(row.may).toContain('intake.review')

    const dated = await staff.put(`${base}/pages/${row.id}/issue-date`, {
      version: row.version,
      issueDate: '2025-05-12',
    })
    expect(datedPage.parse(dated.body).page.issueDate).toBe('2025-05-12')
    const detail = pageDetail.parse((await staff.get(`${base}/pages/${row.id}`)).body)
    expect(detail.text).toBe(pageText)
    const bySource = pageDetail.parse((await staff.get(`${base}/pages/${row.sourceId}`)).body)
    expect(bySource.id).toBe(row.id)

    const start = pageText.indexOf('120名')
    const added = await staff.post(`${base}/pages/${row.id}/facts`, {
      span: { start, end: start + 4 },
      fact: aFigure(120, { indicator: '选手', unit: '名' }),
    })
    const fact = factRow.parse(added.body)
    const accepted = await staff.post(`${base}/facts/${fact.id}/acceptance`, { version: fact.version })
    expect(factRow.parse(accepted.body).state).toBe('accepted')

    const evidence = await server.as('viewer').get(`/api/320600/evidence?kind=fact&id=${fact.id}&field=value`)
    expect(evidence.body).toMatchObject({
      items: [{ kind: 'source', text: '120名', acceptedBy: 'staff', modality: null }],
    })
    expect((await server.as('citizen').get(`/api/320600/evidence?kind=fact&id=${fact.id}&field=value`)).status).toBe(
      404,
    )

    const article = detail.items.find(({ span }) => span.start <= start && start < span.end)
    const bulk = await staff.post(`${base}/pages/${row.id}/acceptances`, { atLeast: 0.5, articleId: article?.id })
    expect(bulkAnswer.parse(bulk.body).accepted).toBeGreaterThan(0)
    const reviewed = articleDetail.parse((await staff.get(`${base}/articles/${article?.id}`)).body)
    expect(reviewed.counts.accepted).toBe(bulkAnswer.parse(bulk.body).accepted + 1)
    expect(reviewed.facts.find(each => each.id === fact.id)?.state).toBe('accepted')
  })

  it('bad input is refused with the field, never a fault', async () => {
    const staff = server.as('staff')
    const bodies = [
      {},
      { name: '' },
      { name: '无文', base64: '', text: '' },
      { name: '两样', base64: 'AAAA', text: '字' },
      { name: '坏日', text: '字', issueDate: '2025-02-30' },
      { name: '不明', base64: Buffer.from([0, 1, 2, 3, 250]).toString('base64') },
    ]
    for (const body of bodies) {
      const answer = await staff.post(`${base}/pages`, body)
      expect(answer.status, JSON.stringify(body)).toBe(422)
      expect(codeOf(answer.body)).not.toBe('')
    }
    expect((await staff.get(`${base}/pages/00000000-0000-7000-8000-00000000dead`)).status).toBe(404)
    expect((await staff.get(`${base}/pages/not-an-id`)).status).toBe(422)
    expect((await staff.get(`${base}/facts?sort=nothing`)).status).toBe(422)
    expect(server.faults).toEqual([])
  })

  it('the same text twice says where the first is', async () => {
    const staff = server.as('staff')
    const first = pageRow.parse((await staff.post(`${base}/pages`, { name: '一', text: '两次送来的一页。' })).body)
    const again = await staff.post(`${base}/pages`, { name: '二', text: '两次送来的一页。' })
    expect(again.status).toBe(409)
    expect(refusal.parse(again.body).refusal.params).toMatchObject({ page: first.id, name: '一' })
  })

  it('every role gets what it may, on every list', async () => {
    const expected: Record<string, readonly [pages: number, facts: number]> = {
      viewer: [200, 200],
      staff: [200, 200],
      leader: [200, 200],
      reporter: [200, 200],
      citizen: [200, 200],
    }
    for (const [user, [pages, facts]] of Object.entries(expected)) {
      expect((await server.as(user).get(`${base}/pages`)).status, user).toBe(pages)
      expect((await server.as(user).get(`${base}/facts`)).status, user).toBe(facts)
    }
    expect((await server.as().get(`${base}/pages`)).status).toBe(401)
    const total = z.object({ total: z.int() })
    expect(total.parse((await server.as('viewer').get(`${base}/pages`)).body).total).toBe(0)
  })
})

it('every refusal of the room has its sentence in both languages, with the same places to fill', () => {
  const places = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').toSorted((a, b) => a.localeCompare(b))
  for (const [code, zh] of Object.entries(words.zh)) {
    const en = Object.entries(words.en).find(([key]) => key === code)?.[1] ?? ''
    expect(places(en), code).toEqual(places(zh))
  }
})
