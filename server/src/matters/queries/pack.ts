import type { Light } from '#contract/kernel.ts'
import type { Because, MatterKind, MatterState } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Day, dayOf } from '#kernel/time/index.ts'
import { shortSentence } from '../rules/sentence.ts'
import { unitsOfAll } from '../store/children.ts'
import { mattersPastDraft, type PackRow } from '../store/lists.ts'
import { askedDay } from '../store/matters.ts'
import { judgementOn, leftOn, planOn, shownOn } from './judged.ts'

/** A matter as the review pack and the home page need it, judged as of the context's instant. */
export type PackMatter = {
  id: string
  refNo: string | null
  title: string
  kind: MatterKind
  state: MatterState
  leadUnitId: string | null
  /** All units of this region with a part in it. */
  unitIds: string[]
  light: Light
  lightComputed: Light
  overridden: boolean
  /** Why, in one short sentence. */
  because: string
  becauseEn: string
  /** Every rule's finding, heaviest first, without its scale. */
  rules: Array<Pick<Because, 'rule' | 'labelZh' | 'labelEn' | 'measure' | 'light' | 'value' | 'inputs'>>
  dueOn: Day | null
  dueOriginal: Day | null
  workdaysLeft: number | null
  planPercent: number | null
  actualPercent: number | null
  lastReportOn: Day | null
  lastReportText: string | null
  registeredOn: Day | null
  closedOn: Day | null
  sourceRef: string | null
}

/** Every matter past its draft that the actor may see, as it was known at the context's instant. Evidence refs: kind `matter`, field as named. */
export async function mattersForPack(ctx: Ctx): Promise<PackMatter[]> {
  const found = await mattersPastDraft(ctx)
  const units = new Map<string, string[]>()
  const ids = found.map(row => row.id)
  for (const { matterId, unitId } of await unitsOfAll(ctx, ids))
    units.set(matterId, [...(units.get(matterId) ?? []), unitId])
  const day = askedDay(ctx)
  return found.map(row => {
    const judged = judgementOn(ctx, row, day)
    const short = shortSentence(judged.because)
    return {
      id: row.id,
      refNo: row.refNo,
      title: row.title,
      kind: row.kind,
      state: row.state,
      leadUnitId: row.leadUnitId,
      unitIds: units.get(row.id) ?? [],
      ...shownOn(row, judged.light, day),
      lightComputed: judged.light,
      because: short.zh,
      becauseEn: short.en,
      rules: judged.because.map(({ scale: _, marker: __, ...each }) => each),
      dueOn: row.dueCurrent,
      dueOriginal: row.dueOriginal,
      workdaysLeft: leftOn(ctx, row, day),
      planPercent: planOn(row, day),
      actualPercent: row.actualPercent,
      lastReportOn: row.lastReportOn,
      lastReportText: row.lastReportText,
      registeredOn: row.registeredOn,
      closedOn: row.closedOn,
      sourceRef: row.sourceRef,
    }
  })
}

export type Standing = { light: Light; state: MatterState; dueOn: Day | null; actualPercent: number | null }
/** One matter's change between two instants; `before` is null for one registered since. */
export type MatterChange = {
  id: string
  refNo: string | null
  title: string
  leadUnitId: string | null
  before: Standing | null
  after: Standing
  isNew: boolean
  isClosed: boolean
  isStruck: boolean
  extended: boolean
}

/**
 * What changed between two instants, each side as it was known then: lights, states, limits; newly registered, closed, struck off. The two
 * sets may hold different matters, so sums of the two are comparable only with the new and the ended ones beside them.
 */
export async function changesBetween(ctx: Ctx, from: Date, to: Date): Promise<MatterChange[]> {
  const before = new Map((await standingAt(ctx, from)).map(each => [each.row.id, each]))
  const after = await standingAt(ctx, to)
  return after.flatMap(({ row, standing }) => {
    const old = before.get(row.id)?.standing ?? null
    const same =
      old &&
      old.light === standing.light &&
      old.state === standing.state &&
      old.dueOn === standing.dueOn &&
      old.actualPercent === standing.actualPercent
    if (same) return []
    const came = (states: readonly MatterState[]) =>
      states.includes(standing.state) && !states.includes(old?.state ?? 'drafted')
    return [
      {
        id: row.id,
        refNo: row.refNo,
        title: row.title,
        leadUnitId: row.leadUnitId,
        before: old,
        after: standing,
        isNew: old === null,
        isClosed: came(['closed', 'written_off', 'lookback', 'archived']),
        isStruck: came(['written_off', 'lookback', 'archived']),
        extended: old?.dueOn !== null && old !== null && standing.dueOn !== null && standing.dueOn > old.dueOn,
      },
    ]
  })
}

async function standingAt(ctx: Ctx, at: Date): Promise<Array<{ row: PackRow; standing: Standing }>> {
  const then = { ...ctx, asOf: at }
  const day = dayOf(at)
  return (await mattersPastDraft(then)).map(row => ({
    row,
    standing: {
      light: shownOn(row, judgementOn(ctx, row, day).light, day).light,
      state: row.state,
      dueOn: row.dueCurrent,
      actualPercent: row.actualPercent,
    },
  }))
}
