/** A piece of the bar: an item's minutes, cut where the meeting ends so that the end can be seen. */
export type Piece = { key: string; minutes: number; over: boolean }

/** The minutes of an agenda as pieces of a bar, in order; what goes over the meeting's length is a piece of its own. */
export function piecesOf(
  items: ReadonlyArray<{ key: string; minutes: number | null }>,
  budget: number | null,
): { pieces: Piece[]; planned: number; free: number; over: number; unsized: number } {
  const pieces: Piece[] = []
  let planned = 0
  for (const { key, minutes } of items) {
    if (minutes === null) continue
    const within = budget === null ? minutes : Math.max(0, Math.min(minutes, budget - planned))
    if (within > 0) pieces.push({ key, minutes: within, over: false })
    if (minutes > within) pieces.push({ key: `${key}~`, minutes: minutes - within, over: true })
    planned += minutes
  }
  return {
    pieces,
    planned,
    free: budget === null ? 0 : Math.max(0, budget - planned),
    over: budget === null ? 0 : Math.max(0, planned - budget),
    unsized: items.filter(item => item.minutes === null).length,
  }
}
