import type { DrawRules, QuizRules, QuizState } from '#contract/participation/quiz.ts'

/** What a quiz's state follows from. */
export type Standing = { draft: boolean; paused: boolean; calledOff: boolean; opensAt: Date; closesAt: Date }

/** The state of a quiz at an instant. Its last instant is the one before `closesAt`; a pause shows only while it would be open. */
export function stateOf(quiz: Standing, at: Date): QuizState {
  if (quiz.calledOff) return 'withdrawn'
  if (quiz.draft) return 'draft'
  if (at < quiz.opensAt) return 'announced'
  if (at >= quiz.closesAt) return 'over'
  return quiz.paused ? 'paused' : 'open'
}

/** The acts on a quiz that its state leaves open, whoever asks. */
export function openActs(quiz: Standing, at: Date): ReadonlySet<string> {
  const state = stateOf(quiz, at)
  const acts = ['read', 'prepare']
  if (!quiz.draft) acts.push('export')
  if (state === 'draft') acts.push('publish')
  if (state !== 'withdrawn') acts.push('change', 'withdraw')
  if (state === 'announced' || state === 'open' || state === 'paused') acts.push(quiz.paused ? 'resume' : 'pause')
  return new Set(acts.map(act => `participation.${act}`))
}

const DAY_MS = 86_400_000

/**
 * The instants at which each draw's ranking is fixed: every so many days after the opening, the last at the end (page 002: 21 September
 * to 4 October, every 7 days, so two; ten days have one after seven and one at the end). A rest shorter than a day belongs to the draw
 * before it [C]: a quiz that ends in the evening of its fourteenth day has no draw of its own for that evening.
 */
export function cutoffsOf(
  { opensAt, closesAt }: Pick<Standing, 'opensAt' | 'closesAt'>,
  draws: DrawRules | null,
): Date[] {
  if (!draws) return []
  const period = draws.everyDays * DAY_MS
  const length = closesAt.getTime() - opensAt.getTime()
  const count = Math.max(1, Math.floor((length - DAY_MS) / period) + 1)
  return Array.from({ length: count }, (_, place) =>
    place === count - 1 ? closesAt : new Date(opensAt.getTime() + (place + 1) * period),
  )
}

/** How many are drawn from so many people: never more than there are, winners before reserves. */
export function drawnAmong(draws: Pick<DrawRules, 'winners' | 'reserves'>, available: number) {
  const winners = Math.min(draws.winners, available)
  return { winners, reserves: Math.min(draws.reserves, available - winners) }
}

/** From when the ranking of a cut-off can be frozen: by then the time of every attempt that began before it is over. */
export const dueAt = ({ rules }: { rules: Pick<QuizRules, 'seconds'> }, cutoff: Date): Date =>
  new Date(cutoff.getTime() + rules.seconds * 1000)
