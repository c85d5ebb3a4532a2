import { type Imported, type ImportTable, importTableName } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { policy } from '../policy.ts'
import { type Cells, checkColumns, eachRow, type RowResult } from './cells.ts'
import { membershipRow, organisationRow } from './organisations.ts'
import { personRow, postRow } from './people.ts'
import { placeAliasRow, placeRow } from './places.ts'
import { unitRow } from './units.ts'

/** `act` is what a table needs beyond the right to import. */
type Importer = { act?: string; columns: readonly string[]; row: (ctx: Ctx, row: Cells) => Promise<RowResult> }

const importers: Readonly<Record<ImportTable, Importer>> = {
  units: unitRow,
  places: placeRow,
  place_aliases: placeAliasRow,
  organisations: organisationRow,
  memberships: membershipRow,
  people: personRow,
  posts: postRow,
}

/**
 * Brings in a table, all of it or nothing. A row that is on file (by its code, or by what makes it the same) is changed where it
 * differs, so that importing an export changes nothing. A column `region` leaves out the rows of other regions.
 *
 * Refuses `registry.columns-unknown`, and `registry.import-unfit` with a line for each wrong row and its column.
 */
export async function importTable(ctx: Ctx, table: ImportTable, rows: readonly Cells[]): Promise<Imported> {
  must(ctx, policy, 'registry.import', { regionId: ctx.regionId })
  const { act, columns, row } = importers[importTableName.parse(table)]
  if (act !== undefined) must(ctx, policy, act, { regionId: ctx.regionId })
  checkColumns(table, rows, [...columns, 'region'])
  const own = rows.filter(each => !each.region?.trim() || each.region.trim() === String(ctx.regionId))
  const results = await eachRow(table, own, each => row(ctx, each))
  const count = (did: RowResult['did']) => results.filter(each => each.did === did).length
  const outcome = {
    table,
    added: count('added'),
    changed: count('changed'),
    same: count('same'),
    proven: results.reduce((sum, each) => sum + each.proven, 0),
    elsewhere: rows.length - own.length,
  }
  await ctx.record('registry.table-imported', { kind: 'import', id: ctx.newId() }, outcome)
  return outcome
}
