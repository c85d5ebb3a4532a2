import type { EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import { prove } from './provenance.ts'
import type { SourceText } from './sources.ts'

/**
 * Where a quotation stands in a text, by UTF-16 offsets, whatever white space (a column break) the text has in between;
 * undefined when it does not stand there.
 */
export function findQuote(text: string, quote: string): { start: number; end: number } | undefined {
  const offsets: number[] = []
  let compact = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) continue
    compact += character
    offsets.push(at)
  }
  const wanted = quote.replace(/\s+/g, '')
  const at = wanted === '' ? -1 : compact.indexOf(wanted)
  const [start, last] = [offsets[at], offsets[at + wanted.length - 1]]
  return at < 0 || start === undefined || last === undefined ? undefined : { start, end: last + 1 }
}

/**
 * Links fields of a record to the sentence that a table quotes for them, when a source of that name is on file and holds it.
 * Gives whether it did.
 */
export async function proveQuoted(
  ctx: Ctx,
  refs: readonly EvidenceRef[],
  { sourceName, quote }: { sourceName: string | undefined; quote: string | undefined },
): Promise<boolean> {
  if (!sourceName || !quote) return false
  const source = await one(
    ctx.tx,
    sql<SourceText>`select * from source_text where region_id = ${ctx.regionId} and name = ${sourceName} and not withdrawn limit 1`,
  )
  const span = source && findQuote(source.text, quote)
  if (!source || !span) return false
  for (const ref of refs) {
    const known = await one(
      ctx.tx,
      sql`select 1 from provenance where region_id = ${ctx.regionId} and not withdrawn and subject_kind = ${ref.kind} and subject_id = ${ref.id}
        and field = ${ref.field} and source_id = ${source.id} and span_start = ${span.start} limit 1`,
    )
    if (!known) await prove(ctx, ref, { factId: null, sourceId: source.id, ...span })
  }
  return true
}
