import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const project = join(import.meta.dirname, '..', '..')

/** A planted project, unpacked: where it stands, and what is to be found in it, as `file  what is said` or `file:line  …`. */
export type Planted = { root: string; expected: string[]; remove(): void }

/**
 * Unpacks `planted/<name>.txt` into a temporary folder with the project's package.json, so that `#contract/…` and its like lead to
 * the planted files. `=== path *N` repeats the file's text N times.
 */
export function plant(name: string): Planted {
  const text = readFileSync(join(import.meta.dirname, 'planted', `${name}.txt`), 'utf8')
  const [head = '', ...files] = text.split(/^=== /m)
  const root = mkdtempSync(join(tmpdir(), 'jianghai-planted-'))
  for (const file of files) {
    const [title = '', ...lines] = file.split('\n')
    const [path = '', times = '*1'] = title.split(' ')
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), lines.join('\n').repeat(Number(times.slice(1))))
  }
  writeFileSync(join(root, 'package.json'), readFileSync(join(project, 'package.json')))
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  const expected = head
    .split('\n')
    .filter(line => line.startsWith('! '))
    .map(line => line.slice(2))
  return { root, expected, remove: () => rmSync(root, { recursive: true, force: true }) }
}
