import type { MatterFields } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { readTable } from '#kernel/files/index.ts'
import { must } from '#kernel/policy.ts'
import { type FieldRefusal, Refusal, refuse } from '#kernel/refusal.ts'
import { createMatter, editMatter, nobodys } from '../commands/create.ts'
import { lifecycle } from '../mechanisms.ts'
import { roomPolicy } from '../policy.ts'
import { stateOf } from '../rules/lifecycle.ts'
import { partsOfAll } from '../store/children.ts'
import { knownMatters } from '../store/matters.ts'
import type { MatterRow, PartRow } from '../store/tables.ts'
import { ownUnits } from '../store/units.ts'
import { type Column, columns, everyColumn } from './columns.ts'
import { type Cells, fieldsOf, type UnitNamed } from './read.ts'
import type { TableRow } from './row.ts'

export const importTables = ['matters'] as const
export type ImportTable = (typeof importTables)[number]
export type Imported = { added: number; changed: number; same: number }

const MOST = 5000

/**
 * Brings in a table of matters, all of it or nothing. A line with the `id` or `ref_no` of a matter changes what differs in it; one without
 * drafts a new matter. What the table's columns do not name stays. States, reports and lights are not changed by a table.
 *
 * Refuses `matters.table-unfit` {count} with one refusal per cell (`fields`, path `row.column`, rows counted as a spreadsheet shows them),
 * and unknown or missing columns likewise. A matter changed since the export (`version`) is refused, not written over.
 */
export async function importTable(ctx: Ctx, table: string, rows: readonly TableRow[]): Promise<Imported> {
  must(ctx, roomPolicy, 'matters.import', nobodys(ctx))
  if (!importTables.some(known => known === table))
    throw refuse('matters.table-unknown', { table: table.slice(0, 60), known: importTables.join('、') })
  if (rows.length > MOST) throw refuse('matters.table-too-large', { most: MOST })
  refuseAll(headFaults(rows))

  const existing = await standing(ctx, rows)
  const named = await unitsByName(ctx)
  const plans = rows.map((row, index) => plan(row, index + 2, existing, named))
  refuseAll([...plans.flatMap(each => each.faults), ...repeated(rows)])
  return carryOut(ctx, plans)
}

/** The same out of a file as it was uploaded; an empty file brings nothing in. */
export async function importFile(ctx: Ctx, bytes: Uint8Array, name: string): Promise<Imported> {
  must(ctx, roomPolicy, 'matters.import', nobodys(ctx))
  const { sheets } = await readTable(bytes, name)
  const [head, ...lines] = sheets[0]?.rows ?? []
  const rows = lines.map(line =>
    Object.fromEntries((head ?? []).map((column, index) => [column.trim(), line[index] ?? ''])),
  )
  return importTable(ctx, 'matters', rows)
}

type Plan = { at: number; found: MatterRow | undefined; fields: Cells; parts: PartRow[]; faults: FieldRefusal[] }

function plan(row: TableRow, at: number, existing: Existing, named: UnitNamed): Plan {
  const found = existing.find(row)
  const { fields, faults } = fieldsOf(row, at, named, found === undefined)
  const fault = (column: string, code: string, params: FieldRefusal['params']) =>
    faults.push({ path: `${at}.${column}`, code, params: { row: at, column, ...params } })
  const key = row.id?.trim() || row.ref_no?.trim() || ''
  if (!found && row.id?.trim()) fault('id', 'matters.row-not-found', { value: key })
  const state = row.state?.trim() ?? ''
  const now = found?.state ?? 'drafted'
  if (state !== '' && state !== now)
    fault('state', 'matters.row-state', { value: key || (row.title ?? ''), state: stateOf(lifecycle(), now).zh })
  const seen = Number(row.version?.trim() || found?.version)
  if (found && seen !== found.version) fault('version', 'matters.row-changed', { value: key, seen, now: found.version })
  return { at, found, fields, parts: found ? existing.partsOf(found.id) : [], faults }
}

