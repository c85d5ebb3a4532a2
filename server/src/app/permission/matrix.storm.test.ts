import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { roles } from '#contract/kernel.ts'
import { one, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { anyone, type Sentence } from '#kernel/policy.ts'
import { rooms } from '#server/app/rooms.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { carried, mayHave, secrets } from '#server/testing/permission/secrets.ts'
import { differences, readTable } from '#server/testing/permission/table.ts'
import {
  type Cell,
  lists,
  tallied,
  walk,
  walkAsCitizen,
  walkCrossed,
  walkWithout,
} from '#server/testing/permission/walk.ts'
import { aWorld, walkers } from '#server/testing/permission/world.ts'
import { policy as accounts } from '../../accounts/policy.ts'
import { policy as gatherings } from '../../gatherings/policy.ts'
import { policy as indicators } from '../../indicators/policy.ts'
import { policy as intake } from '../../intake/policy.ts'
import { policy as jobs } from '../../kernel/jobs/policy.ts'
import { policy as matters, partPolicy } from '../../matters/policy.ts'
import { bankPolicy, drawPolicy, prizePolicy, quizPolicy, suspicionPolicy } from '../../participation/policy.ts'
import { policy as projects } from '../../projects/policy.ts'
import { policy as registry } from '../../registry/policy.ts'

/** Every cell in the full form; in the short one every route as every role, see `fewer` in walk.ts. */
const full = process.env.JIANGHAI_STORM === 'full'
const table = readTable()

let city: City
let world: Awaited<ReturnType<typeof aWorld>>
beforeAll(async () => {
  city = await aCity()
  world = await aWorld(city)
})
afterAll(async () => {
  await world.server.close()
  await city.close()
})

const entries = async () =>
  (await one(city.database.db, sql<{ n: number }>`select count(*)::int n from log_entry`))?.n ?? 0

describe('the table of permissions', () => {
  it('names every route the server answers, every kind of evidence, and nothing else', () => {
    expect(differences(world.server.app.registered, table)).toEqual({ unlisted: [], stale: [] })
    const kinds = rooms.flatMap(room => Object.keys(room.evidence ?? {}))
    const named = table.flatMap(({ route }) => /\/evidence\?kind=([a-z-]+)/.exec(route)?.[1] ?? [])
    expect(kinds.filter(kind => !named.includes(kind))).toEqual([])
    expect(new Set(walkers.map(({ role }) => role))).toEqual(new Set(roles))
  })

  it('names the verb that the route says it asks', () => {
    const acts = new Map(rooms.flatMap(room => room.routes.map(({ method, path, act }) => [`${method} ${path}`, act])))
    // A line with a query is no route of its own: the list of locked names asks one verb more.
    const differ = table.filter(({ route, verb }) => acts.get(route) && acts.get(route) !== verb)
    expect(differ).toEqual([])
  })

  it('misses a route that nobody put into it', () => {
    const added = [...world.server.app.registered, { method: 'POST', url: '/api/:region/matters/:id/vanish' }]
    expect(differences(added, table).unlisted).toEqual(['POST /matters/:id/vanish'])
  })
})

describe('the matrix of routes, roles and records', () => {
  const listed = new Map<string, Set<string>>()
  /** The rows of each list as they stood before the walk, some of whose writes go through. */
  const standing = new Map<string, Row[]>()
  const leaks: string[] = []
  const seen = new Set<string>()

  beforeAll(async () => {
    for (const [route, { from }] of Object.entries(judged))
      standing.set(route, await rows(city.database.db, sql<Row>`select x.* from ${from} x`))
  })

  function look({ line, scope, who, body }: Cell): void {
    if (!who || !line.route.startsWith('GET')) return
    for (const each of carried(body)) {
      seen.add(each.what)
      if (!mayHave(each, who, world.kinds)) leaks.push(`${each.what}: ${line.route} of ${scope} as ${who.username}`)
    }
    if (lists.includes(line.route)) listed.set(`${line.route} ${scope} ${who.username}`, idsOf(body))
  }

  it('is answered as the table says, cell by cell, and denied requests leave no trace', async () => {
    const before = await entries()
    const found = await tallied(walk({ city, ...world }, table, full), look)
    console.log(`permission matrix: ${found.count} cells signed in, by answer`, found.answers)
    expect(found.wrong).toEqual([])
    expect(found.roles.size).toBe(roles.length)
    expect(world.server.faults).toEqual([])
    // One entry for each permitted write that went through: whatever was refused has written nothing.
    expect((await entries()) - before).toBe(found.written)
  }, 600_000)

  it('is closed to nobody signed in and to an expired session, before a body is looked at', async () => {
    const expired = await world.server.sessionOf('head', '-1 hour')
    const without = await tallied(walkWithout({ city, ...world }, table))
    const ended = await tallied(walkWithout({ city, ...world }, table, expired))
    console.log(`permission matrix: ${without.count + ended.count} cells without a session`, without.answers)
    expect([...without.wrong, ...ended.wrong]).toEqual([])
  })

  it('lets a citizen of the portal do what is their own, in their own region, and no more', async () => {
    const { cookie } = await aCitizen(city, NANTONG)
    const found = await tallied(walkAsCitizen({ city, ...world }, table, cookie))
    console.log(`permission matrix: ${found.count} cells as a citizen`, found.answers)
    expect(found.wrong).toEqual([])
    const offices = table.filter(({ of }) => of !== 'citizen' && of !== 'open')
    const inOffice = await tallied(walkWithout({ city, ...world }, offices, cookie))
    expect(inOffice.wrong).toEqual([])
  })

  it('finds no record of another region under the own region’s address', async () => {
    const found = await tallied(walkCrossed({ city, ...world }, table))
    console.log(`permission matrix: ${found.count} cells with another region's ids`)
    expect(found.wrong).toEqual([])
    expect(found.count).toBeGreaterThan(80)
  })

  it('gives no sensitive field to whoever may not have it, and each to somebody', () => {
    console.log(`permission matrix: ${secrets.length} sensitive fields looked for in every answer`)
    expect(leaks).toEqual([])
    expect(secrets.map(({ what }) => what).filter(what => !seen.has(what))).toEqual([])
  })

  it('lists every row the policy allows and no other, in both regions', async () => {
    let compared = 0
    for (const route of lists)
      for (const who of walkers) {
        const actor = await city.as(who.username)
        for (const scope of ['nantong', 'putuo']) {
          const region = scope === 'nantong' ? NANTONG : PUTUO
          const all = standing.get(route)?.filter(({ regionId }) => regionId === region)
          if (!all?.length) throw new Error(`${route} of ${scope} is compared with nothing`)
          const allowed = all.filter(row => judged[route]?.sentence.test(actor, row as never)).map(({ id }) => id)
          const got = listed.get(`${route} ${scope} ${who.username}`)
          expect(got && [...got].sort(), `${route} of ${scope} as ${who.username}`).toEqual(allowed.sort())
          compared += all.length
        }
      }
    console.log(`permission lists: ${compared} rows compared with the policy over ${lists.length} lists`)
  })
})

type Row = { id: string; regionId: number }
/** Any sentence: rows differ by table, and each table stands beside the sentences that are judged on it. */
type Any = Pick<Sentence<never>, 'test' | 'where'>

const facts = sql`(select f.*, p.unit_id, f.state = 'accepted' accepted from intake_fact f join intake_page p on p.id = f.page_id)`
const pages = sql`(select *, false accepted from intake_page)`
const agreements = sql`(select *, '{}'::uuid[] unit_ids from agreement)`

function verb(policy: Readonly<Record<string, Any>>, name: string): Any {
  const found = policy[name]
  if (!found) throw new Error(`no verb ${name}`)
  return found
}

const judged: Readonly<Record<string, { from: RawBuilder<unknown>; sentence: Any }>> = {
  'GET /jobs': { from: sql`job`, sentence: jobs['jobs.read'] },
  'GET /accounts': { from: sql`member`, sentence: accounts['accounts.read'] },
  'GET /registry/organisations': { from: sql`organisation`, sentence: verb(registry, 'registry.read') },
  'GET /registry/people': { from: sql`person`, sentence: verb(registry, 'registry.read') },
  'GET /intake/pages': { from: pages, sentence: verb(intake, 'intake.read') },
  'GET /intake/facts': { from: facts, sentence: verb(intake, 'intake.read-fact') },
  'GET /intake/lessons': { from: sql`intake_lesson`, sentence: verb(intake, 'intake.see-lessons') },
  'GET /intake/deliveries': { from: sql`intake_delivery`, sentence: verb(intake, 'intake.see-sources') },
  'GET /intake/mappings': { from: sql`intake_mapping`, sentence: verb(intake, 'intake.see-lessons') },
  'GET /indicators/series': { from: sql`series`, sentence: verb(indicators, 'indicators.read') },
  'GET /matters': { from: sql`matter`, sentence: matters['matters.read'] },
  'GET /projects': { from: sql`project`, sentence: projects['projects.read'] },
  'GET /projects/agreements': { from: agreements, sentence: projects['projects.read'] },
  'GET /gatherings': { from: sql`meeting`, sentence: gatherings['gatherings.read'] },
  'GET /participation/banks': { from: sql`question_bank`, sentence: bankPolicy['participation.see-bank'] },
  'GET /participation/quizzes': { from: sql`quiz`, sentence: quizPolicy['participation.read'] },
}

/** Every table of sentences beside the rows it is judged on. */
const tables: ReadonlyArray<readonly [RawBuilder<unknown>, Readonly<Record<string, Any>>]> = [
  [sql`job`, jobs],
  [sql`member`, accounts],
  [sql`organisation`, registry],
  [pages, intake],
  [facts, intake],
  [sql`series`, indicators],
  [sql`matter`, matters],
  [sql`matter_part`, partPolicy],
  [sql`project`, projects],
  [agreements, projects],
  [sql`meeting`, gatherings],
  [sql`question_bank`, bankPolicy],
  [sql`quiz`, quizPolicy],
  [sql`quiz_suspicion`, suspicionPolicy],
  [sql`quiz_draw`, drawPolicy],
  [sql`quiz_prize`, prizePolicy],
]

/** Verdicts of a sentence judged on a row that the same sentence as SQL does not give, and how many were compared. */
async function disagreements(pairs: typeof tables) {
  const wrong: string[] = []
  let compared = 0
  for (const [from, policy] of pairs)
    for (const who of walkers) {
      const actor = await city.as(who.username)
      const verbs = Object.entries(policy)
      const columns = verbs.map(([, sentence], index) => sql`${sentence.where(actor, 'x')} as ${sql.id(`v${index}`)}`)
      const found = await rows(
        city.database.db,
        sql<Row & Record<string, unknown>>`select x.*, ${sql.join(columns)} from ${from} x`,
      )
      for (const row of found)
        for (const [index, [name, sentence]] of verbs.entries()) {
          compared++
          if (row[`v${index}`] !== sentence.test(actor, row as never))
            wrong.push(`${name} as ${who.username} on ${row.id}`)
        }
    }
  return { wrong, compared }
}

describe('a sentence', () => {
  it('says the same judged on a row and compiled into SQL, for every verb, person and row', async () => {
    const { wrong, compared } = await disagreements(tables)
    console.log(`permission sentences: ${compared} verdicts in SQL compared with the verdict on the row`)
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(10_000)
  })

  it('whose SQL is wider than its verdict is found', async () => {
    const wide = { ...anyone, test: () => false }
    const { wrong } = await disagreements([[sql`matter`, { 'matters.read': wide }]])
    expect(wrong.length).toBeGreaterThan(10)
  })
})

describe('a policy that changes', () => {
  it('fails the matrix, whether it grants more or less', async () => {
    const line = table.filter(({ route }) => route === 'POST /matters/:id/note')
    const kept = matters['matters.note']
    for (const sentence of [anyone, { ...anyone, test: () => false }]) {
      matters['matters.note'] = sentence
      try {
        expect((await tallied(walk({ city, ...world }, line, true))).wrong.length).toBeGreaterThan(3)
      } finally {
        matters['matters.note'] = kept
      }
    }
    expect((await tallied(walk({ city, ...world }, line, true))).wrong).toEqual([])
  })
})

function idsOf(body: string): Set<string> {
  const found = z.object({ rows: z.array(z.object({ id: z.string() })), total: z.int() }).parse(JSON.parse(body))
  expect(found.total).toBe(found.rows.length)
  return new Set(found.rows.map(({ id }) => id))
}
