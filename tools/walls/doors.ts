import ts from 'typescript'
import { eachNode, lineOf, sourcesOf } from './sources.ts'
import type { Rule } from './violation.ts'

const door = /^(server|web)\/src\/[^/]+\/(index|events)\.tsx?$/

/** A door says what it lets through: a room that exports all it has, has no inside. */
export const doorsListNames: Rule = {
  name: 'doors list names, never export *',
  async check(root) {
    return sourcesOf(root)
      .filter(({ path }) => door.test(path))
      .flatMap(source => {
        const found: Array<{ file: string; line: number; says: string }> = []
        eachNode(source.tree, node => {
          if (!ts.isExportDeclaration(node)) return
          if (node.exportClause && ts.isNamedExports(node.exportClause)) return
          found.push({ file: source.path, line: lineOf(source, node), says: 'export * in a door: list the names' })
        })
        return found
      })
  },
}
