import type { z } from 'zod'
import { type MatterFields, matterFields, type PartInput } from '#contract/matters.ts'
import type { FieldRefusal } from '#kernel/refusal.ts'
import { readPrintedDay } from '#kernel/time/index.ts'
import { type Column, readFeedback, several } from './columns.ts'
import type { TableRow } from './row.ts'

/** A unit's id by its code, name or short name. */
export type UnitNamed = (name: string) => string | undefined
export type Cells = Partial<Omit<MatterFields, 'parts'>> & { parts?: PartInput[] }

const plain: ReadonlyArray<readonly [Column, keyof MatterFields]> = [
  ['ref_no', 'refNo'],
  ['title', 'title'],
  ['kind', 'kind'],
  ['source_kind', 'sourceKind'],
  ['source_ref', 'sourceRef'],
  ['source_text', 'sourceText'],
  ['series', 'series'],
  ['urgency', 'urgency'],
  ['instructing_leader', 'instructingLeader'],
  ['lead_leader', 'leadLeader'],
  ['assignee_text', 'assigneeText'],
  ['handler', 'handler'],
  ['contact', 'contact'],
  ['phone', 'phone'],
  ['goal', 'goal'],
  ['limit_code', 'limitCode'],
]
const days = [
  ['start_on', 'startOn'],
  ['due_on', 'dueOn'],
] as const
const roles = [
  ['lead_unit', 'lead'],
  ['responsible_units', 'responsible'],
  ['supporting_units', 'supporting'],
] as const
const never = new Set(['title', 'kind', 'source_kind', 'urgency', 'series'])

/**
 * The fields a line names, and what is wrong with its cells. Only columns the table has are read; an empty cell empties a field, save
 * those that are never empty, where it leaves the usual value to a new matter and changes nothing on an old one.
 */
export function fieldsOf(
  row: TableRow,
  at: number,
  unitNamed: UnitNamed,
  isNew: boolean,
): { fields: Cells; faults: FieldRefusal[] } {
  const faults: FieldRefusal[] = []
  const fault = (column: string, code: string, value: string, expected = '') =>
    faults.push({ path: `${at}.${column}`, code, params: { row: at, column, value: value.slice(0, 80), expected } })
  const cell = (column: Column) => row[column]?.trim()
  const fields: Record<string, unknown> = {}

  for (const [column, field] of plain) {
    const value = cell(column)
    if (value === undefined) continue
    if (value === '' && column === 'title') fault(column, 'matters.cell-missing', '')
    if (value === '' && never.has(column)) continue
    const checked = shapes[field].safeParse(value === '' ? null : value)
    if (checked.success) fields[field] = checked.data
    else fault(column, 'matters.cell-unfit', value, checked.error.issues[0]?.message ?? '')
  }
  for (const [column, field] of days) {
    const value = cell(column)
    if (value === undefined) continue
    const day = value === '' ? null : readPrintedDay(value)
    if (value !== '' && day === null) fault(column, 'matters.cell-unfit', value, 'YYYY-MM-DD')
    else fields[field] = day
  }
  const feedback = cell('feedback')
  if (feedback !== undefined) {
    const schedule = readFeedback(feedback)
    if (schedule) fields.feedback = schedule
    else fault('feedback', 'matters.cell-unfit', feedback, 'none, every-days:30, monthly-by:28, month-end-workday')
  }
  const open = cell('public')
  if (open !== undefined && open !== '') {
    if (open === 'yes' || open === 'no') fields.isPublic = open === 'yes'
    else fault('public', 'matters.cell-unfit', open, 'yes, no')
  }
  if (roles.some(([column]) => cell(column) !== undefined)) fields.parts = partsIn()
  // Each value went through the schema of its own field above; the record only gathers them.
  return { fields: (isNew ? { ...fields, parts: fields.parts ?? [] } : fields) as Cells, faults }

  function partsIn(): PartInput[] {
    return roles.flatMap(([column, role]) =>
      several(cell(column) ?? '').flatMap(name => {
        const unitId = unitNamed(name)
        if (unitId) return [{ role, unitId }]
        fault(column, 'matters.cell-unit-unknown', name)
        return []
      }),
    )
  }
}

const shapes: Record<string, z.ZodType> & Record<keyof MatterFields, z.ZodType> = matterFields.shape
