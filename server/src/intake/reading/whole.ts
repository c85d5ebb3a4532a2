import type { Extraction } from '#contract/extraction.ts'
import type { TableOutcome } from '#contract/intake/tables.ts'
import type { ExtractOptions } from '../extract/index.ts'
import type { SheetToRead } from '../tables/shape.ts'

/**
 * A page as it was read, and beside each article what stands in for it when others like it are looked for; of a page that is a table, what
 * became of the rows of each sheet.
 */
export type Reading = Extraction & { sketches: number[][]; outcomes?: Array<TableOutcome | null> }

/** How a page is to be read: `sheets` are those of a page that is a table. */
export type WholeOptions = ExtractOptions & { sheets?: readonly SheetToRead[] }
