/** Where the characters of a shorter name stand in a longer, one after another; undefined where one is missing. */
export function placesInOrder(short: readonly string[], long: readonly string[]): number[] | undefined {
  const found: number[] = []
  let from = 0
  for (const character of short) {
    const at = long.indexOf(character, from)
    if (at < 0) return undefined
    found.push(at)
    from = at + 1
  }
  return found
}