async function carryOut(ctx: Ctx, plans: readonly Plan[]): Promise<Imported> {
  const done = { added: 0, changed: 0, same: 0 }
  for (const { at, found, fields, parts } of plans) {
    try {
      if (!found) {
        await createMatter(ctx, { ...fields, title: fields.title ?? '' })
        done.added++
        continue
      }
      const changed = differing(found, parts, fields)
      if (Object.keys(changed).length === 0) done.same++
      else {
        await editMatter(ctx, found.id, { fields: changed, reason: '表格导入' })
        done.changed++
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const column = error.field ?? ''
      refuseAll([{ path: `${at}.${column}`, code: error.code, params: { ...error.params, row: at, column } }])
    }
  }
  return done
}

/** What the line says otherwise than the record; a part's weight, day and words are kept where its unit and role stay. */
function differing(
  found: MatterRow,
  parts: readonly PartRow[],
  { parts: given, ...fields }: Cells,
): Partial<MatterFields> {
  const now: Record<string, unknown> = {
    ...found,
    dueOn: found.dueCurrent,
    feedback: { kind: found.feedbackKind, count: found.feedbackCount },
  }
  const plain = Object.entries(fields).filter(
    ([key, value]) => key !== 'refNo' && JSON.stringify(orNothing(now[key])) !== JSON.stringify(orNothing(value)),
  )
  const keyOf = (part: { role: string; unitId: string }) => `${part.role}:${part.unitId}`
  const same = !given || given.map(keyOf).sort().join() === parts.filter(isInTable).map(keyOf).sort().join()
  const merged = given?.map(part => parts.find(each => keyOf(each) === keyOf(part)) ?? part)
  const kept = parts.filter(part => !isInTable(part))
  const all = [...(merged ?? []), ...kept].map(partInput)
  return { ...Object.fromEntries(plain), ...(same ? {} : { parts: all }) }
}

/** A cell has one way to be empty, a record two. */
const orNothing = (value: unknown) => (value === '' ? null : value)

/** The parts an export shows; what it leaves out, a table cannot take away. */
const isInTable = (part: PartRow) => part.role !== 'co-owner' && part.unitRegion === part.regionId

const partInput = (part: NonNullable<Cells['parts']>[number] | PartRow) => ({
  role: part.role,
  unitId: part.unitId,
  ...('unitRegion' in part && part.unitRegion !== undefined ? { unitRegion: part.unitRegion } : {}),
  ...('what' in part ? { what: part.what ?? '', weight: part.weight ?? null, dueOn: part.dueOn ?? null } : {}),
})

type Existing = { find(row: TableRow): MatterRow | undefined; partsOf(id: string): PartRow[] }

async function standing(ctx: Ctx, rows: readonly TableRow[]): Promise<Existing> {
  const refs = rows.map(row => row.ref_no?.trim() ?? '').filter(text => text !== '')
  const ids = rows.map(row => row.id?.trim() ?? '').filter(text => /^[0-9a-f-]{36}$/i.test(text))
  const found = await knownMatters(ctx, refs, ids)
  const byKey = new Map(
    found.flatMap(row => [[row.id, row] as const, ...(row.refNo ? [[row.refNo, row] as const] : [])]),
  )
  const parts = Map.groupBy(
    await partsOfAll(
      ctx,
      found.map(row => row.id),
    ),
    part => part.matterId,
  )
  return {
    find: row => byKey.get(row.id?.trim() || '') ?? (row.id?.trim() ? undefined : byKey.get(row.ref_no?.trim() || '')),
    partsOf: id => parts.get(id) ?? [],
  }
}

/** Units by code, name and short name; a name that two units bear names neither. */
async function unitsByName(ctx: Ctx): Promise<UnitNamed> {
  const all = await ownUnits(ctx)
  const names = Map.groupBy(
    all.flatMap(unit =>
      [...new Set([unit.code, unit.nameZh, unit.shortZh ?? unit.code])].map(name => ({ name, id: unit.id })),
    ),
    each => each.name,
  )
  return name => {
    const bearers = names.get(name) ?? []
    return bearers.length === 1 ? bearers[0]?.id : undefined
  }
}

function headFaults(rows: readonly TableRow[]): FieldRefusal[] {
  const given = Object.keys(rows[0] ?? {})
  const unknown = given.filter(column => !everyColumn.some(known => known === column))
  const missing: Column[] = rows.length > 0 && !given.includes('title') ? ['title'] : []
  return [
    ...unknown.map(column => ({
      path: `1.${column}`,
      code: 'matters.table-column-unknown',
      params: { row: 1, column: column.slice(0, 60), known: columns.join('、') },
    })),
    ...missing.map(column => ({
      path: `1.${column}`,
      code: 'matters.table-column-missing',
      params: { row: 1, column },
    })),
  ]
}

function repeated(rows: readonly TableRow[]): FieldRefusal[] {
  const first = new Map<string, number>()
  return rows.flatMap((row, index) => {
    const value = row.ref_no?.trim() ?? ''
    if (value === '') return []
    const before = first.get(value)
    if (before === undefined) {
      first.set(value, index + 2)
      return []
    }
    return [
      { path: `${index + 2}.ref_no`, code: 'matters.row-twice', params: { row: index + 2, value, first: before } },
    ]
  })
}

function refuseAll(faults: readonly FieldRefusal[]): void {
  if (faults.length > 0) throw refuse('matters.table-unfit', { count: faults.length }, { fields: faults.slice(0, 200) })
}
