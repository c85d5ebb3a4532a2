import { directions, frequencies, indicatorKinds } from '#contract/indicators.ts'
import type { Ctx } from '#kernel/context.ts'
import { changeIndicatorRecord, insertIndicator } from '../commands/indicators.ts'
import { indicatorKey } from '../rules/names.ts'
import { indicatorByCode, indicatorByKey } from '../store/series.ts'
import { indicators } from '../store/tables.ts'
import { type Cells, codeCell, listCell, optional, type RowResult, required } from './cells.ts'

export const indicatorRow = {
  columns: [
    'code',
    'name_zh',
    'name_en',
    'unit',
    'nature',
    'kind',
    'frequency',
    'publisher',
    'better',
    'direction',
    'note',
    'aliases',
  ],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = required(row, 'code')
    const nameZh = required(row, 'name_zh')
    const draft = await indicatorByKey(ctx, indicatorKey(nameZh))
    const known = (await indicatorByCode(ctx, code)) ?? (draft?.standing === 'draft' ? draft : undefined)
    const aliases = row.aliases === undefined ? (known?.aliases ?? []) : listCell(row, 'aliases')
    const fields = {
      code,
      nameZh,
      nameEn: optional(row, 'name_en'),
      unit: optional(row, 'unit') ?? '',
      kind: codeCell(row, row.kind === undefined ? 'nature' : 'kind', indicatorKinds),
      frequency: codeCell(row, 'frequency', frequencies),
      direction: codeCell(row, row.direction === undefined ? 'better' : 'direction', directions),
      publisher: optional(row, 'publisher'),
      note: optional(row, 'note'),
      aliases,
    }
    if (!known) {
      await insertIndicator(ctx, fields)
      return { did: 'added', proven: 0 }
    }
    // The keys of a literal are what its type says.
    const differs = (Object.keys(fields) as Array<keyof typeof fields>).some(
      key => String(known[key]) !== String(fields[key]),
    )
    const locked = differs ? await indicators.lock(ctx, known.id) : undefined
    if (!locked) return { did: 'same', proven: 0 }
    await changeIndicatorRecord(ctx, locked, fields, undefined)
    return { did: 'changed', proven: 0 }
  },
}
