import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { eachNode, isTest, lineOf, type Source, sourcesOf, walk } from './sources.ts'
import type { Rule, Violation } from './violation.ts'

const mayHoldSql = /^server\/src\/(kernel|testing)\/|^server\/src\/[^/]+\/(store|policy|migrations)(\.ts$|\/)/
const statement =
  /\b(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+table\s)/i

/** SQL is written small or in capitals; a sentence that begins "Select a unit from the list" is none. */
function isSql(text: string): boolean {
  const [word = ''] = statement.exec(text)?.[0].split(/\s/) ?? []
  return word !== '' && (word === word.toLowerCase() || word === word.toUpperCase())
}

/** SQL as text outside the stores. Imports of the `sql` tag are seen by the import walls; this sees what is written into strings. */
export const sqlStaysInStores: Rule = {
  name: 'SQL text stands in stores, migrations and the kernel only',
  async check(root) {
    return sourcesOf(root)
      .filter(({ path }) => path.startsWith('server/src/') && !mayHoldSql.test(path) && !isTest(path))
      .flatMap(source =>
        textsOf(source)
          .filter(({ text }) => isSql(text))
          .map(({ line }) => ({ file: source.path, line, says: 'SQL outside the store' })),
      )
  },
}

/** The tables each room makes, by its migrations; the kernel's belong to everybody. */
function tablesOf(root: string): Map<string, string> {
  const owners = new Map<string, string>()
  for (const path of walk(root, 'server/src').filter(each => /\/migrations\/[^/]+\.(sql|ts)$/.test(each))) {
    const owner = path.split('/')[2] ?? ''
    const text = readFileSync(join(root, path), 'utf8').replaceAll(/--.*$/gm, '')
    for (const [, name = ''] of text.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?"?([a-z_][a-z0-9_]*)"?/gi)) {
      owners.set(name, owner)
    }
  }
  return owners
}

/** A room reads and writes its own tables: what another room knows is asked at its door. */
export const roomsKeepTheirTables: Rule = {
  name: 'a store names only tables its own room or the kernel makes',
  async check(root) {
    const owners = tablesOf(root)
    const violations: Violation[] = []
    for (const source of sourcesOf(root).filter(
      ({ path }) => /^server\/src\/(?!kernel\/|testing\/)/.test(path) && !isTest(path),
    )) {
      const room = source.path.split('/')[2] ?? ''
      for (const { text, line } of textsOf(source)) {
        for (const name of tablesNamed(text)) {
          const owner = owners.get(name)
          if (owner && owner !== room && owner !== 'kernel') {
            violations.push({ file: source.path, line, says: `names the table ${name} of ${owner}: ask at its door` })
          }
        }
      }
      for (const { name, line } of recordTables(source)) {
        for (const table of [name, `${name}_history`]) {
          if (owners.get(table) !== room) {
            violations.push({ file: source.path, line, says: `the table ${table} is made by no migration of ${room}` })
          }
        }
      }
    }
    return violations
  },
}

/** Table names in a piece of SQL: what stands after from, join, into, update and table. Names of `with` are no tables, and are in no migration. */
function tablesNamed(text: string): string[] {
  return [...text.matchAll(/\b(?:from|join|into|update|table)\s+(?:only\s+)?"?([a-z_][a-z0-9_]*)"?/gi)].map(
    ([, name = '']) => name,
  )
}

/** Strings and templates of a file, the holes of templates replaced by a blank. */
function textsOf(source: Source): Array<{ text: string; line: number }> {
  const texts: Array<{ text: string; line: number }> = []
  eachNode(source.tree, node => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      texts.push({ text: node.text, line: lineOf(source, node) })
    }
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join(' ? ')
      texts.push({ text, line: lineOf(source, node) })
    }
  })
  return texts
}

/** The tables a store declares through the kernel's `recordTable(name, …)`, whose SQL the kernel writes. */
function recordTables(source: Source): Array<{ name: string; line: number }> {
  const found: Array<{ name: string; line: number }> = []
  eachNode(source.tree, node => {
    if (!ts.isCallExpression(node) || node.expression.getText(source.tree) !== 'recordTable') return
    const [name] = node.arguments
    if (name && ts.isStringLiteral(name)) found.push({ name: name.text, line: lineOf(source, node) })
  })
  return found
}
