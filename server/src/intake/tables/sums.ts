import { beyond, halfOfLast, shown } from '../contradictions/known.ts'

/** Words a sum row begins with: 合计 of all rows, 小计 of those since the last. */
const SUM = /^(?:合|小|总|共)\s*计|^累\s*计$|^总\s*数$|^全\s*(?:部|市)合计/

/** Whether a row adds up others: one of its first words says so. */
export const isSumRow = (cells: readonly string[]): boolean =>
  cells
    .filter(cell => cell !== '')
    .slice(0, 2)
    .some(cell => SUM.test(cell))

const isPart = (cells: readonly string[]) => cells.some(cell => /^小\s*计/.test(cell))

/** A sum that does not add up: of which column, what is printed and what the rows come to. */
export type Differing = { column: number; said: string; is: string }

type Sum = { value: number; room: number; isWhole: boolean }

/**
 * The columns of numbers of a table, added row by row in one unit each. A printed sum may differ by half its last digit and that of each part
 * (the rule of batches, `contradictions/sums.ts`).
 */
export class Sums {
  private readonly all = new Map<number, Sum>()
  private readonly part = new Map<number, Sum>()

  /** Adds a row's numbers, by column; null is one that cannot be read, so that the column may come to more. */
  add(numbers: ReadonlyMap<number, number | null>): void {
    for (const sums of [this.all, this.part])
      for (const [column, value] of numbers) {
        const { value: before, room, isWhole } = sums.get(column) ?? { value: 0, room: 0, isWhole: true }
        const added = value ?? 0
        sums.set(column, { value: before + added, room: room + roomOf(added), isWhole: isWhole && value !== null })
      }
  }

  /** What of a sum row does not add up; after a 小计 the next part begins. */
  check(cells: readonly string[], printed: ReadonlyMap<number, number | null>): Differing[] {
    const ofPart = isPart(cells)
    const sums = ofPart ? this.part : this.all
    const differing = [...printed].flatMap(([column, said]): Differing[] => {
      const sum = sums.get(column)
      if (!sum || said === null || !beyond(sum.value - said, sum.room + roomOf(said))) return []
      if (!sum.isWhole && sum.value < said) return []
      return [{ column, said: shown(said), is: shown(sum.value) }]
    })
    if (ofPart) this.part.clear()
    return differing
  }
}

/** Whole numbers are counted, not rounded. */
const roomOf = (value: number) => (Number.isInteger(value) ? 0 : halfOfLast(value))
