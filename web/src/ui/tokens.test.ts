import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ui = import.meta.dirname
const web = join(ui, '..')
const tokens = readFileSync(join(ui, 'tokens.css'), 'utf8')

/** Colours written out: `#0f5c69`, `rgb(…)`, `hsl(…)`. A hash in a selector or a link is followed by other letters. */
function colours(text: string): string[] {
  return text.match(/(?<![\w&/'"`=-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgb|hsl|oklch)a?\(/gi) ?? []
}

function colourOf(name: string): [number, number, number] {
  const found = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(tokens)?.[1]
  if (!found) throw new Error(`tokens.css has no colour ${name}`)
  const channel = (at: number) => Number.parseInt(found.slice(at, at + 2), 16)
  return [channel(0), channel(2), channel(4)]
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (name: string) => {
    const [r, g, b] = colourOf(name).map(value => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
  }
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const grounds = ['paper', 'wash', 'accent-wash']

describe('the colours', () => {
  it.each(['ink', 'ink-2', 'ink-3', 'accent', 'accent-2', 'l-g', 'l-b', 'l-y', 'l-o', 'l-r', 'l-n'])(
    '%s can be read on every ground',
    name => {
      for (const ground of grounds) expect(contrast(name, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['rule-2', 'ev-line', 'accent-mid', 'l-y-edge'])('%s can be seen on paper', name => {
    expect(contrast(name, 'paper')).toBeGreaterThanOrEqual(3)
  })

  it('of white on the accent can be read', () => {
    expect(contrast('paper', 'accent')).toBeGreaterThanOrEqual(4.5)
  })

  it('stand in tokens.css and nowhere else', () => {
    const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
      name => /\.(css|tsx?)$/.test(name) && !/\.test\.tsx?$|tokens\.css$/.test(name),
    )
    expect(files.length).toBeGreaterThan(50)
    const found = files.flatMap(name =>
      colours(readFileSync(join(web, name), 'utf8')).map(colour => `${name}: ${colour}`),
    )
    expect(found).toEqual([])
  })

  it('written elsewhere would be found', () => {
    expect(colours('a { color: #0f5c69; background: rgb(1 2 3) } <path fill=#fff />')).toHaveLength(2)
    expect(colours('.x{border:1px solid #FFF}')).toEqual(['#FFF'])
    expect(colours('href=\'#main\' id="#abc" &#123;')).toEqual([])
  })
})
