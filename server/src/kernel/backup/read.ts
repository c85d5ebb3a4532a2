import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { hasCode } from '../database/directoryLock.ts'
import { refuse } from '../refusal.ts'
import { checkSeal, readLines } from './lines.ts'
import {
  type BackupSummary,
  type End,
  end,
  fileStart,
  type Head,
  head,
  type TableStart,
  tableStart,
} from './manifest.ts'

/** Who reads a backup is told its parts in their order. */
export type Reader = {
  head?(head: Head): Promise<void>
  table?(table: TableStart): Promise<void>
  /** Rows of the table told last, each a JSON array of texts. */
  rows?(lines: readonly string[]): Promise<void>
  file?(file: { path: string; mode: number }): Promise<void>
  /** The next bytes of the file told last. */
  piece?(bytes: Buffer): Promise<void>
  /** Everything was told, and is what the end of the backup says it must be. */
  end?(summary: BackupSummary): Promise<void>
}

const MOST_ROWS = 1000
const WANTED = 1 << 20

/**
 * Reads a backup from its beginning to its end and holds every part against the counts and hashes at its end. The whole file is looked at
 * before anything is told, so nobody acts on a damaged one; refuses as `checkSeal` does, and `backup.damaged` for what does not fit.
 */
export async function readBackup(path: string, reader: Reader = {}): Promise<BackupSummary> {
  const { seal, bytes } = await checkSeal(path).catch(error => {
    if (hasCode(error, 'ENOENT')) throw refuse('backup.file-not-found', { path })
    throw hasCode(error, 'EACCES', 'EPERM', 'EISDIR') ? refuse('backup.file-unreadable', { path }) : error
  })
  const damaged = () => refuse('backup.damaged', { path })
  const told: Pick<End, 'tables' | 'files'> = { tables: [], files: [] }
  let first: Head | undefined
  let last: End | undefined
  let open: Open | undefined
  let batch: string[] = []
  let weight = 0

  async function tellRows(): Promise<void> {
    if (batch.length > 0) await reader.rows?.(batch)
    batch = []
    weight = 0
  }
  async function close(): Promise<void> {
    await tellRows()
    if (open?.kind === 'table') told.tables.push({ name: open.name, rows: open.count, sha256: open.hash.digest('hex') })
    if (open?.kind === 'file') told.files.push({ path: open.name, size: open.count, sha256: open.hash.digest('hex') })
    open = undefined
  }

  for await (const line of readLines(path, bytes)) {
    if (last) throw damaged()
    if (line.startsWith('[') && open?.kind === 'table') {
      open.hash.update(line).update('\n')
      open.count += 1
      weight += line.length
      if (batch.push(line) >= MOST_ROWS || weight > WANTED) await tellRows()
    } else if (line.startsWith('"') && open?.kind === 'file') {
      const piece = Buffer.from(line.slice(1, -1), 'base64')
      open.hash.update(piece)
      open.count += piece.length
      await reader.piece?.(piece)
    } else {
      await close()
      const said = parsed(line)
      const table = fits(tableStart, said)
      const file = fits(fileStart, said)
      if (!first) {
        first = fits(head, said)
        if (!first) throw damaged()
        await reader.head?.(first)
      } else if (table) {
        open = { kind: 'table', name: table.table, count: 0, hash: createHash('sha256').update(line).update('\n') }
        await reader.table?.(table)
      } else if (file) {
        open = { kind: 'file', name: file.file, count: 0, hash: createHash('sha256') }
        await reader.file?.({ path: file.file, mode: file.mode })
      } else {
        last = fits(end, said)
        if (!last) throw damaged()
      }
    }
  }
  if (!first || !last || !isSame(told, last)) throw damaged()
  const { jianghai: _, ...rest } = first
  const summary = { ...rest, ...last, bytes, seal }
  await reader.end?.(summary)
  return summary
}

type Open = { kind: 'table' | 'file'; name: string; count: number; hash: ReturnType<typeof createHash> }

const isSame = ({ tables, files }: Pick<End, 'tables' | 'files'>, last: End) =>
  JSON.stringify([tables, files]) === JSON.stringify([last.tables, last.files])

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function fits<S extends z.ZodType>(schema: S, said: unknown): z.output<S> | undefined {
  return schema.safeParse(said).data
}
