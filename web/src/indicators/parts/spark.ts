/** Points of a small line in a box, the ends inside it; where a value is missing the line breaks. */
export function sparkLines(values: ReadonlyArray<number | null>, width: number, height: number): string[] {
  const known = values.filter(value => value !== null)
  if (known.length < 2) return []
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const x = (index: number) => round(1 + (index * (width - 2)) / Math.max(1, values.length - 1))
  // A level line runs through the middle.
  const y = (value: number) =>
    round(most === least ? height / 2 : height - 2 - ((value - least) * (height - 4)) / (most - least))
  const lines: string[][] = [[]]
  for (const [index, value] of values.entries()) {
    if (value === null) lines.push([])
    else lines.at(-1)?.push(`${x(index)},${y(value)}`)
  }
  return lines.filter(line => line.length > 1).map(line => line.join(' '))
}

const round = (number: number) => Math.round(number * 10) / 10

export type Point = { period: string; value: number | null }

/** Values with a break before each year: a total since the year's beginning starts anew. */
export function brokenByYear(points: readonly Point[]): Array<number | null> {
  return points.flatMap(({ period, value }, index) => {
    const before = points[index - 1]?.period.slice(0, 4)
    return before !== undefined && before !== period.slice(0, 4) ? [null, value] : [value]
  })
}
