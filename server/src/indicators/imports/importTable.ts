import { type Imported, type ImportTable, importTableName } from '#contract/indicators.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { ofOffice } from '../commands/checks.ts'
import { policy } from '../policy.ts'
import { type Cells, checkColumns, eachRow, type RowResult } from './cells.ts'
import { indicatorRow } from './indicators.ts'
import { observationRow } from './observations.ts'

const importers: Readonly<
  Record<ImportTable, { columns: readonly string[]; row: (ctx: Ctx, row: Cells) => Promise<RowResult> }>
> = { indicators: indicatorRow, observations: observationRow }

/**
 * Brings in a table, all of it or nothing; what is on file and equal is left as it is. A column `region` leaves out the rows of other
 * regions. Refuses `indicators.columns-unknown`, and `indicators.import-unfit` with a line for each wrong row and its column.
 */
export async function importTable(ctx: Ctx, table: ImportTable, rows: readonly Cells[]): Promise<Imported> {
  must(ctx, policy, 'indicators.import', ofOffice(ctx))
  const { columns, row } = importers[importTableName.parse(table)]
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
  await ctx.record('indicators.table-imported', { kind: 'import', id: ctx.newId() }, outcome)
  return outcome
}
