import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { walk } from './sources.ts'
import type { Rule } from './violation.ts'

/** Put together from pieces, so that this file does not find itself. */
const patterns: ReadonlyArray<readonly [RegExp, string]> = [
  [
    new RegExp(`registry\\.${'npmjs'}|registry\\.${'npmmirror'}|registry\\.${'yarnpkg'}|npm\\.${'taobao'}`, 'i'),
    'names a package registry',
  ],
  [
    new RegExp(`(^|[\\s'"\`(=:])/(${'work'}|${'root'}|home/[a-z]+|Users/[A-Za-z]+)/[\\w.-]`, 'm'),
    'names a path of one machine',
  ],
]

const text = /\.(ts|tsx|js|mjs|json|md|css|html|sql|csv|txt|svg|yml|yaml|toml)$|(^|\/)(jianghai|run|\.npmrc|LICENSE)$/

/** The project runs anywhere and behind any registry: no file of it names a registry's host or a path of one machine. */
export const noPlaceIsNamed: Rule = {
  name: 'no file names a registry host or a path of one machine',
  async check(root) {
    return filesOf(root)
      .filter(path => text.test(path) && !path.startsWith('tools/walls/planted/'))
      .flatMap(path => {
        const lines = readFileSync(join(root, path), 'utf8').split('\n')
        return lines.flatMap((line, index) =>
          patterns.filter(([pattern]) => pattern.test(line)).map(([, says]) => ({ file: path, line: index + 1, says })),
        )
      })
  },
}

/** What git tracks or would track; without git, everything that is not installed or built. */
function filesOf(root: string): string[] {
  if (existsSync(join(root, '.git'))) {
    const { stdout, status } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    })
    if (status === 0) return stdout.split('\0').filter(path => path && existsSync(join(root, path)))
  }
  const skipped = ['node_modules', '.runtime', 'data', '.git']
  return readdirSync(root, { withFileTypes: true }).flatMap(entry => {
    if (!entry.isDirectory()) return [entry.name]
    return skipped.includes(entry.name) ? [] : walk(root, entry.name)
  })
}
