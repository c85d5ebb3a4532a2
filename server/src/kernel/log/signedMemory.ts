import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hasCode } from '../database/directoryLock.ts'

/** How much of a region's log was signed last, and its root. */
export type Signed = { size: number; root: Buffer }

/**
 * What a key remembers of what it signed, apart from the database: a log that was cut short or written anew cannot tell by itself,
 * and C2SP tlog-checkpoint says that a log MUST NOT sign what is inconsistent with anything it signed before.
 */
export type SignedMemory = {
  last(regionId: number): Promise<Signed | undefined>
  keep(regionId: number, signed: Signed): Promise<void>
}

/** Remembers as long as the process lives, for keys that live no longer. */
export function shortMemory(): SignedMemory {
  const kept = new Map<number, Signed>()
  return {
    last: async regionId => kept.get(regionId),
    keep: async (regionId, signed) => void kept.set(regionId, signed),
  }
}

const file = z.object({ size: z.int().min(0), root: z.string().regex(/^[0-9a-f]{64}$/) })

/** Remembers in a folder beside the key, one file a region, so that whoever restores the database alone is found out. */
export function memoryBeside(keyPath: string): SignedMemory {
  const folder = `${keyPath}.signed`
  const pathOf = (regionId: number) => join(folder, `${regionId}.json`)
  return {
    async last(regionId) {
      const text = await readFile(pathOf(regionId), 'utf8').catch(error => {
        if (hasCode(error, 'ENOENT')) return undefined
        throw error
      })
      if (text === undefined) return undefined
      const { size, root } = file.parse(JSON.parse(text))
      return { size, root: Buffer.from(root, 'hex') }
    },
    async keep(regionId, { size, root }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Renamed into place, so that a process that dies meanwhile leaves the file before.
      const path = pathOf(regionId)
      await writeFile(`${path}.${process.pid}`, JSON.stringify({ size, root: root.toString('hex') }), { mode: 0o600 })
      await rename(`${path}.${process.pid}`, path)
    },
  }
}
