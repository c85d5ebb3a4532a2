import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { halvesAt } from '#server/testing/halves.ts'
import { aPlace } from '#server/testing/place.ts'
import { startPostgres } from '#server/testing/postgres.ts'
import { type SmallDisk, smallDisk } from '#server/testing/smallDisk.ts'
import { clerksOf, expectWhole, isFull, reckon, seconds, send, serving } from '#server/testing/storm.ts'

const onServer = inject('postgresUrl') !== undefined
const engine = onServer ? 'PostgreSQL' : 'embedded'
const cleaning: Array<() => unknown> = []
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean()
})

/** The city with its database on a disk of its own. */
async function onDisk(disk: SmallDisk) {
  if (!onServer) return aPlace(['staff'], { server: undefined, data: join(disk.directory, 'data') })
  const server = await startPostgres({
    below: disk.directory,
    settings: { synchronous_commit: 'on', full_page_writes: 'on', max_wal_size: '64MB', min_wal_size: '32MB' },
  })
  cleaning.push(() => server.stop())
  return aPlace(['staff'], { server: server.url })
}

describe('a full disk under the product', () => {
  it('refuses writing with a code and keeps reading; nothing acknowledged is lost, and it goes on when room is given', async ({
    skip,
  }) => {
    const disk = await smallDisk(400)
    if (!disk) return skip('no small disk')
    cleaning.push(() => disk.remove())
    const place = await onDisk(disk)
    const { cookie, working } = await clerksOf(place)
    const served = await serving(place)
    cleaning.push(() => served.end('SIGKILL'))
    working.to(served.url)

    const times = isFull ? 10 : 2
    const back: number[] = []
    let reads = 0
    for (let time = 1; time <= times; time++) {
      await working.nextAcks(12)
      const before = working.refused.get('507 kernel.disk-full') ?? 0
      disk.fill()
      while ((working.refused.get('507 kernel.disk-full') ?? 0) < before + 20) {
        const { status, body } = await send(served.url, cookie, '/matters?limit=5')
        expect({ status, body: status === 200 ? 'rows' : body }).toEqual({ status: 200, body: 'rows' })
        reads += 1
        await pause(20)
      }
      disk.clear()
      back.push(await working.nextAck())
    }
    await working.stop()
    expect(served.lives()).toBe(true)
    expect([...working.refused.keys()], served.said()).toEqual(['507 kernel.disk-full'])
    const done = await reckon(served.url, cookie, working.sent)
    await served.end('SIGTERM')
    const halves = await halvesAt(place)
    console.log(
      `${engine}: disk full ${times} times; acknowledged ${done.acknowledged}, lost ${done.lost}, half done ${halves.length + done.half.length}, ` +
        `refused with a code ${working.refused.get('507 kernel.disk-full')}, read meanwhile ${reads}; ` +
        `first new acknowledgement after ${seconds(back)}`,
    )
    expectWhole(done, halves)
  }, 600_000)
})
