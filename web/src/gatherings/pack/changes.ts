import type { Light } from '#contract/kernel.ts'
import type { Pack, PackMatterLine, UnitSheet } from '../api.ts'

/** One thing that is not as it was in the last pack: a matter came, went or changed its light, or projects came to a stage. */
export type Change =
  | { kind: 'matter'; key: string; what: 'new' | 'closed' | 'changed'; matter: PackMatterLine; from: Light | null }
  | { kind: 'stage'; key: string; zh: string; en: string; count: number }

/** What changed on a unit's sheet since the last pack, the gravest first: the sheet's own order. */
export function changesOf({ unit, matters, stages }: Pick<UnitSheet, 'unit' | 'matters' | 'stages'>): Change[] {
  return [
    ...matterChanges(matters),
    ...stages
      .filter(stage => stage.fresh > 0)
      .map(stage => ({
        kind: 'stage' as const,
        key: `${unit.id}:${stage.stage}`,
        zh: stage.zh,
        en: stage.en,
        count: stage.fresh,
      })),
  ]
}

/** What changed in a whole pack. */
export function changesOfPack(pack: Pick<Pack, 'sheets' | 'unassigned'>): Change[] {
  return [...pack.sheets.flatMap(changesOf), ...matterChanges(pack.unassigned)]
}

function matterChanges(matters: readonly PackMatterLine[]): Change[] {
  return matters.flatMap(matter =>
    matter.since === 'same'
      ? []
      : [{ kind: 'matter' as const, key: matter.id, what: matter.since, matter, from: matter.before }],
  )
}
