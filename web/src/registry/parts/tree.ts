/** A row of a tree laid out: how deep it stands, and whether something stands below it. */
export type Branch<Row> = { row: Row; depth: number; hasBelow: boolean }

type Node = { id: string; parentId: string | null }

/**
 * Lays a tree out from the top, each row followed by what stands below it unless it is closed. A row whose parent is not among the rows
 * stands at the top; rows that stand in a circle, which the server refuses, are shown at the end and not lost.
 */
export function layOut<Row extends Node>(rows: readonly Row[], closed: ReadonlySet<string>): Branch<Row>[] {
  const known = new Set(rows.map(row => row.id))
  const below = Map.groupBy(rows, row => (row.parentId !== null && known.has(row.parentId) ? row.parentId : ''))
  const laid: Branch<Row>[] = []
  const seen = new Set<string>()
  const visit = (parent: string, depth: number, isShown: boolean) => {
    for (const row of below.get(parent) ?? []) {
      if (seen.has(row.id)) continue
      seen.add(row.id)
      const hasBelow = below.has(row.id)
      if (isShown) laid.push({ row, depth, hasBelow })
      visit(row.id, depth + 1, isShown && !closed.has(row.id))
    }
  }
  visit('', 0, true)
  return [...laid, ...rows.filter(row => !seen.has(row.id)).map(row => ({ row, depth: 0, hasBelow: false }))]
}
