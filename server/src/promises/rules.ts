import type { PromiseStanding } from '#contract/promises.ts'
import { type Day, daysBetween } from '#kernel/time/index.ts'

/** What is known of one promise, dated: nothing here says who knows it or from where. */
export type Told = {
  announcedOn: Day | null
  dueOn: Day | null
  /** Days on which something was heard of it: pages, reports, stages, whoever said it. */
  heardOn: readonly Day[]
  /** Something of it was done, in the office's judgement or only by its own account. */
  partlyDone: boolean
  done: boolean
  withdrawn: boolean
}

export type Judged = {
  standing: PromiseStanding
  /** Days since the last word; null where the promise is settled or nothing dated is known. */
  silentDays: number | null
  /** Days since it was due; null where it is settled, not due yet, or without a day. */
  overdueDays: number | null
  lastWordOn: Day | null
}

/**
 * What became of a promise on a day (说了与做了). One word is shown, the first of these that holds: withdrawn, proved, overdue, silent, in part,
 * open; so that a half-built project whose day has passed is overdue, and one of which nobody has heard is silent although something was
 * done. The days are counted as calendar days in Asia/Shanghai and told beside the word, whichever it is. Words of a later day than the
 * one asked about are not known yet and are left out.
 */
export function judge(told: Told, silentAfterDays: number, day: Day): Judged {
  const heard = [told.announcedOn, ...told.heardOn].filter(on => on !== null).filter(on => on <= day)
  const lastWordOn = heard.reduce<Day | null>((last, on) => (last === null || on > last ? on : last), null)
  if (told.withdrawn) return { standing: 'withdrawn', silentDays: null, overdueDays: null, lastWordOn }
  if (told.done) return { standing: 'proved', silentDays: null, overdueDays: null, lastWordOn }
  const silentDays = lastWordOn === null ? null : daysBetween(lastWordOn, day)
  const overdueDays = told.dueOn !== null && told.dueOn < day ? daysBetween(told.dueOn, day) : null
  const standing =
    overdueDays !== null
      ? 'overdue'
      : silentDays !== null && silentDays >= silentAfterDays
        ? 'silent'
        : told.partlyDone
          ? 'part'
          : 'open'
  return { standing, silentDays, overdueDays, lastWordOn }
}

export type StageTold = { stage: string; plannedOn: Day | null; claimedOn: Day | null; recognisedOn: Day | null }
export type StageRule = { provedAt: string; withdrawnAt: readonly string[] }

/** The day a stage was reached: recognised, else as claimed; null for one that is only planned. */
export const reachedOn = (stage: StageTold): Day | null => stage.recognisedOn ?? stage.claimedOn

/**
 * A project by its stages, which come in the order of the stage rule. It is kept (`done`) when the stage of the rule, or a later one, is
 * recognised (认定); what is only claimed is part of it. The next planned stage that nobody says was reached is what is due. The stage of
 * the announcement itself, signing or before, is no part of doing it.
 */
export function ofStages(
  stages: readonly StageTold[],
  order: readonly string[],
  rule: StageRule,
): Pick<Told, 'dueOn' | 'heardOn' | 'partlyDone' | 'done' | 'withdrawn'> & { dueStage: string | null } {
  const place = (stage: string) => order.indexOf(stage)
  const signed = place('signed')
  const reached = stages.filter(stage => reachedOn(stage) !== null)
  const furthest = Math.max(-1, ...reached.map(stage => place(stage.stage)))
  const due = stages
    .filter(stage => stage.plannedOn !== null && reachedOn(stage) === null && place(stage.stage) > furthest)
    .toSorted((a, b) => (a.plannedOn ?? '').localeCompare(b.plannedOn ?? ''))[0]
  const last = reached.toSorted((a, b) => (reachedOn(a) ?? '').localeCompare(reachedOn(b) ?? '')).at(-1)
  return {
    dueOn: due?.plannedOn ?? null,
    dueStage: due?.stage ?? null,
    heardOn: reached.flatMap(stage => reachedOn(stage) ?? []),
    partlyDone: reached.some(stage => place(stage.stage) > signed),
    done: reached.some(stage => stage.recognisedOn !== null && place(stage.stage) >= place(rule.provedAt)),
    withdrawn: last !== undefined && rule.withdrawnAt.includes(last.stage),
  }
}

/** Days by which a stage came later than it was planned; null in time, or where one of the days is not known. */
export function lateDays({ plannedOn, ...stage }: StageTold): number | null {
  const on = reachedOn({ plannedOn, ...stage })
  return plannedOn !== null && on !== null && on > plannedOn ? daysBetween(plannedOn, on) : null
}

/**
 * A batch by its members: kept when as many as were stated are kept, withdrawn when every known member is, done in part when any member
 * has done something. Where no number was stated, the known members are all there is.
 */
export function ofMembers(
  stated: number | null,
  members: ReadonlyArray<{ partlyDone: boolean; done: boolean; withdrawn: boolean; heardOn: readonly Day[] }>,
): Pick<Told, 'heardOn' | 'partlyDone' | 'done' | 'withdrawn'> {
  const kept = members.filter(member => member.done).length
  return {
    heardOn: members.flatMap(member => member.heardOn),
    partlyDone: members.some(member => member.partlyDone || member.done),
    done: kept > 0 && kept >= (stated ?? members.length),
    withdrawn: members.length > 0 && members.length >= (stated ?? 0) && members.every(member => member.withdrawn),
  }
}
