import { createPrivateKey } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkpointHolds, checkpointNote, passingSigner, signerOfLog, verifierKey } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { openCheckpoint } from './testing/stranger.ts'

const signer = passingSigner('city.example/log')
const root = leafHash('the only entry')
const note = checkpointNote(signer, 320600, 1, root)
const key = verifierKey(signer)

/** The note with one character put in the place of another. */
const altered = (at: number, character: string) => note.slice(0, at) + character + note.slice(at + 1)

describe('a checkpoint', () => {
  it('is opened by a stranger who has the text of the standard and the key', () => {
    expect(openCheckpoint(note, key)).toEqual({ origin: 'city.example/log/320600', size: 1, root })
    expect(note.split('\n').slice(0, 3)).toEqual(['city.example/log/320600', '1', root.toString('base64')])
  })

  it('is not opened with another key, nor under another name of the same key', () => {
    expect(openCheckpoint(note, verifierKey(passingSigner('city.example/log')))).toBeUndefined()
    expect(openCheckpoint(note, verifierKey({ ...signer, name: 'city.example/other' }))).toBeUndefined()
  })

  it('is refused by a stranger and by us when its origin, its size or its root is altered', () => {
    for (const part of ['city', '\n1\n', root.toString('base64').slice(0, 5)]) {
      const at = note.indexOf(part) + (part.startsWith('\n') ? 1 : 0)
      const other = altered(at, note[at] === '2' ? '3' : '2')
      expect(openCheckpoint(other, key)).toBeUndefined()
      expect(checkpointHolds(signer, 320600, 1, root, other)).toBe(false)
    }
    expect(checkpointHolds(signer, 320600, 2, root, note)).toBe(false)
    expect(checkpointHolds(signer, 320600, 1, leafHash('another'), note)).toBe(false)
    expect(checkpointHolds(signer, 310107, 1, root, note)).toBe(false)
  })

  it('holds for us in the one way it was written: no bit of it is free, not even those Base64 does not read', () => {
    expect(checkpointHolds(signer, 320600, 1, root, note)).toBe(true)
    const bytes = Buffer.from(note)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(checkpointHolds(signer, 320600, 1, root, flipped.toString()), `bit ${bit}`).toBe(false)
    }
  })
})

describe('the key of a log', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jianghai-keys-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  it('is made once, and remembers over restarts what it signed', async () => {
    const first = await signerOfLog(directory, '11111111-1111-4111-8111-111111111111')
    await first.memory.keep(320600, { size: 7, root })
    const again = await signerOfLog(directory, '11111111-1111-4111-8111-111111111111')
    expect(verifierKey(again)).toBe(verifierKey(first))
    expect(await again.memory.last(320600)).toEqual({ size: 7, root })
    expect(await again.memory.last(310107)).toBeUndefined()
    expect(createPrivateKey(await readFile(join(directory, 'log.pem'))).asymmetricKeyType).toBe('ed25519')
  })

  it('is another for another database, which has a history of its own', async () => {
    const first = await signerOfLog(directory, '11111111-1111-4111-8111-111111111111')
    const other = await signerOfLog(directory, '22222222-2222-4222-8222-222222222222')
    expect(verifierKey(other)).not.toBe(verifierKey(first))
    expect(await other.memory.last(320600)).toBeUndefined()
  })
})
