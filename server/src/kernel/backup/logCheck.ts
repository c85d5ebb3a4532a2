import { createHash } from 'node:crypto'
import { z } from 'zod'
import { checkpointHolds, signerOfPem } from '../log/checkpoint.ts'
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from '../log/merkle.ts'
import { refuse } from '../refusal.ts'
import type { Reader } from './read.ts'

type Region = { frontier: Frontier; entries: bigint; leaves: bigint }

/** Where the key that signs the log lies in the data directory. */
export const KEY = 'keys/log.pem'

const row = z.array(z.string().nullable())

/**
 * Computes the log's roots again from the rows of a backup, holds every entry's text against its leaf, and each region's last checkpoint
 * against the key in the backup: with the keys of another place it could not be restored. Entries and leaves come in
 * different orders and may be millions, so they are compared as sums of hashes: each side adds SHA-256 of entry and leaf hash, and the sums
 * are equal only if the sides are. Entries that wait for their place have no leaf; the backup tells them first.
 */
export function logCheck(path: string): Reader {
  const regions = new Map<string, Region>()
  const waiting = new Set<string>()
  const checkpoints = new Map<string, { size: number; note: string }>()
  let file = ''
  let pem = ''
  let columns: readonly string[] = []
  let table = ''
  const region = (id: string) => {
    const known = regions.get(id) ?? { frontier: emptyFrontier, entries: 0n, leaves: 0n }
    regions.set(id, known)
    return known
  }
  const broken = (id: string, index: number) => refuse('backup.log-broken', { path, region: Number(id), index })

  const heard: Record<string, (get: (column: string) => string) => void> = {
    log_pending: get => void waiting.add(`${get('region_id')}/${get('entry_id')}`),
    log_checkpoint: get => void checkpoints.set(get('region_id'), { size: Number(get('size')), note: get('note') }),
    log_entry: get => {
      const key = `${get('region_id')}/${get('id')}`
      if (!waiting.has(key)) region(get('region_id')).entries += term(key, leafHash(get('body')))
    },
    log_leaf: get => {
      const of = region(get('region_id'))
      if (Number(get('index')) !== of.frontier.size) throw broken(get('region_id'), of.frontier.size)
      const hash = Buffer.from(get('leaf_hash').slice(2), 'hex')
      of.frontier = append(of.frontier, hash)
      of.leaves += term(`${get('region_id')}/${get('entry_id')}`, hash)
    },
  }

  return {
    async table(start) {
      table = start.table
      columns = start.columns
    },
    async rows(lines) {
      const hear = heard[table]
      if (!hear) return
      for (const line of lines) {
        const values = row.parse(JSON.parse(line))
        hear(column => values[columns.indexOf(column)] ?? '')
      }
    },
    async file({ path: started }) {
      file = started
    },
    async piece(bytes) {
      if (file === KEY) pem += bytes.toString('latin1')
    },
    async end({ logs }) {
      for (const { regionId, size, root } of logs) {
        const { frontier, entries, leaves } = region(String(regionId))
        if (frontier.size !== size || rootOf(frontier).toString('hex') !== root) throw broken(String(regionId), size)
        if (entries !== leaves) throw broken(String(regionId), size)
        if (size === 0) continue
        const last = checkpoints.get(String(regionId))
        if (!isSigned(pem, regionId, size, rootOf(frontier), last))
          throw refuse('backup.keys-differ', { path, region: regionId })
      }
      for (const [id, { frontier }] of regions)
        if (frontier.size > 0 && !logs.some(log => String(log.regionId) === id)) throw broken(id, 0)
    },
  }
}

function isSigned(
  pem: string,
  regionId: number,
  size: number,
  root: Buffer,
  last?: { size: number; note: string },
): boolean {
  try {
    return last?.size === size && checkpointHolds(signerOfPem(pem), regionId, size, root, last.note)
  } catch {
    // What stands in the place of the key is none.
    return false
  }
}

const term = (key: string, leaf: Buffer) => BigInt(`0x${createHash('sha256').update(key).update(leaf).digest('hex')}`)
