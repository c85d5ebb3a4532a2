import type { Pack } from '#contract/gatherings.ts'
import { unitCoded } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { DOCX } from '#kernel/documents/index.ts'
import type { Download } from '#kernel/room.ts'
import { packDocument } from './document.ts'

/**
 * The pack as a file to download; named by its meeting's day and its draft. The issuer is the coordination office (the unit with the code
 * `office`) by the name it had at the pack's instant, so that a frozen draft gives the same bytes whoever asks and whenever.
 */
export async function packFile(ctx: Ctx, pack: Pack): Promise<Download> {
  const draft = pack.frozen ? `第${pack.frozen.draftNumber}稿` : '草稿'
  const office = await unitCoded({ ...ctx, asOf: new Date(pack.asOf) }, 'office')
  return {
    name: `点评册 ${pack.meeting.heldOn} ${draft}.docx`,
    type: DOCX,
    bytes: await packDocument(pack, office?.nameZh ?? '办公室'),
  }
}
