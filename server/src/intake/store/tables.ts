import type { z } from 'zod'
import type { mappingsQuery, RowKind, TableMapping, TableOutcome } from '#contract/intake/tables.ts'
import type { Page } from '#contract/kernel.ts'
import { members } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { contains, listPage } from '#kernel/list.ts'
import type { Confirmed } from '../tables/recall.ts'
import type { TableShape } from '../tables/shape.ts'
import type { PageNaming } from './facts.ts'
import { pages } from './pages.ts'

/** A table of a page: where it stands, what its columns were held to mean when it was read last, and what became of its rows. */
export type TableRecord = Versioned & {
  pageId: string
  articleId: string
  sheet: string
  namesKey: string
  shape: TableShape
  mapping: TableMapping | null
  mappingId: string | null
  outcome: TableOutcome | null
}

export const tables = recordTable<TableRecord>('intake_table', [
  'page_id',
  'article_id',
  'sheet',
  'names_key',
  'shape',
  'mapping',
  'mapping_id',
  'outcome',
])

/** What a person confirmed the columns of tables with these names to mean. */
export type MappingRecord = Versioned & {
  namesKey: string
  reading: Confirmed
  kind: RowKind
  pageId: string
  confirmedBy: string
  confirmedAt: Date
}

export const mappings = recordTable<MappingRecord>('intake_mapping', [
  'names_key',
  'reading',
  'kind',
  'page_id',
  'confirmed_by',
  'confirmed_at',
])

/** Pages of a brought file that are pictures and were not read, by their numbers from 1. */
export type PicturePages = Versioned & { pageId: string; numbers: number[]; total: number }
export const picturePages = recordTable<PicturePages>('intake_picture_pages', ['page_id', 'numbers', 'total'])

/** The tables of a page in the order in which they stand, as of the context's instant. */
export function tablesOf(ctx: Ctx, pageId: string): Promise<TableRecord[]> {
  return rows(
    ctx.tx,
    sql<TableRecord>`select * from ${tables.at(ctx)} t where page_id = ${pageId}
      order by (shape->'span'->>'start')::int, id`,
  )
}

/** How many tables a page holds. */
export async function countTables(ctx: Ctx, pageId: string): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{ n: number }>`select count(*) n from ${tables.at(ctx)} t where page_id = ${pageId}`,
  )
  return Number(found?.n ?? 0)
}

/** What is remembered of columns with some names, of all tables. */
export function mappingsFor(ctx: Ctx, namesKeys: readonly string[]): Promise<MappingRecord[]> {
  return rows(
    ctx.tx,
    sql<MappingRecord>`select * from ${mappings.at(ctx)} m where names_key = any(${[...namesKeys]}::text[])`,
  )
}

/** Everything that is remembered of columns, in the order in which it was confirmed. */
export function allMappings(ctx: Ctx): Promise<MappingRecord[]> {
  return rows(ctx.tx, sql<MappingRecord>`select * from ${mappings.at(ctx)} m order by confirmed_at, id`)
}

/** What is remembered of these columns, locked; undefined where nothing is. */
export function lockMappingOf(ctx: Ctx, namesKey: string): Promise<MappingRecord | undefined> {
  return one(
    ctx.tx,
    sql<MappingRecord>`select * from intake_mapping where region_id = ${ctx.regionId} and names_key = ${namesKey}
      and not withdrawn for update`,
  )
}

/** The pages that are pictures of a brought file, as of the context's instant. */
export function picturePagesOf(ctx: Ctx, pageId: string): Promise<PicturePages | undefined> {
  return one(ctx.tx, sql<PicturePages>`select * from ${picturePages.at(ctx)} p where page_id = ${pageId}`)
}

export type ListedMapping = MappingRecord & PageNaming & { byName: string | null; tables: number }

const listed = (ctx: Ctx) => sql`(select m.*, p.name page_name, p.publication, p.page page_label, b.name by_name,
    (select count(*)::int from ${tables.at(ctx)} t where t.mapping_id = m.id) tables
  from ${mappings.at(ctx, { withdrawn: true })} m join ${pages.at(ctx, { withdrawn: true })} p on p.id = m.page_id
  left join ${members.at(ctx, { withdrawn: true })} b on b.id = m.confirmed_by)`

/** Remembered mappings narrowed by `visible`, a condition on `m`. */
export function listMappings<Out>(
  ctx: Ctx,
  query: z.output<typeof mappingsQuery>,
  visible: RawBuilder<boolean>,
  map: (row: ListedMapping) => Out,
): Promise<Page<Out>> {
  return listPage<ListedMapping, Out>(ctx, query, {
    columns: sql`m.*`,
    from: sql`${listed(ctx)} m`,
    where: [
      visible,
      sql`not m.withdrawn`,
      contains(query.find, [sql`m.reading->>'names'`, sql`m.page_name`]),
      query.kind === undefined ? sql`true` : sql`m.kind = ${query.kind}`,
    ],
    sorts: {
      confirmed: { by: sql`m.confirmed_at`, type: 'timestamptz' },
      kind: { by: sql`m.kind`, type: 'text' },
      tables: { by: sql`m.tables`, type: 'integer' },
    },
    sort: '-confirmed',
    id: sql`m.id`,
    map,
  })
}

/** Remembered mappings by id, forgotten ones too, with who confirmed them and where. */
export function listedMappings(ctx: Ctx, ids: readonly string[]): Promise<ListedMapping[]> {
  return rows(ctx.tx, sql<ListedMapping>`select m.* from ${listed(ctx)} m where m.id = any(${[...ids]}::uuid[])`)
}
