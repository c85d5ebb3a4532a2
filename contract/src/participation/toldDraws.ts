import type { AnnouncedSource, DrawAnnouncement, FutureSource, UsedSource } from '../draws.ts'
import { en, zh } from '../portalWords/openDraws.ts'
import type { OpenDraw, OpenDraws } from './draws.ts'
import type { OpenQuiz } from './portal.ts'
import { type Fact, filled, instantIn, type Language, tell } from './told.ts'

/*
 * The draws of a quiz as citizens read them, by the server's first screen and by the portal alike. Told before anything is drawn: what was
 * sealed, and which instants decide. Like told.ts it needs no library.
 */

type Key = keyof typeof zh
type Params = Readonly<Record<string, string | number>>

/** A sentence about draws. */
export const tellDraw = (language: Language, key: Key, params: Params = {}) =>
  filled((language === 'en' ? en : zh)[key], params)

/** A draw, or a cut-off that waits for one, as it is told. */
export type DrawTold = { key: string; title: string; state: string; facts: Fact[]; draw: OpenDraw | null }

/**
 * The draws of a quiz, the newest first: what was announced, before it the cut-offs that wait to be announced, and of the cut-offs to come
 * the next one; `later` is how many come after that.
 */
export function drawsTold(
  language: Language,
  { cutoffs }: Pick<OpenQuiz, 'cutoffs'>,
  { draws, now }: OpenDraws,
): { told: DrawTold[]; later: number } {
  const told: DrawTold[] = []
  let coming = 0
  for (let number = 1; number <= Math.max(cutoffs.length, ...draws.map(each => each.number)); number++) {
    const own = draws.filter(each => each.number === number)
    told.push(...own.map(draw => drawTold(language, draw)))
    const cutoff = cutoffs[number - 1]
    if (cutoff === undefined || own.some(({ state }) => state !== 'called-off')) continue
    const isPast = Date.parse(cutoff) <= Date.parse(now)
    if (!isPast && ++coming > 1) continue
    told.push({
      key: `cutoff-${number}`,
      title: tellDraw(language, 'draw-n', { n: number }),
      state: tellDraw(language, isPast ? 'draw-state.waiting' : 'draw-state.before'),
      facts: [[tellDraw(language, 'draw-cutoff'), instantIn(language, cutoff)]],
      draw: null,
    })
  }
  return { told: told.reverse(), later: Math.max(0, coming - 1) }
}

function drawTold(language: Language, draw: OpenDraw): DrawTold {
  const { announcement, state } = draw
  return {
    key: draw.id,
    title: tellDraw(language, 'draw-n', { n: draw.number }),
    state: tellDraw(language, `draw-state.${state}`, { at: instantIn(language, lastInstant(announcement)) }),
    facts: factsOfDraw(language, draw),
    draw,
  }
}

/** When the last of the announced sources, not counting those that stand in for others, is public. */
const lastInstant = ({ sources, announcedAt }: DrawAnnouncement): number =>
  Math.max(...sources.map(source => Date.parse(source.kind === 'label' ? announcedAt : source.at)))

function factsOfDraw(language: Language, draw: OpenDraw): Fact[] {
  const { announcement, cutoff, publishedAt, announcementHash, used, prize } = draw
  const { pool, exclusion, winners, reserves, sources } = announcement
  const fact = (key: Key, value: string): Fact => [tellDraw(language, key), value]
  const rule = language === 'en' ? exclusion.ruleEn : exclusion.ruleZh
  const sealed = tellDraw(language, 'draw-pool-rule', { n: pool.count })
  const out = tellDraw(language, 'draw-pool-out', { n: exclusion.count, rule })
  return [
    fact('draw-cutoff', instantIn(language, cutoff)),
    fact('draw-announced-at', instantIn(language, announcement.announcedAt)),
    fact('draw-pool', exclusion.count === 0 ? sealed : sealed + (language === 'en' ? '; ' : '；') + out),
    fact('draw-number', tellDraw(language, 'draw-number-rule', { winners, reserves })),
    [tell(language, 'prize'), prize],
    ...sourcesTold(language, sources, used),
    fact('draw-root', pool.root),
    fact('draw-hash', announcementHash),
    ...(publishedAt === null ? [] : [fact('draw-published-at', instantIn(language, publishedAt))]),
  ]
}

/** Each announced source with its instant, what stands in for it, and, once published, what it said. A label adds no chance and is left out. */
function sourcesTold(language: Language, sources: readonly AnnouncedSource[], used: readonly UsedSource[]): Fact[] {
  const facts: Fact[] = []
  for (const [at, source] of sources.entries()) {
    if (source.kind === 'label') continue
    const said = used[at]
    const value = said && valueTold(said.value)
    const instead = source.fallback
      ? tellDraw(language, 'draw-source-else', {
          after: instantIn(language, source.fallback.after),
          what: sourceTold(language, source.fallback.source),
          at: instantIn(language, source.fallback.source.at),
        })
      : ''
    facts.push([
      tellDraw(language, 'draw-source', { n: facts.length + 1 }),
      tellDraw(language, 'draw-source-at', {
        what: sourceTold(language, source),
        at: instantIn(language, source.at),
      }) +
        instead +
        (value === undefined
          ? ''
          : tellDraw(language, said?.fallback ? 'draw-source-said-else' : 'draw-source-said', { value })),
    ])
  }
  return facts
}

const valueTold = (value: UsedSource['value']) => (Array.isArray(value) ? value.join(' ') : String(value))

function sourceTold(language: Language, source: FutureSource): string {
  if (source.kind === 'drand')
    return tellDraw(language, 'draw-source.drand', { chain: source.chain, round: source.round })
  const { issue } = source
  const name = language === 'en' ? source.nameEn : source.nameZh
  if (source.kind === 'text') return tellDraw(language, 'draw-source.text', { name, issue })
  const { count, least, most } = source
  return tellDraw(language, 'draw-source.numbers', { name, issue, count, least, most })
}

/** What is said beside a winner: that they moved up, that the prize went on, or both. */
export function noteOf(language: Language, { movedUp, isOut }: Pick<OpenDraw['winners'][number], 'movedUp' | 'isOut'>) {
  const notes = [...(movedUp ? ['drawn-up' as const] : []), ...(isOut ? ['drawn-out' as const] : [])]
  return notes.map(key => tellDraw(language, key)).join(language === 'en' ? '; ' : '；')
}

/** How anybody checks a draw, step by step. */
export const checksOf = (language: Language): string[] =>
  (['check-1', 'check-2', 'check-3', 'check-4'] as const).map(key => tellDraw(language, key))

/** So many winners are shown at first; the rest on asking. */
export const WINNERS_AT_FIRST = 10
