import { createHash } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadModule } from 'libpg-query'
import type { Db } from '#kernel/database/open.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { localTables, referenceTables } from '../tableKinds.ts'
import { acrossRegions } from './acrossRegions.ts'
import type { Tables } from './blocks.ts'
import { type Finding, findingsOf } from './findings.ts'
import type { Origin, Recorded } from './record.ts'

/**
 * Ends a test file with an error that names every statement of the product that an engine which spreads regions over machines would
 * refuse, or would run over regions nobody asked for.
 */
export async function mustBindRegions(db: Db, statements: Recorded): Promise<void> {
  const tables = await tablesOf(db)
  const sound = await soundStatements(tables)
  const wrong: string[] = []
  for (const [text, origin] of statements) {
    if (sound.has(text)) continue
    await loadModule()
    const found = findingsOf(text, tables)
    if (found.length === 0) await sound.add(text)
    const left = found.filter(finding => !isExcused(finding, origin))
    if (left.length > 0) wrong.push(described(text, origin, left))
  }
  if (wrong.length > 0)
    throw new Error(
      `statements that do not keep to one region (server/src/testing/statements):\n\n${wrong.join('\n\n')}`,
    )
}

export function isExcused(finding: Finding, origin: Origin): boolean {
  return finding.isUnbound && acrossRegions.some(each => each.file === origin.file && each.by === origin.by)
}

export function described(text: string, { file, by }: Origin, findings: readonly Finding[]): string {
  const says = findings.map(({ table, says: what }) => `  ${table} ${what}`.trimEnd())
  return [`${file} ${by}`, ...new Set(says), `  ${text.replaceAll(/\s+/g, ' ')}`].join('\n')
}

async function tablesOf(db: Db): Promise<Tables> {
  const naming = await rows(
    db,
    sql<{ name: string }>`select c.relname name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'region_id' order by 1`,
  )
  const namingRegions = new Set(naming.map(({ name }) => name))
  const ofRegions = [...namingRegions].filter(name => !localTables.has(name) && !referenceTables.has(name))
  return { namingRegions, ofRegions: new Set(ofRegions) }
}

/** Statements found sound before by these rules over these tables, kept beside the dependencies: parsing all of them takes seconds. */
async function soundStatements(tables: Tables) {
  const hash = createHash('sha256').update(JSON.stringify([...tables.ofRegions, '', ...tables.namingRegions]))
  for (const name of (await readdir(import.meta.dirname)).filter(each => !each.includes('.test.')).sort())
    hash.update(await readFile(join(import.meta.dirname, name)))
  const folder = join(import.meta.dirname, '../../../../node_modules/.cache/jianghai')
  const path = join(folder, `statements-${hash.digest('hex').slice(0, 20)}.txt`)
  const digest = (text: string) => createHash('sha256').update(text).digest('base64')
  const known = new Set((await readFile(path, 'utf8').catch(() => '')).split('\n'))
  return {
    has: (text: string) => known.has(digest(text)),
    async add(text: string): Promise<void> {
      await mkdir(folder, { recursive: true })
      // One short line at the end of the file: what several workers write at once is not mixed.
      await appendFile(path, `${digest(text)}\n`)
    },
  }
}
