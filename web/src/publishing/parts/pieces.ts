/** A piece of the agenda's bar: so many minutes, within the meeting's time or over it. */
export type Piece = { key: string; size: number; over: boolean }

/** The pieces of the bar in order; an item that crosses the end of the meeting is cut there, so that the end can be seen. */
export function pieces(agenda: ReadonlyArray<{ id: string; minutes: number | null }>, budget: number | null): Piece[] {
  const found: Piece[] = []
  let used = 0
  for (const { id, minutes } of agenda) {
    if (minutes === null) continue
    const within = budget === null ? minutes : Math.max(0, Math.min(minutes, budget - used))
    if (within > 0) found.push({ key: id, size: within, over: false })
    if (minutes > within) found.push({ key: `${id} over`, size: minutes - within, over: true })
    used += minutes
  }
  return found
}
