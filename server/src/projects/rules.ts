import type { Day } from '#kernel/time/day.ts'

export type StageStep = { code: string; words: readonly string[]; checklist: ReadonlyArray<{ code: string }> }
export type StageRules = { stages: readonly StageStep[]; ends: readonly StageStep[] }
export type StageDates = { stage: string; claimedOn: Day | null; recognisedOn: Day | null }

/** The step of a code, or undefined. */
export function stepOf({ stages, ends }: StageRules, code: string): StageStep | undefined {
  return [...stages, ...ends].find(step => step.code === code)
}

/**
 * The stage a printed word stands for. Only words of done things are given here: the reader leaves 将开工 without a stage.
 * The longest word wins, so that 签约 inside 集中签约 and 设备入驻 beside 入驻 are told apart.
 */
export function stageOfWord(rules: StageRules, printed: string | null): string | undefined {
  if (printed === null) return undefined
  const fitting = [...rules.stages, ...rules.ends]
    .flatMap(step => step.words.map(word => ({ code: step.code, word })))
    .filter(({ word }) => printed.includes(word))
    .sort((a, b) => b.word.length - a.word.length)
  return fitting[0]?.code
}

/**
 * The stage a project shows: an end (terminated, suspended) when one is later than everything else, else the furthest recognised
 * stage; where a claim goes further than what is recognised, the claim is shown as a claim and counts for nothing.
 */
export function standing(
  rules: StageRules,
  dates: readonly StageDates[],
): { stage: string; on: Day; recognised: boolean } | null {
  const order = new Map(rules.stages.map((step, index) => [step.code, index]))
  const isEnd = (code: string) => rules.ends.some(step => step.code === code)
  const reached = dates.flatMap(({ stage, claimedOn, recognisedOn }) => {
    const on = recognisedOn ?? claimedOn
    return on === null ? [] : [{ stage, on, recognised: recognisedOn !== null }]
  })
  const furthest = reached
    .filter(each => !isEnd(each.stage))
    .sort((a, b) => (order.get(a.stage) ?? -1) - (order.get(b.stage) ?? -1))
    .at(-1)
  const end = reached
    .filter(each => isEnd(each.stage))
    .sort((a, b) => a.on.localeCompare(b.on))
    .at(-1)
  return end && (!furthest || end.on >= furthest.on) ? end : (furthest ?? null)
}

/** Why a stage cannot have this day, given the others: earlier stages come first, later ones after. Undefined when it can. */
export function misplaced(
  rules: StageRules,
  dates: readonly StageDates[],
  stage: string,
  on: Day,
): { other: string; on: Day } | undefined {
  const place = rules.stages.findIndex(step => step.code === stage)
  if (place < 0) return undefined
  for (const each of dates) {
    const other = rules.stages.findIndex(step => step.code === each.stage)
    const known = each.recognisedOn
    if (other < 0 || other === place || known === null) continue
    if ((other < place && known > on) || (other > place && known < on)) return { other: each.stage, on: known }
  }
  return undefined
}

/** What the checklist of a stage asks for and was not ticked. */
export function unticked(rules: StageRules, stage: string, ticked: readonly string[]): string[] {
  return (stepOf(rules, stage)?.checklist ?? []).map(item => item.code).filter(code => !ticked.includes(code))
}

/** The furthest stages of a project, recognised and claimed, whatever ended it afterwards: who was terminated had signed all the same. */
export type Furthest = { recognised: string | null; claimed: string | null }
export function furthest(rules: StageRules, dates: readonly StageDates[]): Furthest {
  const last = (has: (each: StageDates) => boolean) =>
    rules.stages.findLast(step => dates.some(each => each.stage === step.code && has(each)))?.code ?? null
  return { recognised: last(each => each.recognisedOn !== null), claimed: last(each => each.claimedOn !== null) }
}

/** Whether a project ever reached a stage. Reaching a stage counts for every stage before it; a claim counts only where nothing is recognised. */
export function everReached(rules: StageRules, member: Furthest, stage: string): 'recognised' | 'claimed' | null {
  const place = (code: string | null) => rules.stages.findIndex(step => step.code === code)
  if (place(member.recognised) >= place(stage)) return 'recognised'
  return place(member.claimed) >= place(stage) ? 'claimed' : null
}

/** What the known members of a batch add up to beside what was stated. Only one amount a project is counted: its total, else its single. */
export function reconcile(
  stated: { count: number | null; fen: number | null },
  members: ReadonlyArray<{ fen: number | null }>,
) {
  const known = members.filter(member => member.fen !== null)
  const fen = known.reduce((sum, member) => sum + (member.fen ?? 0), 0)
  return {
    count: members.length,
    fen: known.length === 0 ? null : fen,
    withoutAmount: members.length - known.length,
    countGap: stated.count === null ? null : stated.count - members.length,
    fenGap: stated.fen === null ? null : stated.fen - fen,
  }
}
