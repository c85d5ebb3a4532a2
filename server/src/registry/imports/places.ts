import { placeLevels } from '#contract/registryCodes.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { changePlaceRecord, insertPlace } from '../commands/places.ts'
import { plain } from '../rules/names.ts'
import { type PlaceRecord, placeByCode, places, placesByKeys } from '../store/places.ts'
import { type Cells, codeCell, dayCell, listCell, optional, type RowResult, required } from './cells.ts'
import { differs } from './differs.ts'

export const placeRow = {
  columns: [
    'code',
    'name_zh',
    'name',
    'name_en',
    'parent_code',
    'level',
    'valid_from',
    'valid_to',
    'replaced_by',
    'aliases',
    'source',
    'note',
  ],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const code = required(row, 'code')
    const name = required(row, 'name_zh', 'name')
    const parentCode = optional(row, 'parent_code')
    const parent = parentCode === null ? null : await placeByCode(ctx, parentCode)
    if (parent === undefined) throw refuse('registry.place-unknown', { code: parentCode }, { field: 'parent_code' })
    const known = (await placeByCode(ctx, code)) ?? (await draftNamed(ctx, name))
    const fields = {
      name,
      nameEn: optional(row, 'name_en'),
      level: codeCell(row, 'level', placeLevels),
      parentId: parent?.id ?? null,
      validFrom: dayCell(row, 'valid_from'),
      validTo: dayCell(row, 'valid_to'),
      replacedBy: listCell(row, 'replaced_by'),
      aliases: row.aliases === undefined ? (known?.aliases ?? []) : listCell(row, 'aliases'),
      note: optional(row, 'note', 'source'),
    }
    if (!known) {
      await insertPlace(ctx, { code, ...fields })
      return { did: 'added', proven: 0 }
    }
    if (!differs(known, { code, ...fields })) return { did: 'same', proven: 0 }
    const locked = await lockPlace(ctx, known)
    await changePlaceRecord(ctx, { ...locked, code }, fields, undefined)
    return { did: 'changed', proven: 0 }
  },
}

/** A draft without a code that a page made of this place before the list was brought in. */
async function draftNamed(ctx: Ctx, name: string): Promise<PlaceRecord | undefined> {
  return (await placesByKeys(ctx, [plain(name)])).find(each => each.code === null && each.standing === 'draft')
}

export const placeAliasRow = {
  columns: ['place_code', 'alias'],
  async row(ctx: Ctx, row: Cells): Promise<RowResult> {
    const [code, alias] = [required(row, 'place_code'), required(row, 'alias')]
    const place = await placeByCode(ctx, code)
    if (!place) throw refuse('registry.place-unknown', { code }, { field: 'place_code' })
    if (place.aliasKeys.includes(plain(alias))) return { did: 'same', proven: 0 }
    const locked = await lockPlace(ctx, place)
    await changePlaceRecord(ctx, locked, { ...locked, aliases: [...locked.aliases, alias] }, undefined)
    return { did: 'added', proven: 0 }
  },
}

async function lockPlace(ctx: Ctx, { id, name }: PlaceRecord): Promise<PlaceRecord> {
  const locked = await places.lock(ctx, id)
  if (!locked) throw refuse('registry.place-unknown', { code: name })
  return locked
}
