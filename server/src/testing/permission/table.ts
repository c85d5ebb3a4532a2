import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line of the table: a route, the verb it asks, of what, who may, and what each kind of answer is. */
export type Line = {
  /** `GET /matters/:id`, without the region's part; session routes and documents have none. */
  route: string
  verb: string
  /** The kind of record; `region` for what is asked of none, `open` for what needs no session. */
  of: string
  may: string
  /** Who of the others is told that it is not permitted; everybody else is told that there is nothing. */
  told: string
  /** The code that hides. */
  hidden: string
  /** The answer to whoever may: a status, and past the permission a refusal's code where the walk's request is refused on purpose. */
  past: string
}

/**
 * The reviewed table, `expected.txt`: sections begin with `## name key=value; …` and give what their lines leave open with `-`;
 * the columns of a line stand two spaces or more apart.
 */
export function readTable(): Line[] {
  const text = readFileSync(join(import.meta.dirname, 'expected.txt'), 'utf8')
  const lines: Line[] = []
  let section = new Map<string, string>()
  for (const [index, line] of text.split('\n').entries()) {
    if (/^#(?!#)/.test(line) || line.trim() === '') continue
    if (line.startsWith('## ')) {
      const [name = '', ...rest] = line.slice(3).split(' ')
      const given = rest.join(' ').split(';').filter(Boolean)
      section = new Map([['name', name], ...given.map((pair): [string, string] => pairOf(pair, index))])
      continue
    }
    const [route = '', verb = '', of = '', may = '', told = '-', past = '-'] = line.trim().split(/ {2,}/)
    if (may === '') throw new Error(`expected.txt, line ${index + 1}: a column is missing`)
    const or = (cell: string, key: string) => (cell === '-' ? (section.get(key) ?? '') : cell)
    const name = section.get('name')
    lines.push({
      route: route.replace(/ +/, ' '),
      verb,
      of,
      may: or(may, 'read'),
      told: or(told, 'read'),
      hidden: section.get('hidden') ?? `${name}.not-found`,
      past: past !== '-' ? past : route.startsWith('GET') ? '200' : `409 ${name}.changed-conflict`,
    })
  }
  return lines
}

function pairOf(pair: string, index: number): [string, string] {
  const [key, value] = pair.split('=')
  if (key === undefined || value === undefined) throw new Error(`expected.txt, line ${index + 1}: ${pair}`)
  return [key.trim(), value.trim()]
}

/** Routes the table does not name, and lines of the table that no route answers: the first are open doors nobody decided on. */
export function differences(registered: ReadonlyArray<{ method: string; url: string }>, table: readonly Line[]) {
  const answered = registered.map(({ method, url }) => `${method} ${url.replace('/api/:region', '')}`)
  const named = new Set(table.map(({ route }) => route.replace(/\?.*/, '')))
  return {
    unlisted: answered.filter(route => !named.has(route)),
    stale: [...named].filter(route => !answered.includes(route)),
  }
}
