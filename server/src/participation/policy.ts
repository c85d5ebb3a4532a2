import { allOf, anyOf, anyone, has, type Sentence, when } from '#kernel/policy.ts'

/** What a sentence looks at in a quiz. */
export type Judged = { regionId: number; draft: boolean }
type InRegion = { regionId: number }

const office = has('office-staff', 'office-head')
/** Whoever may not even read what an office prepares is told that there is nothing: each table of sentences has this one. */
const read = has('office-staff', 'office-head', 'leader')

/** Question banks: their answers are for those who prepare a quiz, until the day they are published. */
export const bankPolicy = {
  'participation.read': read,
  'participation.see-bank': office,
  'participation.import-bank': office,
  'participation.rename-bank': office,
} satisfies Readonly<Record<string, Sentence<InRegion>>>

/**
 * Quizzes. The office sets up; its head puts before the public and takes back, as for anything that is announced. Everybody else reads
 * what is published, by the portal.
 */
export const quizPolicy = {
  'participation.read': read,
  'participation.prepare': office,
  'participation.export': office,
  'participation.change': office,
  'participation.publish': has('office-head'),
  'participation.pause': has('office-head'),
  'participation.resume': has('office-head'),
  'participation.withdraw': anyOf<Judged>(has('office-head'), allOf<Judged>(office, when('draft'))),
} satisfies Readonly<Record<string, Sentence<Judged>>>

/** Suspicions tell what one person did: the office looks, its head decides. */
export const suspicionPolicy = {
  'participation.read': read,
  'participation.see-suspicions': office,
  'participation.decide': has('office-head'),
} satisfies Readonly<Record<string, Sentence<InRegion>>>

/**
 * Draws: the office freezes, brings what the sources said and draws; its head announces, calls off and publishes. That two people are
 * needed follows from who did the step before, which the commands look at.
 */
export const drawPolicy = {
  'participation.read': read,
  'participation.freeze-draw': office,
  'participation.announce-draw': has('office-head'),
  'participation.call-off-draw': has('office-head'),
  'participation.enter-source': office,
  'participation.run-draw': office,
  'participation.publish-draw': has('office-head'),
} satisfies Readonly<Record<string, Sentence<InRegion>>>

/** Prizes: the office sees who won, says where prizes are fetched and hands over; its head refuses. A citizen's own are found by whose they are. */
export const prizePolicy = {
  'participation.read': read,
  'participation.see-prizes': office,
  'participation.set-pick-up': office,
  'participation.hand-over-prize': office,
  'participation.refuse-prize': has('office-head'),
} satisfies Readonly<Record<string, Sentence<InRegion>>>

/** The portal: published quizzes for anybody, attempts for citizens. Whose an attempt is is in the statement that finds it. */
export const portalPolicy = {
  'participation.portal': anyone,
  'participation.take-part': has('citizen'),
} satisfies Readonly<Record<string, Sentence<InRegion>>>

export const policy = {
  ...bankPolicy,
  ...quizPolicy,
  ...suspicionPolicy,
  ...drawPolicy,
  ...prizePolicy,
  ...portalPolicy,
}

/** The row to judge where there is no record yet. */
export const newIn = (regionId: number): Judged => ({ regionId, draft: true })
