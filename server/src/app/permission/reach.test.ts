import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { matterDetail } from '#contract/matters/detail.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { anyone } from '#kernel/policy.ts'
import { type Room, room, route } from '#kernel/room.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'

const planted = (act: string): Room =>
  room({
    name: 'planted',
    directory: import.meta.dirname,
    policy: { 'planted.look': anyone },
    routes: [
      route(
        { method: 'GET', path: '/planted', act, takes: {}, gives: z.object({ told: z.string() }), summary: 'Looks' },
        async () => ({ told: 'everything' }),
      ),
      route(
        { method: 'POST', path: '/planted', act, takes: {}, gives: z.object({ id: z.string() }), summary: 'Writes' },
        async ctx => ({ id: await ctx.record('planted.written', { kind: 'planted', id: ctx.newId() }) }),
      ),
    ],
  })

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, { more: [planted('planted.look')] })
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('a route', () => {
  it('without a verb of its room keeps the server from starting', async () => {
    await expect(aServer(city, { more: [planted('planted.other')] })).rejects.toThrow(
      'route GET /planted names the verb planted.other, which planted does not have',
    )
    await expect(aServer(city, { more: [planted('')] })).rejects.toThrow('names the verb , which planted does not have')
  })

  it('whose handler never asks its verb tells nothing and writes nothing', async () => {
    const looked = await server.as('head').get(`/api/${NANTONG}/planted`)
    expect(looked.status).toBe(500)
    expect(JSON.stringify(looked.body)).not.toContain('everything')
    expect((await server.as('head').post(`/api/${NANTONG}/planted`)).status).toBe(500)
    const entry = await one(city.database.db, sql`select 1 from log_entry where event = 'planted.written'`)
    expect(entry).toBeUndefined()
    expect(server.faults.splice(0).map(String)).toEqual([
      'Error: GET /planted did not ask planted.look',
      'Error: POST /planted did not ask planted.look',
    ])
  })
})

