import { type Figure, figure as figureShape } from '#contract/kernel.ts'

/** Every number of a pack with the path to it, found by its shape and not by a list of places: none can be forgotten. */
export function shownFigures(value: unknown, path = ''): Array<{ path: string; figure: Figure }> {
  if (value === null || typeof value !== 'object') return []
  const found = figureShape.safeParse(value)
  if (found.success) return [{ path, figure: found.data }]
  return Object.entries(value).flatMap(([key, each]) => shownFigures(each, path === '' ? key : `${path}.${key}`))
}
