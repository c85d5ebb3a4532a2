import {
  type AnnouncedSource,
  type DrawAnnouncement,
  type DrawInput,
  type DrawProof,
  type DrawSource,
  drawAnnouncement,
  type FutureSource,
  type UsedSource,
} from '#contract/draws.ts'
import { canonical } from '../log/canonical.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { beaconFault, type DrandChain, instantOfRound } from './drand.ts'
import { draw, excludedRoot, poolRoot, ticketsOf } from './draw.ts'
import { sha256Hex, utf8 } from './hashes.ts'
import { fieldOf, readInput } from './input.ts'

/** What is fixed when the pool is frozen, before anything about chance is known. */
export type FrozenDraw = Pick<
  DrawAnnouncement,
  'draw' | 'titleZh' | 'titleEn' | 'announcedAt' | 'sources' | 'winners' | 'reserves' | 'algorithm'
> &
  Pick<DrawInput, 'pool' | 'weights' | 'exclude'> & { exclusionZh: string; exclusionEn: string }

type Chains = ReadonlyMap<string, DrandChain>

/**
 * The announcement of a draw: what is published and recorded in the log before the first source speaks. Refuses what could not be drawn
 * later (`draws.…` of the input) and sources that are not in the future (`draws.source-not-ahead`) or contradict their chain.
 */
export function announcementOf(frozen: FrozenDraw, chains: Chains): DrawAnnouncement {
  const { pool, weights, exclude, exclusionZh, exclusionEn, ...said } = frozen
  const { algorithm, winners, reserves } = said
  // A draw that could not be run must be refused now: what is announced stands in the log for ever.
  const couldSay = (sources: readonly AnnouncedSource[]) =>
    readInput({ algorithm, pool, winners, reserves, weights, exclude, sources: sources.map(sampleOf) })
  couldSay(said.sources)
  couldSay(said.sources.map(source => ('fallback' in source && source.fallback?.source) || source))
  const announcement: DrawAnnouncement = {
    format: 'jianghai-draw-announcement-1',
    ...said,
    pool: {
      count: typeof pool === 'number' ? pool : pool.length,
      tickets: ticketsOf(pool, weights),
      root: poolRoot(pool, weights),
    },
    exclusion: {
      ruleZh: exclusionZh,
      ruleEn: exclusionEn,
      count: exclude?.length ?? 0,
      root: excludedRoot(exclude),
    },
  }
  const parsed = drawAnnouncement.safeParse(announcement)
  if (!parsed.success) {
    const field = fieldOf(parsed.error.issues[0]?.path ?? [])
    throw refuse('draws.announcement-unfit', { field }, { field })
  }
  const fault = sourcesFault(announcement, chains)
  if (fault) throw fault
  return announcement
}

/** Something a source of this kind could say, for a draw that is only tried. */
const sampleOf = (source: AnnouncedSource): DrawSource =>
  source.kind === 'label' ? source.value : source.kind === 'numbers' ? [source.least] : '—'

/** The hash under which an announcement stands in the log: SHA-256 of its canonical JSON (RFC 8785), as hex. */
export function announcementHash(announcement: DrawAnnouncement): string {
  return sha256Hex(utf8(canonical(announcement)))
}

/** Draws as announced, from what the sources said, and gives the proof to publish; refuses what `usedFault` names. */
export function proofOf(
  announcement: DrawAnnouncement,
  used: readonly UsedSource[],
  frozen: Pick<DrawInput, 'pool' | 'weights' | 'exclude'>,
  chains: Chains,
): DrawProof {
  const fault = usedFault(announcement, used, chains)
  if (fault) throw fault
  const input = readInput({
    algorithm: announcement.algorithm,
    pool: frozen.pool,
    winners: announcement.winners,
    reserves: announcement.reserves,
    weights: frozen.weights,
    exclude: frozen.exclude,
    sources: used.map(({ value }) => value),
  })
  return { announcement, used: [...used], input, ...draw(input) }
}

/**
 * What is wrong with announced sources, or undefined: every source but a label speaks after the announcement, a round's instant is the
 * one its chain gives, a fallback takes over after its source was due and is not known before it does, and something unknown is among
 * them at all.
 */
