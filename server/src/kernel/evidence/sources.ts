import { createHash } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import { recordTable, type Versioned } from '../history/records.ts'
import { refuse } from '../refusal.ts'
import type { Day } from '../time/day.ts'

/** A text that proves facts, kept exactly as read; offsets count UTF-16 code units. */
export type SourceText = Versioned & {
  sha256: string
  name: string
  publication: string | null
  page: string | null
  issueDate: Day | null
  issueDateBasis: string | null
  internal: boolean
  text: string
}

export const sources = recordTable<SourceText>('source_text', [
  'sha256',
  'name',
  'publication',
  'page',
  'issue_date',
  'issue_date_basis',
  'internal',
  'text',
])

/**
 * Keeps a text as a source. The same text twice is refused with `evidence.source-exists` {id, name}: it must not be counted twice.
 * A NUL or a lone surrogate cannot be stored as text and is refused with `evidence.source-unfit`.
 */
export async function addSource(ctx: Ctx, source: Omit<SourceText, keyof Versioned | 'sha256'>): Promise<SourceText> {
  if (source.text.includes('\0') || !source.text.isWellFormed())
    throw refuse('evidence.source-unfit', { name: source.name })
  const sha256 = sha256OfText(source.text)
  const same = await one(
    ctx.tx,
    sql<{
      id: string
      name: string
    }>`select id, name from source_text where region_id = ${ctx.regionId} and sha256 = ${sha256}`,
  )
  if (same) throw refuse('evidence.source-exists', { id: same.id, name: same.name })
  return sources.insert(ctx, { ...source, sha256 })
}

export const sha256OfText = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
