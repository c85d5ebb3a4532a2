import type { AnnouncedSource } from '#contract/draws.ts'
import type { FrozenDraw } from '#kernel/draws/index.ts'
import { refuse } from '#kernel/refusal.ts'
import type { PlaceRow, QuizDrawRow } from './store/drawRecords.ts'
import type { Quiz } from './store/records.ts'

type Frozen = Pick<QuizDrawRow, 'id' | 'number' | 'winners' | 'reserves' | 'exclusion' | 'sources'>

/** The ids of a draw in the order of the pool, and those of them that are left out. */
export function idsOf(places: readonly PlaceRow[]): { pool: string[]; exclude?: string[] } {
  const exclude = places.filter(({ excluded }) => excluded).map(({ alias }) => alias)
  return { pool: places.map(({ alias }) => alias), ...(exclude.length > 0 ? { exclude } : {}) }
}

/** What the announcement of a frozen draw is made from, at an instant. */
export function announcing(
  { titleZh, titleEn }: Pick<Quiz, 'titleZh' | 'titleEn'>,
  { id, number, winners, reserves, exclusion, sources }: Frozen,
  places: readonly PlaceRow[],
  at: Date,
): FrozenDraw {
  return {
    draw: id,
    titleZh: `${titleZh}第${number}次抽取`,
    titleEn: `${titleEn ?? titleZh}, draw ${number}`,
    announcedAt: at.toISOString(),
    algorithm: 'jianghai-1',
    ...{ winners, reserves, sources },
    ...idsOf(places),
    exclusionZh: exclusion.zh,
    exclusionEn: exclusion.en,
  }
}

/**
 * Refuses `participation.fallback-missing` {place} where a source that people type has no announced fallback: an issue that is never
 * printed would block the draw for good, since nothing can be called off any more. A round of drand needs none: whoever missed it can ask for it later.
 */
export function mustHaveFallbacks(sources: readonly AnnouncedSource[]): void {
  for (const [place, source] of sources.entries())
    if ((source.kind === 'numbers' || source.kind === 'text') && !source.fallback)
      throw refuse('participation.fallback-missing', { place }, { field: `sources.${place - 1}.fallback` })
}
