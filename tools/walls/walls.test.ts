import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cruise, importViolations, unseen } from './imports.ts'
import { plant } from './planted.ts'
import rooms from './rooms.json' with { type: 'json' }
import { rules } from './rules.ts'
import { inOneLine } from './violation.ts'

const root = join(import.meta.dirname, '..', '..')
const rulesOf: Record<string, string> = {
  imports: 'imports keep to the walls',
  doors: 'doors list names',
  sqlText: 'SQL text stands in stores',
  tables: 'a store names only tables',
  lengths: 'files have at most',
  types: 'no any',
  clocks: 'time and chance',
  places: 'no file names a registry host',
  words: 'every sentence stands in Chinese',
  refusals: 'every refusal code',
}

describe('every rule', () => {
  test('has a project that breaks it', () => {
    const planted = readdirSync(join(import.meta.dirname, 'planted')).filter(name => name.endsWith('.txt'))
    expect(planted.map(name => name.replace('.txt', '')).sort()).toEqual(Object.keys(rulesOf).sort())
    expect(rules.map(rule => Object.values(rulesOf).filter(name => rule.name.startsWith(name)).length)).toEqual(
      rules.map(() => 1),
    )
  })

  for (const [name, title] of Object.entries(rulesOf).filter(([each]) => each !== 'imports')) {
    test(`${title} … notices what breaks it, and nothing else`, async () => {
      const { root: broken, expected, remove } = plant(name)
      try {
        const rule = rules.find(each => each.name.startsWith(title))
        const found = ((await rule?.check(broken)) ?? []).map(inOneLine)
        expect(expected.length).toBeGreaterThan(0)
        expect(found.toSorted()).toEqual(expected.toSorted().map(each => expect.stringMatching(`^${escaped(each)}`)))
      } finally {
        remove()
      }
    })
  }
})

describe('the import walls', () => {
  test('each notice what breaks them, and nothing else', () => {
    const { root: broken, expected, remove } = plant('imports')
    try {
      const found = importViolations(broken).map(({ file, wall }) => `${file}  ${wall}`)
      expect(found.toSorted()).toEqual(expected.toSorted())

      const seenToFail = new Set(expected.map(line => line.split('  ')[1]))
      const walls = cruise(broken).summary.ruleSetUsed.forbidden.map(each => each.name)
      const unproven = walls.filter(wall => !seenToFail.has(wall) && !wall.startsWith('room-graph-'))
      expect(unproven).toEqual([])
      expect(walls.filter(wall => wall.startsWith('room-graph-'))).toHaveLength(Object.keys(rooms).length)
    } finally {
      remove()
    }
  })

  test('hold every room to its row of the table', () => {
    const broken = mkdtempSync(join(tmpdir(), 'jianghai-graph-'))
    try {
      const names = Object.keys(rooms)
      for (const room of names) {
        mkdirSync(join(broken, 'server/src', room), { recursive: true })
        writeFileSync(join(broken, 'server/src', room, 'index.ts'), 'export const door = 1\n')
        const imports = names
          .filter(other => other !== room)
          .map((other, n) => `import { door as d${n} } from '../${other}/index.ts'`)
        writeFileSync(join(broken, 'server/src', room, 'calls.ts'), `${imports.join('\n')}\nexport {}\n`)
      }
      const found = importViolations(broken).map(({ says }) => says.replace(/^imports /, ''))
      const forbidden = Object.entries(rooms).flatMap(([room, allowed]) =>
        names
          .filter(other => other !== room && !allowed.some(each => each === other))
          .map(other => `server/src/${other}/index.ts: room-graph-${room}`),
      )
      expect(found.toSorted()).toEqual(forbidden.toSorted())
    } finally {
      rmSync(broken, { recursive: true, force: true })
    }
  })

  test('see the whole project, and follow its short names', () => {
    const seen = cruise(root)
    expect(seen.modules.length).toBeGreaterThan(50)
    const clock = seen.modules.find(each => each.source === 'server/src/testing/city.ts')
    expect(clock?.dependencies.map(each => each.resolved)).toContain('server/src/kernel/clock.ts')
  })

  test('are known to be blind when the tool has seen nothing', () => {
    const { root: broken, remove } = plant('imports')
    try {
      const blind = { modules: [], summary: { violations: [], ruleSetUsed: { forbidden: [] } } }
      expect(unseen(broken, blind).map(({ file }) => file)).toContain('server/src/matters/breaksIn.ts')
    } finally {
      remove()
    }
  })
})

describe('the table of rooms', () => {
  test('has no circle: a room calls only rooms that do not lead back to it', () => {
    const graph = new Map(Object.entries<readonly string[]>(rooms))
    const reaches = (from: string, to: string): boolean =>
      (graph.get(from) ?? []).some(next => next === to || reaches(next, to))
    expect([...graph.keys()].filter(room => reaches(room, room))).toEqual([])
    expect([...graph.values()].flat().filter(room => !graph.has(room))).toEqual([])
  })
})

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
