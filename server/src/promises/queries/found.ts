import type { EvidenceRef } from '#contract/kernel.ts'
import type { PromiseKind } from '#contract/promises.ts'
import type { Day } from '#kernel/time/index.ts'
import type { Judged, Told } from '../rules.ts'

/** A step before its sentences are looked up; `proofs` are the fields whose passages prove it, the best first. */
export type StepFound = {
  code: string
  zh: string | null
  en: string | null
  text: string | null
  on: Day | null
  recognised: boolean
  lateDays: number | null
  /** The planned stage the delay is counted from. */
  stageId: string | null
  href: string | null
  ref: EvidenceRef
  proofs: EvidenceRef[]
}

/** A promise judged on the day asked about, before its sentences are looked up. */
export type PromiseFound = Judged & {
  id: string
  kind: PromiseKind
  title: string
  href: string
  draft: boolean
  unitId: string | null
  organisations: Array<{ id: string | null; name: string }>
  batchId: string | null
  announcedOn: Day | null
  by: string | null
  announcedIn: EvidenceRef
  dueOn: Day | null
  dueOriginal: Day | null
  dueZh: string | null
  dueEn: string | null
  steps: StepFound[]
}

/** On which days pages spoke of a subject, by `kind:id`. */
export type Spoken = ReadonlyMap<string, { first: Day; last: Day }>
/** A promise before it is judged: with what was told of it. */
export type Own = Omit<PromiseFound, keyof Judged> & { told: Told }

/** The issue days of the last pages that spoke of some subjects. */
export const heardIn = (spoken: Spoken, ...subjects: string[]): Day[] =>
  subjects.flatMap(subject => spoken.get(subject)?.last ?? [])
