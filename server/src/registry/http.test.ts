import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisation, organisationPage } from '#contract/registry.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

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

const at = '/api/320600/registry'
const lists = [
  'organisations',
  'people',
  'places',
  'units',
  'links?kind=person',
  'candidates?kind=person&name=%E6%9E%97',
]

describe('the registry over HTTP', () => {
  it.each(lists)('lets every role of the region read %s, and nobody else', async path => {
    for (const user of ['viewer', 'reporter', 'unithead', 'staff', 'head', 'leader', 'audit'])
      expect((await server.as(user).get(`${at}/${path}`)).status, user).toBe(200)
    expect((await server.as().get(`${at}/${path}`)).status).toBe(401)
  })

  it.each(['places', 'units'])('hides %s from citizens and from other regions', async path => {
    for (const user of ['citizen', 'putuostaff', 'partner'])
      expect((await server.as(user).get(`${at}/${path}`)).status, user).toBe(404)
  })

  it('gives citizens and other regions empty lists', async () => {
    await server.as('staff').post(`${at}/organisations`, { name: '听潮仪器有限公司', type: 'firm' })
    for (const user of ['citizen', 'putuostaff', 'partner'])
      for (const path of ['organisations', 'people'])
        expect((await server.as(user).get(`${at}/${path}`)).body, user).toMatchObject({ rows: [], total: 0 })
  })

  it('registers once however often one request is sent, and lists it with what may be done', async () => {
    const send = () =>
      server
        .as('staff')
        .post(`${at}/organisations`, { name: '枕流装备有限公司', type: 'firm' }, { 'idempotency-key': 'one-request' })
    const answers = [await send(), await send()]
    expect(answers.map(each => each.status)).toEqual([200, 200])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    const listed = organisationPage.parse(
      (await server.as('staff').get(`${at}/organisations?find=%E6%9E%95%E6%B5%81&sort=-recorded`)).body,
    )
    expect(listed.rows.map(row => [row.name, row.may.includes('registry.judge')])).toEqual([['枕流装备有限公司', true]])
    const shown = organisation.parse((await server.as('viewer').get(`${at}/organisations/${listed.rows[0]?.id}`)).body)
    expect(shown.may).toEqual(['registry.read'])
  })

  it('answers a duplicate with 409 and the candidates, and bad input with 422', async () => {
    const again = await server.as('staff').post(`${at}/organisations`, { name: '枕流装备', type: 'firm' })
    expect(again).toMatchObject({
      status: 409,
      body: {
        refusal: {
          code: 'registry.possible-duplicate-conflict',
          fields: [{ code: 'registry.candidate', params: { name: '枕流装备有限公司' } }],
        },
      },
    })
    const unfit = await server.as('staff').post(`${at}/organisations`, { name: '', type: 'firms' })
    expect(unfit.status).toBe(422)
    expect((await server.as('staff').get(`${at}/organisations/nothing`)).status).toBe(422)
    expect((await server.as('staff').get(`${at}/organisations?sort=password`)).status).toBe(422)
    expect(server.faults).toEqual([])
  })

  it('pages through more rows than one answer holds, each row once', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      code: `c${index}`,
      name: `第${index}号试验站`,
      type: 'facility',
    }))
    expect((await server.as('head').post(`${at}/imports`, { table: 'organisations', rows })).body).toMatchObject({
      added: 60,
    })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer = await server
        .as('viewer')
        .get(`${at}/organisations?limit=25${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
      const listed = organisationPage.parse(answer.body)
      expect(listed.total).toBe(62)
      seen.push(...listed.rows.map(row => row.id))
      cursor = listed.next
    }
    expect(new Set(seen).size).toBe(62)
  })
})
