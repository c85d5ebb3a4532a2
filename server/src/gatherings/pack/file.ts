import type { Pack } from '#contract/gatherings.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Download } from '#kernel/room.ts'
import { packDocument } from './document.ts'

/** The pack as a file to download; named by its meeting's day and its draft. The issuer is the region's coordination office. */
export async function packFile(
  ctx: Ctx,
  pack: Pack,
  units: ReadonlyMap<string, { nameZh: string; code?: string }>,
): Promise<Download> {
  const draft = pack.frozen ? `第${pack.frozen.draftNumber}稿` : '草稿'
  return {
    name: `点评册 ${pack.meeting.heldOn} ${draft}.docx`,
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes: await packDocument(pack, issuerOf(ctx, units)),
  }
}

/** The unit that issues: the coordination office by its kind, else the actor's own unit. */
function issuerOf(ctx: Ctx, units: ReadonlyMap<string, { nameZh: string; kind?: string }>): string {
  const office = [...units.values()].find(unit => unit.kind === 'office')
  return office?.nameZh ?? (ctx.actor.unitId ? units.get(ctx.actor.unitId)?.nameZh : undefined) ?? '办公室'
}