describe('what is hidden', () => {
  const base = `/api/${NANTONG}/matters`
  const listed = z.object({ rows: z.array(z.object({ id: z.string() })), next: z.string().nullable(), total: z.int() })
  const ids: string[] = []
  const at: Record<'before' | 'open' | 'shut', string> = { before: '', open: '', shut: '' }

  async function say(by: string, path: string, body: object): Promise<{ id: string; version: number }> {
    const answer = await server.as(by).post(path, body)
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
    return z.object({ id: z.string(), version: z.int() }).parse(answer.body)
  }

  beforeAll(async () => {
    for (const [index, unit] of ['science', 'science', 'science', 'industry', 'industry'].entries()) {
      const parts = [{ role: 'lead', unitId: city.unit(unit) }]
      const made = await say('staff', base, {
        title: `事项${index}`,
        dueOn: '2025-04-30',
        startOn: '2025-01-02',
        parts,
      })
      ids.push(made.id)
      const proposed = await say('staff', `${base}/${made.id}/propose`, { version: made.version })
      const approved = await say('leader', `${base}/${made.id}/approve`, { version: proposed.version })
      // One is left as a draft of the office, which its unit has not been given yet.
      if (index < 4) await say('staff', `${base}/${made.id}/assign`, { version: approved.version, dueOn: '2025-06-30' })
    }
    const now = () => {
      city.clock.pass(60_000)
      const instant = city.clock.now().toISOString()
      city.clock.pass(60_000)
      return instant
    }
    at.before = now()
    const share = async (regions: number[]) => {
      const { version } = matterDetail.parse((await server.as('head').get(`${base}/${ids[0]}`)).body)
      await say('head', `${base}/${ids[0]}/share`, { version, regions })
    }
    await share([PUTUO])
    at.open = now()
    await share([])
    at.shut = now()
  })

  const visible: Readonly<Record<string, readonly number[]>> = {
    staff: [0, 1, 2, 3, 4],
    viewer: [0, 1, 2, 3, 4],
    reporter: [0, 1, 2],
    reporter2: [3],
    district: [],
    system: [],
    citizen: [],
    partner: [],
  }

  it('is neither counted, found, pointed at by a cursor nor summed', async () => {
    for (const [who, places] of Object.entries(visible)) {
      const expected = places.map(place => ids[place] ?? '').sort()
      const speaker = server.as(who)
      const paged: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor === '' ? '' : `&cursor=${cursor}`
        const page = listed.parse((await speaker.get(`${base}?limit=1&sort=title${more}`)).body)
        expect(page.total, who).toBe(expected.length)
        paged.push(...page.rows.map(({ id }) => id))
        cursor = page.next
      }
      expect(paged.sort(), who).toEqual(expected)

      for (const [place, id] of ids.entries()) {
        const seen = places.includes(place)
        const query = `find=${encodeURIComponent(`事项${place}`)}`
        expect(listed.parse((await speaker.get(`${base}?${query}`)).body).total, `${who} ${query}`).toBe(seen ? 1 : 0)
        const evidence = `/api/${NANTONG}/evidence?kind=matter&id=${id}&field=dueOn`
        expect((await speaker.get(evidence)).status, `${who} ${evidence}`).toBe(seen ? 200 : 404)
      }
      const ofUnit = `${base}?unit=${city.unit('industry')}`
      expect(listed.parse((await speaker.get(ofUnit)).body).total).toBe(places.filter(place => place >= 3).length)
      const strips = z.object({ total: z.int() }).parse((await speaker.get(`${base}/strips`)).body)
      const count = `/api/${NANTONG}/evidence?kind=matters&id=all&field=total`
      const counted = z.object({ items: z.array(z.object({ total: z.int() })) }).parse((await speaker.get(count)).body)
      expect(strips.total, who).toBe(expected.length)
      expect(counted.items[0]?.total, who).toBe(expected.length)
      const table = String((await speaker.get(`${base}/table`)).body)
      const changes = JSON.stringify((await speaker.get(`${base}/changes?from=2025-05-01T00:00:00Z`)).body)
      const needing = JSON.stringify((await speaker.get(`${base}/needing`)).body)
      for (const [place, id] of ids.entries())
        if (!places.includes(place))
          for (const told of [table, changes, needing]) expect(told, `${who} ${place}`).not.toContain(id)
    }
  })

  it('in the past is what was hidden then, and a cursor of somebody else opens nothing', async () => {
    for (const [instant, total] of [
      [at.before, 0],
      [at.open, 1],
      [at.shut, 0],
    ] as const) {
      const asOf = `asOf=${encodeURIComponent(instant)}`
      expect(listed.parse((await server.as('partner').get(`${base}?${asOf}`)).body).total, instant).toBe(total)
      expect((await server.as('partner').get(`${base}/${ids[0]}?${asOf}`)).status).toBe(total ? 200 : 404)
      const evidence = `/api/${NANTONG}/evidence?kind=matter&id=${ids[0]}&field=title&${asOf}`
      expect((await server.as('partner').get(evidence)).status).toBe(total ? 200 : 404)
      const strips = await server.as('partner').get(`${base}/strips?${asOf}`)
      expect(strips.body).toMatchObject({ total })
    }
    const { next } = listed.parse((await server.as('staff').get(`${base}?limit=1`)).body)
    const taken = listed.parse((await server.as('reporter2').get(`${base}?limit=1&cursor=${next}`)).body)
    expect(taken.rows.filter(({ id }) => id !== ids[3])).toEqual([])
    expect(taken.total).toBe(1)
  })

  it('is not told of by the log’s proofs: they hold numbers and hashes', async () => {
    await city.sequence(NANTONG)
    const hashes = z.array(z.string().regex(/^[0-9a-f]{64}$/))
    const proof = z.strictObject({
      index: z.int(),
      size: z.int(),
      leafHash: z.string().length(64),
      root: z.string().length(64),
      proof: hashes,
    })
    const answer = await server.as('partner').get(`/api/${NANTONG}/log/inclusion?index=3&size=8`)
    expect(() => proof.parse(answer.body)).not.toThrow()
    const consistent = await server.as('citizen').get(`/api/${NANTONG}/log/consistency?from=3&to=8`)
    expect(() => z.strictObject({ from: z.int(), to: z.int(), proof: hashes }).parse(consistent.body)).not.toThrow()
  })
})

