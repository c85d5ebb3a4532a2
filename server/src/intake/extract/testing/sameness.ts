import type { FactOf } from '#contract/extraction.ts'
import type { GoldFacts } from './gold.ts'

/** A name without marks and spaces, half width. */
export const plain = (text: unknown): string =>
  String(text ?? '')
    .normalize('NFKC')
    .replace(/[\s\p{P}*#]/gu, '')

/** How alike two texts are by their pairs of characters, 0 to 1. */
export function dice(a: unknown, b: unknown): number {
  const x = plain(a)
  const y = plain(b)
  if (x !== '' && x === y) return 1
  const grams = (text: string) => {
    const counts = new Map<string, number>()
    for (let i = 0; i < text.length - 1; i++) {
      const gram = text.slice(i, i + 2)
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
    return counts
  }
  const left = grams(x)
  const right = grams(y)
  let both = 0
  let all = 0
  for (const [gram, n] of left) {
    both += Math.min(n, right.get(gram) ?? 0)
    all += n
  }
  for (const n of right.values()) all += n
  return all > 0 ? (2 * both) / all : 0
}

/** Whether one text of two characters or more stands within the other. */
export function within(a: unknown, b: unknown): boolean {
  const x = plain(a)
  const y = plain(b)
  return Math.min(x.length, y.length) >= 2 && (x.includes(y) || y.includes(x))
}

export function alike(a: unknown, b: unknown, least: number): boolean {
  const lengths = [plain(a).length, plain(b).length]
  return dice(a, b) >= least || (within(a, b) && Math.min(...lengths) >= 0.4 * Math.max(...lengths))
}

function unitOf(unit: string): string {
  const text = unit.normalize('NFKC').replace(/\s/g, '')
  return /^(名|位|第)?$/.test(text) ? '' : text.replace(/^个?百分点$/, '百分点')
}

export function numbersAgree(g: GoldFacts['figures'][number], p: FactOf<'figure'>): boolean {
  return (
    Math.abs(g.value - p.value) < 1e-9 &&
    unitOf(g.unit) === unitOf(p.unit) &&
    plain(g.comparison) === plain(p.comparison)
  )
}

export function peopleAgree(g: GoldFacts['people'][number], p: FactOf<'person'>): boolean {
  if (plain(g.name) !== plain(p.name)) return false
  if (!g.post) return true
  return dice(g.post, p.post) >= 0.6 || (within(g.post, p.post) && plain(p.post).length >= 0.5 * plain(g.post).length)
}

export function projectsAgree(g: GoldFacts['projects'][number], p: FactOf<'project'>, stage: boolean): boolean {
  const count = (name: string) => Number(/(\d+)个/.exec(name)?.[1] ?? Number.NaN)
  const stages = [g.stage, ...(g.stage_also ?? [])]
  if (stage && g.stage && !stages.some(one => plain(one) === plain(p.stage))) return false
  return /合计/.test(g.name) ? p.count === count(g.name) || count(p.name) === count(g.name) : alike(g.name, p.name, 0.6)
}
