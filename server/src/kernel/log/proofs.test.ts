import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { openCheckpoint, rootByPath, rootsByProof } from './testing/stranger.ts'

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

/** Writes so many entries and gives each batch of one its place, so that every size has a checkpoint. */
async function grow(by: number): Promise<void> {
  for (let n = 0; n < by; n++) {
    await city.do('staff', ctx => ctx.record('kernel.test', { kind: 'test', id: `${n}` }, { n }))
    await city.sequence()
  }
}

const hex = z.string().transform(text => Buffer.from(text, 'hex'))
const checkpoint = z.object({ size: z.int(), root: hex, note: z.string(), key: z.string() })
const inclusion = z.object({ index: z.int(), size: z.int(), leafHash: hex, root: hex, proof: z.array(hex) })
const consistency = z.object({ from: z.int(), to: z.int(), proof: z.array(hex) })
const ask = async <S extends z.ZodType>(path: string, schema: S) =>
  schema.parse((await server.as('viewer').get(`/api/${NANTONG}/log/${path}`)).body)

describe('a stranger who has the answers of the server and nothing else', () => {
  it('follows every leaf of every size to a root, and every size to every later one', async () => {
    await grow(8)
    const newest = await ask('checkpoint', checkpoint)
    const opened = openCheckpoint(newest.note, newest.key)
    expect(opened).toEqual({ origin: `jianghai-test/${NANTONG}`, size: newest.size, root: newest.root })

    const roots = new Map<number, Buffer>()
    let paths = 0
    for (let size = 1; size <= newest.size; size++)
      for (let index = 0; index < size; index++) {
        const told = await ask(`inclusion?index=${index}&size=${size}`, inclusion)
        roots.set(size, roots.get(size) ?? told.root)
        expect(rootByPath(told.leafHash, index, size, told.proof)).toEqual(roots.get(size))
        expect(rootByPath(createHash('sha256').digest(), index, size, told.proof)).not.toEqual(roots.get(size))
        paths += 1
      }
    expect(roots.get(newest.size)).toEqual(newest.root)

    let proofs = 0
    for (let from = 1; from <= newest.size; from++) {
      const old = roots.get(from) ?? Buffer.alloc(32)
      const told = await ask(`consistency?from=${from}&to=${newest.size}`, consistency)
      expect(rootsByProof(from, newest.size, told.proof, old)).toEqual({ old, new: newest.root })
      if (from < newest.size)
        expect(rootsByProof(from, newest.size, told.proof, Buffer.alloc(32))).not.toEqual({
          old: Buffer.alloc(32),
          new: newest.root,
        })
      proofs += 1
    }
    console.log(`log over HTTP: ${paths} inclusion and ${proofs} consistency proofs followed by a stranger`)
  })

  it('is refused proofs of what is not there', async () => {
    const path = `/api/${NANTONG}/log`
    const { size } = await ask('checkpoint', checkpoint)
    const code = async (rest: string) => (await server.as('viewer').get(`${path}/${rest}`)).body
    expect(await code(`inclusion?index=0&size=${size + 1}`)).toMatchObject({ refusal: { code: 'log.size-not-found' } })
    expect(await code(`inclusion?index=${size}&size=${size}`)).toMatchObject({
      refusal: { code: 'log.leaf-not-found' },
    })
    expect(await code('consistency?from=3&to=2')).toMatchObject({ refusal: { code: 'log.sizes-unfit' } })
    expect((await server.as().get(`${path}/checkpoint`)).status).toBe(401)
  })
})
