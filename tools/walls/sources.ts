import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A source file with its syntax tree. `path` is from the project's folder, with `/`. */
export type Source = { path: string; text: string; tree: ts.SourceFile }

const folders = ['contract/src', 'server/src', 'web/src', 'verifier', 'e2e', 'bench', 'tools', 'bin', 'demo']
const programs = /\.(ts|tsx|js|mjs)$/

/** Every program file of the project, in the folders that hold any. Files planted to break a rule are no program files. */
export function sourcesOf(root: string): Source[] {
  const singles = ['vite.config.ts', 'vitest.config.ts', '.dependency-cruiser.mjs', 'bin/jianghai']
  const paths = [...folders.flatMap(folder => walk(root, folder)).filter(path => programs.test(path)), ...singles]
  return paths
    .filter(path => existsSync(join(root, path)))
    .map(path => {
      const text = readFileSync(join(root, path), 'utf8')
      const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) }
    })
}

/** Every file below a folder, whatever its kind. */
export function walk(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder))
    .sort()
    .filter(name => name !== 'node_modules' && name !== 'dist' && name !== 'output' && name !== 'planted')
    .flatMap(name => {
      const path = `${folder}/${name}`
      return statSync(join(root, path)).isDirectory() ? walk(root, path) : [path]
    })
}

export const isTest = (path: string): boolean =>
  /\.test\.(ts|tsx|js)$/.test(path) || path.includes('/testing/') || path.startsWith('e2e/')

/** Calls `visit` for every node of a tree. */
export function eachNode(tree: ts.SourceFile, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node)
    ts.forEachChild(node, step)
  }
  step(tree)
}

/** The line a node begins on, counted from 1. */
export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1
}
