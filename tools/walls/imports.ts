import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { z } from 'zod'
import { eachNode, lineOf, sourcesOf } from './sources.ts'
import type { Violation } from './violation.ts'

const cruised = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(z.object({ module: z.string(), resolved: z.string(), couldNotResolve: z.boolean() })),
    }),
  ),
  summary: z.object({
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

export type Cruise = z.infer<typeof cruised>

const project = join(import.meta.dirname, '..', '..')
const folders = ['contract/src', 'server/src', 'web/src', 'verifier']

/** Runs dependency-cruiser over a tree with the project's rules. */
export function cruise(root: string): Cruise {
  const program = join(project, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const config = join(project, '.dependency-cruiser.mjs')
  const there = folders.filter(folder => existsSync(join(root, folder)))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', ...there],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 << 20 },
  )
  if (!stdout.trim()) throw new Error(`dependency-cruiser said nothing: ${stderr.slice(0, 2000)}`)
  return cruised.parse(JSON.parse(stdout))
}

/** What breaks a wall, each with the wall's name. */
export function importViolations(root: string): Array<Violation & { wall: string }> {
  const result = cruise(root)
  return [
    ...result.summary.violations.map(({ from, to, rule }) => ({
      file: from,
      says: `imports ${to}: ${rule.name}`,
      wall: rule.name,
    })),
    ...unseen(root, result).map(violation => ({ ...violation, wall: 'sees-every-import' })),
  ]
}

/**
 * Imports that the tool did not see. It goes silent when it does not understand the installed TypeScript, and then every wall
 * would stand unguarded: so each import inside the project that TypeScript's parser finds must be an edge the tool found.
 */
export function unseen(root: string, { modules }: Cruise): Violation[] {
  const edges = new Map(modules.map(each => [each.source, new Set(each.dependencies.map(to => to.module))]))
  const violations: Violation[] = []
  for (const source of sourcesOf(root).filter(({ path }) => folders.some(folder => path.startsWith(`${folder}/`)))) {
    eachNode(source.tree, node => {
      const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      if (!isImport || !node.moduleSpecifier || !ts.isStringLiteral(node.moduleSpecifier)) return
      const name = node.moduleSpecifier.text.replace(/^node:/, '')
      if (edges.get(source.path)?.has(name)) return
      violations.push({
        file: source.path,
        line: lineOf(source, node),
        says: `imports ${name}, which the tool did not see`,
      })
    })
  }
  if (modules.length === 0) violations.push({ file: '.', says: 'the tool saw no file at all' })
  return violations
}
