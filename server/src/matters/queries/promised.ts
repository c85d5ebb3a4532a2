import type { MatterState } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/index.ts'
import { lifecycle } from '../mechanisms.ts'
import { stateOf } from '../rules/lifecycle.ts'
import { mattersToFollow } from '../store/lists.ts'

/** A matter with what was said of it last, for whoever follows where it came from. */
export type PromisedMatter = {
  id: string
  title: string
  unitId: string | null
  state: MatterState
  phase: 'draft' | 'open' | 'done' | 'ended'
  sourceKind: string
  sourceRef: string | null
  instructingLeader: string | null
  assigneeText: string | null
  draftedOn: Day
  signedOn: Day | null
  dueOn: Day | null
  dueOriginal: Day | null
  lastReportOn: Day | null
  lastReportText: string | null
  closedOn: Day | null
  resultText: string | null
  /** The part done, by the last report, in percent. */
  actualPercent: number | null
}

/** Every matter the actor may see, drafts included, as of the context's instant; one that was merged is followed under the other. */
export async function promisedMatters(ctx: Ctx): Promise<PromisedMatter[]> {
  return (await mattersToFollow(ctx)).map(row => ({
    id: row.id,
    title: row.title,
    unitId: row.leadUnitId,
    state: row.state,
    phase: stateOf(lifecycle(), row.state).phase,
    sourceKind: row.sourceKind,
    sourceRef: row.sourceRef,
    instructingLeader: row.instructingLeader,
    assigneeText: row.assigneeText,
    draftedOn: row.draftedOn,
    signedOn: row.signedOn,
    dueOn: row.dueCurrent,
    dueOriginal: row.dueOriginal,
    lastReportOn: row.lastReportOn,
    lastReportText: row.lastReportText,
    closedOn: row.closedOn,
    resultText: row.resultText,
    actualPercent: row.actualPercent,
  }))
}
