import { agree, joined } from '#kernel/citizens/people.ts'
import { asAnybody, beginSession } from '#kernel/citizens/sessions.ts'
import { command } from '#kernel/run.ts'
import type { City } from './city.ts'

let made = 0

/** A citizen of a region with a session of the portal, without the code: signing in is tested where it stands. */
export async function aCitizen(
  { kernel }: Pick<City, 'kernel'>,
  regionId: number,
  phone = `139${String(++made).padStart(8, '0')}`,
): Promise<{ id: string; cookie: string; phone: string }> {
  return command(kernel, asAnybody(regionId), regionId, async ctx => {
    const id = await joined(ctx, phone)
    await agree(ctx, id, 'take-part-2', 'zh')
    const token = await beginSession(ctx.tx, regionId, id)
    return { id, phone, cookie: `jianghai.citizen=${regionId}.${token}` }
  })
}