describe('evidence', () => {
  it('asked with a word that is no id is not there, for every kind', async () => {
    for (const { evidence = {} } of (await import('../rooms.ts')).rooms)
      for (const kind of Object.keys(evidence)) {
        const { status } = await server.as('staff').get(`/api/${NANTONG}/evidence?kind=${kind}&id=nothing&field=name`)
        expect(status, kind).toBe(kind === 'matters' ? 200 : 404)
      }
    expect(server.faults).toEqual([])
  })
})

describe('opening a matter to another region', () => {
  const base = `/api/${NANTONG}/matters`

  it('is the head’s, by whichever form it comes', async () => {
    const body = { title: '共享的事项', sharedWith: [PUTUO] }
    const share = {
      status: 403,
      body: { refusal: { code: 'kernel.not-permitted', params: { verb: 'matters.share' } } },
    }
    expect(await server.as('staff').post(base, body)).toMatchObject(share)
    const made = await server.as('head').post(base, body)
    expect(made.status).toBe(200)
    const { id, version } = z.object({ id: z.string(), version: z.int() }).parse(made.body)
    const edit = (sharedWith: number[]) => ({ version, fields: { title: '共享的事项', sharedWith } })
    expect(await server.as('staff').post(`${base}/${id}/edit`, edit([]))).toMatchObject(share)
    expect(await server.as('head').post(`${base}/${id}/edit`, edit([PUTUO, 999999]))).toMatchObject({
      status: 422,
      body: { refusal: { code: 'matters.region-unknown' } },
    })
    // What stays as it is is no opening.
    expect((await server.as('staff').post(`${base}/${id}/edit`, edit([PUTUO]))).status).toBe(200)
  })
})

describe('rights that are taken away', () => {
  const member = z.object({ version: z.int() })

  it('are gone with the next request of the same session', async () => {
    const { id } = await city.as('staff2')
    const account = `/api/${NANTONG}/accounts/${id}`
    const change = async (what: object) => {
      const { version } = member.parse((await server.as('system').get(account)).body)
      expect((await server.as('system').put(account, { version, ...what })).status).toBe(200)
    }
    const write = () =>
      server.as('staff2').post(`/api/${NANTONG}/matters`, { title: '还能写吗', limitCode: 'none such' })
    expect((await write()).status).toBe(422)
    await change({ roles: ['viewer'] })
    expect(await write()).toMatchObject({ status: 403 })
    await change({ roles: ['unit-reporter'], unitId: city.unit('industry') })
    const count = async () => (await server.as('staff2').get(`/api/${NANTONG}/matters`)).body
    expect(await count()).toMatchObject({ total: 1 })
    await change({ unitId: city.unit('chongchuan') })
    expect(await count()).toMatchObject({ total: 0 })
    await change({ active: false })
    expect((await server.as('staff2').get(`/api/${NANTONG}/matters`)).status).toBe(401)
  })

  it('cannot be given to oneself: not even a unit, whose matters would come with it', async () => {
    const { id } = await city.as('system')
    const account = `/api/${NANTONG}/accounts/${id}`
    const { version } = member.parse((await server.as('system').get(account)).body)
    for (const what of [{ unitId: city.unit('science') }, { roles: ['office-head'] }, { active: false }])
      expect(await server.as('system').put(account, { version, ...what })).toMatchObject({
        status: 403,
        body: { refusal: { code: 'accounts.not-on-oneself-not-permitted' } },
      })
    expect((await server.as('system').put(account, { version, name: '新名字' })).status).toBe(200)
  })
})
