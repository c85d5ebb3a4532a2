import fc from 'fast-check'
import { expect, inject, it } from 'vitest'
import { pack as packShape } from '#contract/gatherings.ts'
import { rowsOf } from './act.ts'
import { bytesElsewhere } from './elsewhere.ts'
import { begin, happen, type Step, steps } from './storm.ts'
import { aWorld, type World } from './world.ts'

const full = process.env.JIANGHAI_STORM === 'full'
const size = full ? { seeds: [1, 2, 3, 4, 5, 6], before: 150, after: 300 } : { seeds: [1], before: 20, after: 30 }

/** A city with two meetings of a series, a frozen pack of each, and the addresses of four papers of the second. */
async function withPacks(world: World, given: readonly Step[]) {
  const post = async (path: string, body: object, as = 'staff') => {
    const answer = await world.send(as, 'POST', path, body)
    expect(answer.status, path).toBe(200)
    return String(answer.body.id)
  }
  await begin(world)
  const seriesId = await post('/gatherings/series', {
    code: 'bimonthly',
    nameZh: '科技创新双月例会',
    nameEn: 'Bimonthly meeting',
    everyMonths: 2,
    monthWindow: 'mid-month',
    avoidHolidays: true,
    startTime: '14:00',
    minutesBudget: 180,
    template: [{ title: '点评', mode: 'review', minutes: 30 }],
  })
  const first = await post('/gatherings', { seriesId, title: '2024年第1次例会', heldOn: '2024-02-28' })
  const second = await post('/gatherings', { seriesId, title: '2024年第2次例会', heldOn: '2024-04-15' })
  world.clock.pass(60_000)
  await post(`/gatherings/${first}/packs`, {}, 'head')
  for (const step of given.slice(0, given.length / 2)) await happen(world, step)
  const asOf = world.clock.now()
  world.clock.pass(3_600_000)
  for (const step of given.slice(given.length / 2)) await happen(world, step)
  world.clock.pass(3_600_000)
  await post(`/gatherings/${second}/packs`, {}, 'head')
  return [`draft=1`, `asOf=${asOf.toISOString()}`].flatMap(which => [
    `/gatherings/${second}/pack?${which}`,
    `/gatherings/${second}/pack/document?${which}`,
  ])
}

const papersOf = async (world: World, paths: readonly string[], as = 'leader') => {
  const found: Buffer[] = []
  for (const path of paths) found.push(await world.bytes(as, path))
  return found
}

/** What no step of the storm does: the office, the city's units and the people who froze the pack are called otherwise. */
async function renamed(world: World): Promise<void> {
  for (const code of ['office', 'science']) {
    const { body } = await world.read('head', '/registry/units')
    const unit = rowsOf(body).find(row => row.code === code)
    const path = `/registry/units/${unit?.id}`
    const answer = await world.send('head', 'PUT', path, {
      nameZh: `新${code}`,
      kind: 'bureau',
      version: unit?.version,
    })
    expect(answer.status).toBe(200)
  }
  const { id } = await world.city.as('head')
  const { body } = await world.read('system', `/accounts/${id}`)
  const named = await world.send('system', 'PUT', `/accounts/${id}`, { version: body.version, name: '新主任' })
  expect(named.status).toBe(200)
}

it.each(size.seeds)(
  'a pack of a past instant stays the same to the byte (seed %i)',
  async seed => {
    const [before = [], after = []] = [size.before, size.after].map(
      (count, index) => fc.sample(steps(count), { numRuns: 1, seed: seed * 2 + index })[0],
    )
    const world = await aWorld(seed)
    try {
      const paths = await withPacks(world, before)
      const papers = await papersOf(world, paths)
      for (const step of after) await happen(world, step)
      await renamed(world)

      // Later, by whoever asks.
      expect(await papersOf(world, paths)).toEqual(papers)
      expect(await papersOf(world, paths, 'reporter')).toEqual(papers)
      const frozen = packShape.parse(JSON.parse(String(papers[0])))
      expect(frozen).toMatchObject({ same: true, previous: { title: '2024年第1次例会' } })
      // The pack as things stand is another: the later changes were ones that it shows.
      const now = packShape.parse(JSON.parse(String(await world.bytes('leader', paths[0]?.split('?')[0] ?? ''))))
      expect(now.sheets).not.toEqual(frozen.sheets)

      // In another process.
      expect(await bytesElsewhere(world.city, 'leader', paths)).toEqual(papers)

      // On the other engine, after the same commands.
      const engines = [world.city.database.engine]
      if (inject('postgresUrl')) {
        const other = await aWorld(seed, { embedded: true })
        try {
          engines.push(other.city.database.engine)
          expect(await withPacks(other, before)).toEqual(paths)
          expect(await papersOf(other, paths)).toEqual(papers)
        } finally {
          await other.close()
        }
      }
      const sizes = papers.map(paper => paper.length).join(', ')
      console.log(
        `packs: ${before.length} commands before, ${after.length} after; ${papers.length} papers of ${sizes} bytes, ${frozen.figureCount} figures; on ${engines.join(' and ')}`,
      )
    } finally {
      await world.close()
    }
  },
  full ? 1_800_000 : 180_000,
)
