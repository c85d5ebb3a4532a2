import type { UnitSheet } from '#contract/gatherings.ts'
import type { Figure, Light } from '#contract/kernel.ts'
import type { UnitChange, UnitStrip } from '#contract/publishing.ts'

/** Heaviest first, as the strips are drawn. */
const byWeight: readonly Light[] = ['red', 'orange', 'yellow', 'blue', 'green', 'grey']

export type Strip = {
  unitId: string | null
  total: number
  cells: ReadonlyArray<{ id: string; title: string; light: Light }>
}
export type UnitNames = ReadonlyMap<string, { nameZh: string; nameEn: string | null; shortZh: string | null }>

/**
 * The lights of each unit (各单位的灯), the unit with the heaviest light first, with what changed since the meeting before. Without
 * sheets there is nothing to compare with; a unit without a sheet had no change that its lights would show.
 */
export function unitStrips(
  strips: readonly Strip[],
  names: UnitNames,
  sheets: readonly UnitSheet[] | null,
): UnitStrip[] {
  const ofUnit = new Map((sheets ?? []).map(sheet => [sheet.unit.id, sheet]))
  return strips.toSorted(heaviestFirst).map(({ unitId, total, cells }) => {
    const name = unitId === null ? undefined : names.get(unitId)
    const sheet = unitId === null ? undefined : ofUnit.get(unitId)
    return {
      unitId,
      unit: name ? (name.shortZh ?? name.nameZh) : '',
      unitEn: name?.nameEn ?? null,
      total: totalOf(unitId, total),
      cells: cells.map(({ id, title, light }) => ({ id, title, light })),
      changes: sheets && (sheet ? changesOf(sheet) : []),
    }
  })
}

/** The matters room answers for its counts: kind `matters`, a unit's id, `none` for those that no unit leads. */
function totalOf(unitId: string | null, value: number): Figure {
  return {
    value,
    unit: '件',
    bound: null,
    printed: null,
    evidence: 'computed',
    ref: { kind: 'matters', id: unitId ?? 'none', field: 'total' },
  }
}

function changesOf(sheet: UnitSheet): UnitChange[] {
  const moves = new Map<string, { what: 'moved'; from: Light; to: Light; count: number }>()
  for (const { since, before, light } of sheet.matters) {
    if (since !== 'changed' || before === null || before === light) continue
    const move = moves.get(`${before}>${light}`) ?? { what: 'moved', from: before, to: light, count: 0 }
    moves.set(`${before}>${light}`, { ...move, count: move.count + 1 })
  }
  const count = (since: string) => sheet.matters.filter(matter => matter.since === since).length
  const counted: UnitChange[] = [
    { what: 'fresh', count: count('new') },
    { what: 'closed', count: count('closed') },
  ]
  return [
    ...[...moves.values()].sort(
      (a, b) => byWeight.indexOf(a.to) - byWeight.indexOf(b.to) || byWeight.indexOf(a.from) - byWeight.indexOf(b.from),
    ),
    ...counted.filter(change => change.count > 0),
  ]
}

/** The unit whose heaviest lights weigh more stands first: compared light by light, then by how many matters it has. */
function heaviestFirst(a: Strip, b: Strip): number {
  for (const light of byWeight) {
    const of = (strip: Strip) => strip.cells.filter(cell => cell.light === light).length
    if (of(a) !== of(b)) return of(b) - of(a)
  }
  return b.total - a.total || (a.unitId ?? '').localeCompare(b.unitId ?? '')
}
