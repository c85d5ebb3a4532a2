import { brokenByYear, type Point, sparkLines } from './spark.ts'

const [WIDTH, HEIGHT] = [96, 22]

/** A series' last values as a small line; the figures themselves stand beside it, so it says nothing to who cannot see it. */
export function Spark({ points, cumulative }: { points: readonly Point[]; cumulative: boolean }) {
  const lines = sparkLines(cumulative ? brokenByYear(points) : points.map(each => each.value), WIDTH, HEIGHT)
  if (lines.length === 0) return null
  const end = lines.at(-1)?.split(' ').at(-1)?.split(',')
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {lines.map(line => (
        <polyline key={line} points={line} />
      ))}
      {end && <circle cx={end[0]} cy={end[1]} r="2" />}
    </svg>
  )
}
