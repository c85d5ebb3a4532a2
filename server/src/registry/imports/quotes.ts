import type { EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { prove } from '#kernel/evidence/provenance.ts'
import { findQuote } from '#kernel/evidence/quotes.ts'
import { provenAt, sourceNamed } from '../store/links.ts'
import { type Cells, optional } from './cells.ts'

/**
 * Links a field to the sentence a table quotes for it (columns `source_page`, `source_quote`), when a source text of that name is on
 * file and holds the quotation; line breaks of the page do not count. Gives how many links were made.
 */
export async function proveQuoted(ctx: Ctx, row: Cells, ref: EvidenceRef): Promise<number> {
  const [name, quote] = [optional(row, 'source_page'), optional(row, 'source_quote')]
  if (name === null || quote === null) return 0
  const source = await sourceNamed(ctx, name)
  const span = source && findQuote(source.text, quote)
  if (!source || !span) return 0
  if (await provenAt(ctx, ref, source.id, span.start)) return 0
  await prove(ctx, ref, { factId: null, sourceId: source.id, ...span })
  return 1
}
