import type { MatterChoices } from '#contract/matters/detail.ts'
import { matterKinds } from '#contract/matters.ts'
import { regions } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { nobodys } from '../commands/create.ts'
import { lifecycle, lightRuleSets, limits, limitsSource } from '../mechanisms.ts'
import { roomPolicy } from '../policy.ts'
import { ownUnits, partnerUnits } from '../store/units.ts'

/** What the forms of this room offer to the actor. Units of partner regions are listed for the office, which gives them parts. */
export async function choicesOf(ctx: Ctx): Promise<MatterChoices> {
  must(ctx, roomPolicy, 'matters.list', nobodys(ctx))
  const may = mayOn(ctx, roomPolicy, nobodys(ctx))
  const known = await regions(ctx.tx)
  const own = await ownUnits(ctx)
  const partners = may.includes('matters.create') ? await partnerUnits(ctx) : []
  return {
    states: lifecycle().states.map(({ code, zh, en, phase }) => ({ code, zh, en, phase })),
    verbs: lifecycle().transitions.map(({ verb, zh, en }) => ({ verb, zh, en })),
    limits: limits().limits,
    limitsSource: limitsSource(),
    lookBackDays: limits().lookBackDays,
    maxExtensions: limits().maxExtensions,
    rules: lightRuleSets().filter(set => Object.keys(set.inputs).length === 0),
    units: [
      ...own.map(({ id, nameZh, nameEn, shortZh }) => ({ id, nameZh, nameEn, shortZh, region: ctx.regionId })),
      ...partners.map(({ regionId, ...unit }) => ({ ...unit, region: regionId })),
    ],
    regions: known.map(({ regionId, nameZh, nameEn }) => ({ regionId, nameZh, nameEn })),
    kinds: [...matterKinds],
    may,
  }
}
