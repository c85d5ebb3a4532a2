import type { City } from './city.ts'
import { several, type Table } from './readTable.ts'

/** A column whose every value names a row of another table. Cells with several values are parted by ｜; an empty cell names nothing. */
export type Reference = readonly [table: string, column: string, target: string, targetColumn: string]

export const references: readonly Reference[] = [
  ['units', 'region', 'regions', 'region'],
  ['units', 'parent_code', 'units', 'code'],
  ['places', 'parent_code', 'places', 'code'],
  ['places', 'replaced_by', 'places', 'code'],
  ['place_aliases', 'place_code', 'places', 'code'],
  ['organisations', 'place_code', 'places', 'code'],
  ['memberships', 'organisation', 'organisations', 'code'],
  ['memberships', 'of_organisation', 'organisations', 'code'],
  ['posts', 'person', 'people', 'code'],
  ['accounts', 'unit_code', 'units', 'code'],
  ['accounts', 'region', 'regions', 'region'],
  ['projects', 'parent_code', 'projects', 'code'],
  ['projects', 'batch_code', 'batches', 'code'],
  ['projects', 'place_code', 'places', 'code'],
  ['projects', 'unit_code', 'units', 'code'],
  ['projects', 'chain_code', 'chains', 'code'],
  ['projects', 'parties', 'organisations', 'code'],
  ['project_stages', 'project', 'projects', 'code'],
  ['project_stages', 'recognised_by', 'units', 'code'],
  ['matters', 'lead_unit', 'units', 'code'],
  ['matters', 'responsible_units', 'units', 'code'],
  ['matters', 'supporting_units', 'units', 'code'],
  ['matters', 'related_key', 'matters', 'key'],
  ['matter_events', 'matter', 'matters', 'key'],
  ['matter_events', 'unit', 'units', 'code'],
  ['matter_progress', 'matter', 'matters', 'key'],
  ['matter_progress', 'unit', 'units', 'code'],
  ['matter_extensions', 'matter', 'matters', 'key'],
  ['meetings', 'series', 'meeting_series', 'code'],
  ['meetings', 'attending_units', 'units', 'code'],
  ['meeting_series', 'organiser_unit', 'units', 'code'],
  ['agenda', 'meeting', 'meetings', 'code'],
  ['agenda', 'sponsor_unit', 'units', 'code'],
  ['agenda', 'matters', 'matters', 'key'],
  ['observations', 'indicator', 'indicators', 'code'],
  ['observations', 'unit_code', 'units', 'code'],
  ['agreements', 'parties', 'organisations', 'code'],
  ['clauses', 'agreement', 'agreements', 'code'],
  ['clauses', 'matter', 'matters', 'key'],
  ['shared', 'matter', 'matters', 'key'],
  ['shared', 'agreement', 'agreements', 'code'],
  ['shared', 'region', 'regions', 'region'],
  ['shared', 'unit_code', 'units', 'code'],
]

/** Values that name nothing, one sentence each. */
export function dangling(city: City, list: readonly Reference[] = references): string[] {
  return list.flatMap(([name, column, target, targetColumn]) => {
    const known = new Set(city.table(target).rows.map(row => row(targetColumn)))
    return city
      .table(name)
      .rows.flatMap(row => several(row(column)))
      .filter(value => !known.has(value))
      .map(value => `${name}.${column} names ${value}, which ${target} does not have`)
  })
}

/** Keys that stand twice in a table. */
export function repeated(table: Table, ...columns: string[]): string[] {
  const seen = new Set<string>()
  return table.rows.flatMap(row => {
    const key = columns.map(column => row(column)).join(' ')
    if (seen.has(key)) return [`${table.name}: ${key} stands twice`]
    seen.add(key)
    return []
  })
}
