import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { halvesAt } from '#server/testing/halves.ts'
import { aPlace } from '#server/testing/place.ts'
import { startPostgres } from '#server/testing/postgres.ts'
import { clerksOf, expectWhole, isFull, reckon, seconds, serving } from '#server/testing/storm.ts'

const onServer = inject('postgresUrl') !== undefined
const engine = onServer ? 'PostgreSQL' : 'embedded'
const cleaning: Array<() => Promise<unknown>> = []
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean()
})

describe('the product’s process killed while it writes', () => {
  it('loses nothing it acknowledged, leaves nothing half done, and starts again at once', async () => {
    const kills = isFull ? 50 : 4
    const place = await aPlace(['staff'])
    cleaning.push(() => place.remove())
    const { cookie, working } = await clerksOf(place)
    const back: number[] = []
    let served = await serving(place)
    cleaning.push(() => served.end('SIGKILL'))
    working.to(served.url)
    for (let kill = 0; kill < kills; kill++) {
      await working.nextAcks(12)
      await pause((kill * 37) % 150)
      await served.end('SIGKILL')
      working.to(undefined)
      const from = performance.now()
      served = await serving(place)
      working.to(served.url)
      await working.nextAck()
      back.push(performance.now() - from)
    }
    await working.stop()
    const done = await reckon(served.url, cookie, working.sent)
    await served.end('SIGKILL')
    const halves = await halvesAt(place)
    console.log(
      `${engine}: process killed ${kills} times; acknowledged ${done.acknowledged}, lost ${done.lost}, half done ${halves.length + done.half.length}, ` +
        `unknown ${done.unknown}; first new acknowledgement after ${seconds(back)}`,
    )
    expectWhole(done, halves)
  }, 900_000)
})

describe.runIf(onServer)('the PostgreSQL server killed under the product', () => {
  it('loses nothing acknowledged, leaves nothing half done; the product refuses meanwhile and goes on by itself', async () => {
    const kills = isFull ? 10 : 2
    const server = await startPostgres({ settings: { full_page_writes: 'on' } })
    cleaning.push(() => server.stop())
    const place = await aPlace(['staff'], { server: server.url })
    const { cookie, working } = await clerksOf(place)
    const served = await serving(place)
    cleaning.push(() => served.end('SIGKILL'))
    const back: number[] = []
    working.to(served.url)
    for (let kill = 0; kill < kills; kill++) {
      await working.nextAcks(12)
      await pause((kill * 37) % 150)
      await server.kill()
      await pause(700)
      const from = performance.now()
      await server.startAgain()
      await working.nextAck()
      back.push(performance.now() - from)
    }
    await working.stop()
    expect(served.lives()).toBe(true)
    // Whether it is certain that nothing was done differs; nothing else is said, and it is always 503.
    for (const told of working.refused.keys())
      expect(told, served.said()).toMatch(/^503 kernel\.(database|outcome)-unavailable$/)
    const refused = [...working.refused.values()].reduce((all, each) => all + each, 0)
    const done = await reckon(served.url, cookie, working.sent)
    await served.end('SIGKILL')
    const halves = await halvesAt(place)
    console.log(
      `PostgreSQL: server killed ${kills} times; acknowledged ${done.acknowledged}, lost ${done.lost}, half done ${halves.length + done.half.length}, ` +
        `unknown ${done.unknown}; refused meanwhile ${refused}; ` +
        `first new acknowledgement after ${seconds(back)}`,
    )
    expectWhole(done, halves)
  }, 900_000)
})
