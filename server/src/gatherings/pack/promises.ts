import type { PackPromises as Shown } from '#contract/gatherings.ts'
import type { PackPromises } from '../../promises/index.ts'
import { computed, type PackRef } from './figures.ts'

/** What was announced and what was done, as a page of the pack: counts of this pack, lines as the promises room gives them. */
export function promisesPage(found: PackPromises, ref: PackRef): Shown {
  return {
    rule: found.rule,
    silentAfterDays: found.silentAfterDays,
    total: computed(ref, 'promises:total', found.total, '件'),
    standings: found.counts.map(({ standing, count }) => ({
      standing,
      count: computed(ref, `promises:${standing}`, count, '件'),
    })),
    lines: found.lines.map(({ steps, draft: _, ...line }) => ({
      ...line,
      last: steps.toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? '')).at(-1) ?? null,
    })),
  }
}
