import type { Figure } from '#contract/kernel.ts'

export type CellKind = 'recognised' | 'fresh' | 'claimed'

/** As many cells as a column holds: five columns of eight. */
const MOST = 40

/** How many projects one cell stands for, so that the fullest stage still fits. */
export function perCell(counts: readonly number[]): number {
  return Math.max(1, Math.ceil(Math.max(0, ...counts) / MOST))
}

/** The cells of a stage from the ground up: those that stood there, those that came since, and claims on top. */
export function cellsOf(
  {
    recognised,
    claimed,
    fresh = 0,
  }: { recognised: Pick<Figure, 'value'>; claimed: Pick<Figure, 'value'>; fresh?: number },
  per: number,
): CellKind[] {
  const known = recognised.value ?? 0
  const came = Math.min(fresh, known)
  const cells = (count: number, kind: CellKind): CellKind[] =>
    Array.from({ length: Math.ceil(count / per) }, () => kind)
  return [...cells(known - came, 'recognised'), ...cells(came, 'fresh'), ...cells(claimed.value ?? 0, 'claimed')]
}
