import { has, type Sentence } from '../policy.ts'

/** Everything about a citizen is that citizen's own; the office sees nobody here, only what rooms keep under an id. */
export const policy = { 'citizens.own': has('citizen') } satisfies Record<string, Sentence<{ regionId: number }>>
