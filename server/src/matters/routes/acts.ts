import { z } from 'zod'
import { id } from '#contract/kernel.ts'
import { matterStanding } from '#contract/matters/detail.ts'
import { bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Route, route } from '#kernel/room.ts'
import { approve, drop, propose, reject } from '../commands/approval.ts'
import { assign, decline, decompose, signFor, signPartOnly } from '../commands/assign.ts'
import { addNote, askOverride, decideOverride, remind, share } from '../commands/attention.ts'
import { editMatter } from '../commands/create.ts'
import { askExtension, decideExtension } from '../commands/extension.ts'
import { confirmPart, report, submit, withdrawReport } from '../commands/progress.ts'
import { archive, close, lookBack, planLookBack, reopen, returnMatter, review, strike } from '../commands/review.ts'
import type { Standing } from '../commands/save.ts'
import { makeLongTerm, merge, resume, suspend, terminate, transfer } from '../commands/side.ts'
import type { policy } from '../policy.ts'

const byId = z.object({ id })

/** `POST /matters/{id}/{verb}`: one act on one matter. The body carries the version seen and what the act needs. */
function act<Body extends z.ZodObject>(
  verb: keyof typeof policy,
  body: Body,
  summary: string,
  command: (ctx: Ctx, id: string, body: z.output<Body>) => Promise<Standing>,
): Route {
  const path = `/matters/:id/${verb.slice('matters.'.length)}`
  const takes = { params: byId, body }
  return route({ method: 'POST', path, act: verb, takes, gives: matterStanding, summary }, async (ctx, given) => {
    // Parsed by `body` before it comes here; the compiler does not resolve the wider type for a schema it does not know yet.
    const parsed = given.body as z.output<Body>
    const { id, version, state, refNo, light } = await command(ctx, given.params.id, parsed)
    return { id, version, state, refNo, light }
  })
}

export const actRoutes: readonly Route[] = [
  act('matters.edit', bodies.edit, 'Change what is written on a matter', editMatter),
  act('matters.propose', bodies.plain, 'Ask for approval (报请立项)', propose),
  act('matters.drop', bodies.reason, 'Leave a draft unfollowed (不立项)', drop),
  act('matters.approve', bodies.plain, 'Approve and number (立项)', approve),
  act('matters.reject', bodies.reason, 'Send a proposal back', reject),
  act('matters.decompose', bodies.decompose, 'Put parts and milestones (分解)', decompose),
  act('matters.assign', bodies.assign, 'Issue to the units (交办)', assign),
  act('matters.sign', bodies.plain, 'Sign for the own part (签收)', signFor),
  act('matters.decline', bodies.reason, 'Give the assignment back', decline),
  act('matters.report', bodies.report, 'Report progress on a part', report),
  act('matters.withdraw-report', bodies.withdrawReport, 'Take a report back (撤回)', withdrawReport),
  act('matters.confirm', bodies.confirm, 'Confirm the lead’s result for a part', confirmPart),
  act('matters.ask-extension', bodies.askExtension, 'Ask for more time (延期)', askExtension),
  act('matters.decide-extension', bodies.decideExtension, 'Decide on an extension', decideExtension),
  act('matters.submit', bodies.submit, 'Submit as done (申请办结)', submit),
  act('matters.review', bodies.plain, 'Take up for review (审核)', review),
  act('matters.return', bodies.return, 'Return to the unit (退回重办)', returnMatter),
  act('matters.close', bodies.close, 'Close (办结)', close),
  act('matters.strike', bodies.strike, 'Strike off the ledger (销号)', strike),
  act('matters.plan-look-back', bodies.planLookBack, 'Plan a look-back (回头看)', planLookBack),
  act('matters.look-back', bodies.lookBack, 'Write down a look-back', lookBack),
  act('matters.archive', bodies.plain, 'File (归档)', archive),
  act('matters.reopen', bodies.reopen, 'Open again with a new limit', reopen),
  act('matters.suspend', bodies.reason, 'Put off (暂缓)', suspend),
  act('matters.resume', bodies.plain, 'Take up again', resume),
  act('matters.merge', bodies.merge, 'Join into another matter (并案)', merge),
  act('matters.transfer', bodies.transfer, 'Hand to a body outside (转办)', transfer),
  act('matters.make-long-term', bodies.longTerm, 'Make one without an end (长期坚持)', makeLongTerm),
  act('matters.terminate', bodies.reason, 'End without a result (终止)', terminate),
  act('matters.remind', bodies.remind, 'Urge (催办)', remind),
  act('matters.note', bodies.note, 'Note an instruction, circular, talk, check or comment', addNote),
  act('matters.share', bodies.share, 'Open to partner regions', share),
  act('matters.ask-override', bodies.askOverride, 'Ask for another light (提请改灯)', askOverride),
  act('matters.decide-override', bodies.decideOverride, 'Decide on another light, as a second person', decideOverride),
  route(
    {
      method: 'POST',
      path: '/matters/:id/parts/:partId/sign',
      act: 'matters.write-part',
      takes: { params: byId.extend({ partId: id }), body: bodies.plain },
      gives: z.object({ version: z.int() }),
      summary: 'Sign for one part, for a co-owner of another region; the version is the part’s',
    },
    (ctx, { params, body }) => signPartOnly(ctx, params.id, params.partId, body.version),
  ),
]
