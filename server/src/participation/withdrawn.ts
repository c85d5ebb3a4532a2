import { type Refusal, refuse } from '#kernel/refusal.ts'

/** Said to whoever comes for a quiz that was published and taken back: not that there is nothing, but that nothing of it counts. */
export const withdrawn = (): Refusal => refuse('participation.quiz-withdrawn', {}, { status: 410 })
