import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { actorNamed } from '#kernel/accounts/members.ts'
import { kernelOver, resumeClock } from '#kernel/boot.ts'
import { systemClock } from '#kernel/clock.ts'
import { openEmbedded, openPostgres } from '#kernel/database/open.ts'
import { passingSigner } from '#kernel/log/checkpoint.ts'
import { rooms } from '#server/app/rooms.ts'
import type { City } from '../city.ts'
import { aServer } from '../server.ts'

const execute = promisify(execFile)
const REGION = 320600

/** What a process of its own answers, byte for byte, over the data of a city: the same server's, or the embedded one's copied to a folder. */
export async function bytesElsewhere(city: City, as: string, paths: readonly string[]): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jianghai-elsewhere-'))
  try {
    const place = 'url' in city.database ? city.database.url : folder
    if ('dump' in city.database) {
      const tar = join(folder, 'data.tar')
      await writeFile(tar, new Uint8Array(await (await city.database.dump()).arrayBuffer()))
      await mkdir(join(folder, 'database'))
      await execute('tar', ['-xf', tar, '-C', join(folder, 'database')])
    }
    const { stdout } = await execute(process.execPath, [import.meta.filename, place, as, ...paths], {
      maxBuffer: 256 * 1024 * 1024,
    })
    return z
      .array(z.string())
      .parse(JSON.parse(stdout))
      .map(text => Buffer.from(text, 'base64'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function answer(place: string, as: string, paths: readonly string[]): Promise<void> {
  const database = await (place.startsWith('postgres') ? openPostgres(place) : openEmbedded(place))
  const kernel = kernelOver(database, rooms, systemClock())
  await resumeClock(kernel)
  const signer = passingSigner()
  const server = await aServer({ database, kernel, signer, as: username => actorNamed(database.db, REGION, username) })
  const found: string[] = []
  for (const path of paths) {
    const { status, bytes } = await server.as(as).get(`/api/${REGION}${path}`)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`)
    found.push(bytes.toString('base64'))
  }
  process.stdout.write(JSON.stringify(found))
  await server.close()
  await database.close()
}

const [, , place, as, ...paths] = process.argv
if (import.meta.main && place !== undefined && as !== undefined) await answer(place, as, paths)
