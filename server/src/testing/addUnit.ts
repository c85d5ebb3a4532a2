import { units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'

/** Adds a bureau of no parent whose name is its code: a record that is quickly made. */
export const addUnit = (ctx: Ctx, code: string) =>
  units.insert(ctx, {
    parentId: null,
    code,
    nameZh: code,
    nameEn: null,
    shortZh: null,
    kind: 'bureau',
    position: 0,
    validFrom: null,
    validTo: null,
  })
