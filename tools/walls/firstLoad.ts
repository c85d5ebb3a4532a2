import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What the citizens' portal may cost on a slow telephone before it can be used: compressed script, in bytes. */
const LIMIT = 100 * 1024

/** Libraries of the office that have no place in the portal, as they call themselves in built code. */
const heavy = /react-dom|ant-design|antd|i18next|ZodError|echarts/
/** What browsers of 2020 do not have (Chrome 80, Safari 14); a build lowers the grammar, not these. */
const tooNew =
  /\.(?:findLast(?:Index)?|at|replaceAll|replaceChildren|toSorted|toReversed)\(|AbortSignal\.(?:timeout|any)|Object\.(?:hasOwn|groupBy)\(|structuredClone\(|Promise\.(?:any|withResolvers)\(|crypto\.randomUUID/

export type FirstLoad = { files: string[]; bytes: number }

/** The scripts that the built page of the portal loads before anybody does anything: those it names, and what they import. */
export function firstLoadOf(dist: string): FirstLoad {
  const page = readFileSync(join(dist, 'portal.html'), 'utf8')
  const files = new Set<string>()
  const visit = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    const text = readFileSync(join(dist, 'assets', file), 'utf8')
    for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) visit(imported)
  }
  for (const [, file = ''] of page.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)) visit(file)
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, 'assets', file))).length, 0)
  return { files: [...files], bytes }
}

/** A sentence for each thing that is wrong with the first load of the portal in a built web application. */
export function complaintsAbout(dist: string): string[] {
  const { files, bytes } = firstLoadOf(dist)
  const complaints: string[] = []
  if (files.length === 0) complaints.push('portal.html loads no script')
  if (bytes > LIMIT) complaints.push(`the portal loads ${bytes} bytes of script, ${LIMIT} are allowed`)
  for (const file of files) {
    const text = readFileSync(join(dist, 'assets', file), 'utf8')
    const library = heavy.exec(file) ?? heavy.exec(text)
    if (library) complaints.push(`${file} brings ${library[0]}, which the portal does without`)
    const missing = tooNew.exec(text)
    if (missing) complaints.push(`${file} uses ${missing[0]}, which telephones of 2020 do not have`)
  }
  return complaints
}