export function sourcesFault({ announcedAt, sources }: DrawAnnouncement, chains: Chains): Refusal | undefined {
  if (sources.every(({ kind }) => kind === 'label')) return refuse('draws.sources-all-labels', {}, { field: 'sources' })
  for (const [at, source] of sources.entries()) {
    if (source.kind === 'label') continue
    const field = `announcement.sources[${at}]`
    const fault = futureFault(source, field, announcedAt, chains)
    if (fault) return fault
    if (!source.fallback) continue
    if (ms(source.fallback.after) < ms(source.at))
      return refuse('draws.fallback-too-early', { field }, { field: `${field}.fallback.after` })
    const second = futureFault(source.fallback.source, `${field}.fallback.source`, announcedAt, chains)
    if (second) return second
    // Who already knew both values could choose between them by finding the first one late.
    const { after } = source.fallback
    if (ms(source.fallback.source.at) < ms(after))
      return refuse('draws.fallback-known-early', { field, after }, { field: `${field}.fallback.source.at` })
  }
  return undefined
}

function futureFault(source: FutureSource, field: string, after: string, chains: Chains): Refusal | undefined {
  if (ms(source.at) <= ms(after)) return refuse('draws.source-not-ahead', { field, at: source.at }, { field })
  if (source.kind === 'numbers' && source.least > source.most)
    return refuse('draws.range-empty', { field, least: source.least, most: source.most }, { field })
  if (source.kind !== 'drand') return undefined
  const chain = chains.get(source.chain)
  if (!chain)
    return refuse(
      'draws.chain-unknown',
      { field, chain: source.chain, known: [...chains.keys()].join(', ') },
      { field },
    )
  const due = instantOfRound(chain, source.round)
  if (due === ms(source.at)) return undefined
  const params = { field, round: source.round, due: new Date(due).toISOString(), at: source.at }
  return refuse('draws.round-not-at-instant', params, { field })
}

/** What is wrong with the values used, against what was announced; undefined when they are of the kind, in the order, and signed. */
export function usedFault(
  { sources }: DrawAnnouncement,
  used: readonly UsedSource[],
  chains: Chains,
): Refusal | undefined {
  if (used.length !== sources.length)
    return refuse('draws.used-count', { announced: sources.length, used: used.length }, { field: 'used' })
  for (const [at, announced] of sources.entries()) {
    const one = used[at]
    if (!one) continue
    const fault = valueFault(announced, one, `used[${at}]`, chains)
    if (fault) return fault
  }
  return undefined
}

function valueFault(
  announced: AnnouncedSource,
  { value, fallback, beacon }: UsedSource,
  field: string,
  chains: Chains,
): Refusal | undefined {
  const differs = (expected: string) => refuse('draws.used-unfit', { field, expected }, { field })
  if (announced.kind === 'label')
    return value === announced.value && !fallback && !beacon ? undefined : differs('label')
  if (fallback && !announced.fallback) return refuse('draws.fallback-not-announced', { field }, { field })
  const source: FutureSource = fallback && announced.fallback ? announced.fallback.source : announced
  switch (source.kind) {
    case 'text':
      return typeof value === 'string' && !beacon ? undefined : differs('text')
    case 'numbers':
      return !beacon && isDrawn(value, source) ? undefined : differs('numbers')
    case 'drand': {
      if (typeof value !== 'string' || !beacon) return differs('drand')
      const chain = chains.get(source.chain)
      if (!chain) return differs('drand')
      const why = beaconFault(chain, { round: source.round, randomness: value, ...beacon })
      return why && refuse(beaconCodes[why], { field, round: source.round }, { field })
    }
  }
}

const beaconCodes = {
  malformed: 'draws.beacon-malformed',
  randomness: 'draws.beacon-randomness',
  'previous-missing': 'draws.beacon-previous-missing',
  signature: 'draws.beacon-signature',
} as const

function isDrawn(value: DrawSource, { count, least, most }: { count: number; least: number; most: number }): boolean {
  return Array.isArray(value) && value.length === count && value.every(number => number >= least && number <= most)
}

const ms = (instant: string) => Date.parse(instant)
