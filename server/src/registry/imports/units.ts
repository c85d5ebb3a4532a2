import { unitKinds } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { changeUnitRecord, insertUnit } from '../commands/units.ts'
import { unitByCode } from '../store/units.ts'
import { type Cells, codeCell, countCell, dayCell, optional, type RowResult, required } from './cells.ts'
import { differs } from './differs.ts'

export const unitRow = {
  act: 'registry.arrange-units',
  columns: ['code', 'parent_code', 'name_zh', 'name_en', 'short_zh', 'kind', 'position', 'valid_from', 'valid_to'],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = required(row, 'code')
    const parentCode = optional(row, 'parent_code')
    const parent = parentCode === null ? null : await unitByCode(ctx, parentCode)
    if (parent === undefined) throw refuse('registry.unit-unknown', { code: parentCode }, { field: 'parent_code' })
    const fields = {
      nameZh: required(row, 'name_zh', 'name'),
      nameEn: optional(row, 'name_en'),
      shortZh: optional(row, 'short_zh'),
      kind: codeCell(row, 'kind', unitKinds),
      parentId: parent?.id ?? null,
      validFrom: dayCell(row, 'valid_from'),
      validTo: dayCell(row, 'valid_to'),
    }
    const position = countCell(row, 'position')
    const placed = position === null ? fields : { ...fields, position }
    const known = await unitByCode(ctx, code)
    if (!known || known.withdrawn) {
      await insertUnit(ctx, { code, ...placed })
      return { did: 'added', proven: 0 }
    }
    if (!differs(known, placed)) return { did: 'same', proven: 0 }
    await changeUnitRecord(ctx, known, placed, undefined)
    return { did: 'changed', proven: 0 }
  },
}
