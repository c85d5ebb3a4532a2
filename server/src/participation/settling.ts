import { createHash } from 'node:crypto'
import type { AnnouncedSource, DrawAnnouncement, FutureSource, UsedSource } from '#contract/draws.ts'
import type { QuizDrawState } from '#contract/participation/draws.ts'
import { agreeOn } from '#kernel/draws/index.ts'
import type { EntryRow, QuizDrawRow } from './store/drawRecords.ts'

/** What is known of a source: the value, once it is settled, and where two people's entries part. */
export type SourceKnown = { used: UsedSource | null; difference: number | null }

type Entry = Pick<EntryRow, 'fallback' | 'given' | 'enteredBy'>

/**
 * What the entries for one source come to, oldest first. Of each person the last one counts. A beacon is believed by itself, because its
 * signature was verified when it was brought; what is typed counts once two people typed the same. The source, or its fallback: whichever
 * was settled first stays the one that is taken, also where an entry is corrected later, so that nobody who knows both values chooses.
 */
export function settle(announced: AnnouncedSource, entries: readonly Entry[]): SourceKnown {
  if (announced.kind === 'label') return { used: { value: announced.value }, difference: null }
  const first = branchOf(announced, entries)
  if (first !== undefined) return among(announced, entries, first)
  const own = among(announced, entries, false)
  return own.difference === null && announced.fallback ? among(announced, entries, true) : own
}

/** Whether the source itself (false) or its fallback (true) was settled first; undefined while neither was. */
export function branchOf(announced: AnnouncedSource, entries: readonly Entry[]): boolean | undefined {
  for (let upTo = 1; upTo <= entries.length; upTo++) {
    const { fallback } = entries[upTo - 1] ?? { fallback: false }
    if (among(announced, entries.slice(0, upTo), fallback).used) return fallback
  }
  return undefined
}

/** The source that is meant: the announced one, or the other that may stand in for it. */
export function meant(announced: AnnouncedSource, fallback: boolean): FutureSource | undefined {
  if (announced.kind === 'label') return undefined
  return fallback ? announced.fallback?.source : announced
}

function among(announced: AnnouncedSource, entries: readonly Entry[], fallback: boolean): SourceKnown {
  const source = meant(announced, fallback)
  const mark = fallback ? { fallback } : {}
  const last = new Map<string, Entry>()
  for (const entry of entries) if (entry.fallback === fallback) last.set(entry.enteredBy, entry)
  const typed = [...last.values()]
  let difference: number | null = null
  for (const [at, second] of typed.entries()) {
    if (second.given.kind === 'drand') return { used: { ...beaconOf(second.given), ...mark }, difference: null }
    for (const first of typed.slice(0, at)) {
      const parts = partsAt(source, first, second)
      if (parts === null) return { used: { value: typedIn(second), ...mark }, difference: null }
      difference ??= parts
    }
  }
  return { used: null, difference }
}

const typedIn = ({ given }: Entry) =>
  given.kind === 'numbers' ? given.numbers : given.kind === 'text' ? given.text : ''

/** The place from 1 at which two people's entries part; null where they are the same. */
function partsAt(source: FutureSource | undefined, first: Entry, second: Entry): number | null {
  if (source?.kind === 'numbers' && first.given.kind === 'numbers' && second.given.kind === 'numbers') {
    const held = agreeOn(
      source,
      { by: first.enteredBy, numbers: first.given.numbers },
      { by: second.enteredBy, numbers: second.given.numbers },
    )
    return 'agreed' in held ? null : held.difference.at + 1
  }
  if (first.given.kind !== 'text' || second.given.kind !== 'text') return 1
  const [one, other] = [[...first.given.text], [...second.given.text]]
  for (let at = 0; at < Math.max(one.length, other.length); at++) if (one[at] !== other[at]) return at + 1
  return null
}

type Beacon = Extract<EntryRow['given'], { kind: 'drand' }>

/** A beacon as a proof has it: its randomness is the hash of its signature. */
export function beaconOf({ signature, previousSignature }: Beacon): UsedSource {
  const beacon = previousSignature === undefined ? { signature } : { signature, previousSignature }
  return { value: createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex'), beacon }
}

/** What every source said, in order; undefined until all are settled. */
export function allUsed(sources: readonly AnnouncedSource[], entries: readonly EntryRow[]): UsedSource[] | undefined {
  const used = sources.flatMap(
    (source, at) =>
      settle(
        source,
        entries.filter(entry => entry.source === at),
      ).used ?? [],
  )
  return used.length === sources.length ? used : undefined
}

type Standing = Pick<QuizDrawRow, 'announcement' | 'result' | 'publishedAt' | 'calledOff'>

/** The state of a draw; `isReady` where every source has spoken. */
export function drawState(draw: Standing, isReady: boolean): QuizDrawState {
  if (draw.calledOff) return 'called-off'
  if (draw.publishedAt !== null) return 'published'
  if (draw.result !== null) return 'drawn'
  if (draw.announcement === null) return 'frozen'
  return isReady ? 'ready' : 'announced'
}

/** The first instant at which anything about chance is known: of the sources and of those that may stand in for them. */
export function firstInstant({ sources }: Pick<DrawAnnouncement, 'sources'>): Date {
  const instants = sources.flatMap(source =>
    source.kind === 'label' ? [] : [source.at, ...(source.fallback ? [source.fallback.source.at] : [])],
  )
  return new Date(Math.min(...instants.map(at => Date.parse(at))))
}

/** The acts on a draw that its state leaves open to somebody: what wants a second person is not open to who did the step before. */
export function openDrawActs(
  draw: Standing & Pick<QuizDrawRow, 'sources' | 'frozenBy' | 'drawnBy'>,
  state: QuizDrawState,
  at: Date,
  by: string,
): ReadonlySet<string> {
  const acts = ['read']
  if (state === 'frozen') acts.push('call-off-draw')
  if (state === 'frozen' && draw.frozenBy !== by) acts.push('announce-draw')
  if (state === 'announced' || state === 'ready') acts.push('enter-source')
  if ((state === 'announced' || state === 'ready') && at < firstInstant(draw)) acts.push('call-off-draw')
  if (state === 'ready') acts.push('run-draw')
  if (state === 'drawn' && draw.drawnBy !== by) acts.push('publish-draw')
  return new Set(acts.map(act => `participation.${act}`))
}
