import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Pack, pack as packShape } from '#contract/gatherings.ts'
import { evidenceAnswer } from '#contract/kernel.ts'
import { one, run, sql } from '#kernel/database/sql.ts'
import { proveQuoted } from '#kernel/evidence/quotes.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { createBatch, createProject, putStage, recogniseStage } from '../../projects/index.ts'
import { createMeeting, freezePack, packFile, packOf } from '../index.ts'
import { hashOfPack } from '../queries/pack.ts'
import { meetings } from '../store/records.ts'
import { buildPack } from './build.ts'
import { promiseBlocks } from './promiseBlocks.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const ids: Record<string, string> = {}
const at = (day: string) => city.clock.set(`${day}T01:00:00.000Z`)
const read = async (query: string): Promise<Pack> =>
  packShape.parse((await server.as('viewer').get(`/api/320600/gatherings/${ids.meeting}/pack${query}`)).body)

/** A batch of two signed in March: one planned for April and not heard of, one started in May. */
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  at('2025-03-03')
  await city.do('staff', ctx =>
    addSource(ctx, {
      name: 'march.txt',
      publication: '江海日报',
      page: '01',
      issueDate: '2025-03-02',
      issueDateBasis: null,
      internal: false,
      text: '江海日报讯 甲泵站项目和乙电缆项目昨天签约，2个项目集中签约。',
    }),
  )
  const batch = await city.do('staff', ctx =>
    createBatch(ctx, { code: 'B1', name: '三月签约批次', signedOn: '2025-03-01', statedCount: 2 }),
  )
  for (const name of ['甲泵站项目', '乙电缆项目']) {
    const { id } = await city.do('staff', ctx =>
      createProject(ctx, { name, batchId: batch.id, unitId: city.unit('chongchuan') }),
    )
    ids[name] = id
    await city.do('staff', ctx =>
      proveQuoted(ctx, [{ kind: 'project', id, field: 'name' }], { sourceName: 'march.txt', quote: name }),
    )
    await city.do('staff', ctx => putStage(ctx, id, { stage: 'started', plannedOn: '2025-04-10' }))
  }
  at('2025-05-02')
  await city.do('staff', ctx =>
    recogniseStage(ctx, ids.甲泵站项目 ?? '', {
      stage: 'started',
      recognisedOn: '2025-05-01',
      checklist: ['land', 'permit', 'works'],
    }),
  )
  ids.meeting = (
    await city.do('staff', ctx => createMeeting(ctx, { title: '2025年第3次例会', heldOn: '2025-05-12' }))
  ).id
  at('2025-05-09')
  ids.frozen = (await city.do('head', ctx => freezePack(ctx, ids.meeting ?? '', {}))).id
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('the page of what was announced and done', () => {
  it('counts what stands how and puts what presses most with its sentence, and with the last thing done', async () => {
    const { promises } = await read('?draft=1')
    expect(promises).toMatchObject({
      rule: 'default 2025-1',
      total: { value: 3 },
      lines: [
        {
          title: '乙电缆项目',
          standing: 'overdue',
          overdue: { value: 29 },
          silent: { value: 68 },
          announced: { on: '2025-03-01', passage: { text: '乙电缆项目', issueDate: '2025-03-02' } },
          last: null,
        },
      ],
    })
    expect(promises?.standings.filter(each => each.count.value).map(each => [each.standing, each.count.value])).toEqual(
      [
        ['overdue', 1],
        ['part', 2],
      ],
    )
  })

  it('shows the evidence of each of its numbers, also when the world has moved on', async () => {
    at('2025-06-20')
    const { promises } = await read('?draft=1')
    for (const { standing, count } of promises?.standings ?? []) {
      const answer = await server.as('viewer').get(`/api/320600/evidence?${new URLSearchParams(count.ref)}`)
      expect(evidenceAnswer.parse(answer.body).items, standing).toMatchObject([
        { kind: 'computed', total: count.value },
      ])
    }
    const none = { ...promises?.total.ref, field: 'promises:nothing' }
    expect((await server.as('viewer').get(`/api/320600/evidence?${new URLSearchParams(none)}`)).status).toBe(404)
  })

  it('is printed with both sentences', async () => {
    const { promises } = await read('?draft=1')
    expect(promiseBlocks(promises)).toEqual([
      { kind: 'heading', level: 1, text: '说了与做了', numbered: false },
      {
        kind: 'paragraph',
        runs: ['说了的共3件：逾期1件，做了一部分2件。满90天没有音讯算无音讯（规则default 2025-1，系统设定）。'],
      },
      {
        kind: 'table',
        columns: expect.anything(),
        rows: [
          [
            ['乙电缆项目'],
            ['2025年3月1日：“乙电缆项目”（江海日报2025年3月2日01，第13至17字）'],
            ['没有听到做了什么'],
            ['逾期，过期29天，没有音讯68天'],
          ],
        ],
      },
    ])
    const file = await city.ask('viewer', async ctx =>
      packFile(ctx, await packOf(ctx, ids.meeting ?? '', { draft: 1 })),
    )
    const xml = new TextDecoder().decode(unzipSync(file.bytes)['word/document.xml'])
    expect(xml).toContain('说了与做了')
    expect(promiseBlocks(undefined)).toEqual([])
  })
})

describe('a pack frozen before there was such a page', () => {
  it('says for ever what it said: it hashes the same, has no such page, and prints none', async () => {
    // As the program before this one left it: the hash of a pack without the page, and no form beside it.
    const meeting = await city.ask('staff', ctx => meetings.find(ctx, ids.meeting ?? ''))
    if (!meeting) throw new Error('the meeting is there')
    const { frozen } = await read('?draft=1')
    const old = await city.ask('staff', ctx => buildPack(ctx, meeting, new Date(frozen?.asOf ?? ''), undefined, 1))
    expect('promises' in old).toBe(false)
    await run(city.database.db, sql`delete from review_pack_form where pack_id = ${ids.frozen}`)
    await run(
      city.database.db,
      sql`update review_pack set content_sha256 = ${hashOfPack(old)} where id = ${ids.frozen}`,
    )
    const again = await read('?draft=1')
    expect(again).toMatchObject({ same: true, figureCount: old.figureCount })
    expect('promises' in again).toBe(false)
    const second = await city.do('head', ctx => freezePack(ctx, ids.meeting ?? '', { asOf: frozen?.asOf ?? '' }))
    expect(await read('?draft=2')).toMatchObject({ same: true, promises: { total: { value: 3 } } })
    expect(
      await one(
        city.database.db,
        sql<{ form: number }>`select form from review_pack_form where pack_id = ${second.id}`,
      ),
    ).toEqual({ form: 2 })
  })
})
