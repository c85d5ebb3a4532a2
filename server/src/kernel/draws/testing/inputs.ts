import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { DrawInput } from '#contract/draws.ts'

const name = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', 'b', '1', '2', '-', '𠮷'), minLength: 1, maxLength: 6 })
const source = fc.oneof(
  fc.nat(),
  fc.array(fc.nat(99), { minLength: 1, maxLength: 7 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '/', 'f', '0', '期'), minLength: 1, maxLength: 40 }),
)

/** Random inputs of every kind: pools of names and of numbers, weights, exclusions, both algorithms. */
export const inputs: fc.Arbitrary<DrawInput> = fc
  .record({
    isRfc: fc.boolean(),
    pool: fc.oneof(fc.uniqueArray(name, { minLength: 2, maxLength: 40 }), fc.integer({ min: 2, max: 60 })),
    weight: fc.option(
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), {
        minLength: 60,
        maxLength: 60,
      }),
    ),
    out: fc.array(fc.nat(59), { maxLength: 10 }),
    winners: fc.integer({ min: 1, max: 30 }),
    reserves: fc.nat(10),
    sources: fc.array(source, { minLength: 1, maxLength: 4 }),
  })
  .map(({ isRfc, pool, weight, out, winners, reserves, sources }) => {
    const ids = typeof pool === 'number' ? Array.from({ length: pool }, (_, n) => n + 1) : pool
    const excluded = [...new Set(out.filter(at => at < ids.length))]
      .slice(0, ids.length - 1)
      .flatMap(at => ids[at] ?? [])
    const left = ids.length - excluded.length
    const drawn = Math.min(winners, left)
    return {
      algorithm: isRfc ? ('rfc3797' as const) : ('jianghai-1' as const),
      pool,
      winners: drawn,
      reserves: Math.min(reserves, left - drawn),
      ...(weight && !isRfc ? { weights: weight.slice(0, ids.length) } : {}),
      ...(excluded.length > 0 ? { exclude: excluded } : {}),
      sources: isRfc ? sources.map(each => (typeof each === 'string' ? each.length : each)) : sources,
    }
  })

/**
 * The draw as docs/draws.md describes it, written as plainly as it can be and apart from the product's: a list of tickets' holders, no
 * tree, another library's hash. Slow, and that is the point.
 */
export function plainDraw(input: DrawInput): { key: string; hashes: string[]; order: Array<string | number> } {
  const written = (each: DrawInput['sources'][number]) =>
    typeof each === 'string'
      ? `"${each.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"/`
      : `${[each]
          .flat()
          .toSorted((a, b) => a - b)
          .map(number => `${number}.`)
          .join('')}/`
  const key = input.sources.map(written).join('')
  const ids: Array<string | number> =
    typeof input.pool === 'number' ? Array.from({ length: input.pool }, (_, n) => n + 1) : [...input.pool]
  const out = new Set((input.exclude ?? []).map(String))
  const left = ids
    .map((id, n) => ({ id, weight: BigInt(input.weights?.[n] ?? 1) }))
    .filter(({ id }) => !out.has(String(id)))
  const hashes: string[] = []
  const order: Array<string | number> = []
  for (let step = 0; step < input.winners + (input.reserves ?? 0); step++) {
    const ends = Buffer.alloc(input.algorithm === 'rfc3797' ? 2 : 4)
    if (ends.length === 2) ends.writeUInt16BE(step)
    else ends.writeUInt32BE(step)
    const hash = createHash(input.algorithm === 'rfc3797' ? 'md5' : 'sha256')
      .update(ends)
      .update(key)
      .update(ends)
      .digest('hex')
    hashes.push(hash)
    let ticket = BigInt(`0x${hash}`) % left.reduce((sum, { weight }) => sum + weight, 0n)
    const at = left.findIndex(({ weight }) => {
      if (ticket < weight) return true
      ticket -= weight
      return false
    })
    const [taken] = left.splice(at, 1)
    if (taken) order.push(taken.id)
  }
  return { key, hashes, order }
}
