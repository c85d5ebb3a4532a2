import ts from 'typescript'
import { eachNode, isTest, lineOf, type Source, sourcesOf } from './sources.ts'
import type { Rule, Violation } from './violation.ts'

/** Tools that read a configuration want it as the default export. */
const configuration = /^(vite|vitest)\.config\.ts$|^\.dependency-cruiser\.mjs$/

/** Nothing escapes the type checker: no `any`, no cast without a reason beside it, no switched-off check; and no default exports. */
export const typesAreTight: Rule = {
  name: 'no any, no unexplained cast, no silenced check, no default export',
  async check(root) {
    return sourcesOf(root).flatMap(source => {
      const violations: Violation[] = []
      const note = (node: ts.Node, says: string) =>
        violations.push({ file: source.path, line: lineOf(source, node), says })
      eachNode(source.tree, node => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) note(node, 'any: say what it is, or unknown')
        if (ts.isAsExpression(node) && !isConst(node.type) && !isTest(source.path) && !isExplained(source, node)) {
          note(node, 'a cast without a comment: parse, narrow, or say why it is true')
        }
        const isDefault =
          ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(each => each.kind === ts.SyntaxKind.DefaultKeyword)
        if ((ts.isExportAssignment(node) || isDefault) && !configuration.test(source.path)) {
          note(node, 'a default export: name it')
        }
      })
      for (const [index, line] of source.text.split('\n').entries()) {
        if (silenced.test(line))
          violations.push({ file: source.path, line: index + 1, says: 'a check is switched off here' })
      }
      return violations
    })
  },
}

// Put together, so that this file does not find itself. A lint that is silenced for a stated reason (`: because …`) may stand.
const silenced = new RegExp(
  `//\\s*(@ts-(ignore|nocheck|expect-error)|(${'oxlint'}|${'eslint'})-disable|${'biome'}-ignore(?!.*: \\S.{9}))`,
)

function isConst(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'const'
}

/** A comment on the line of the cast, or on one of the two lines before the statement it stands in. */
function isExplained(source: Source, node: ts.Node): boolean {
  let statement: ts.Node = node
  while (statement.parent && !ts.isStatement(statement)) statement = statement.parent
  const lines = source.text.split('\n')
  const first = lineOf(source, statement) - 1
  const own = lineOf(source, node) - 1
  const near = [first - 2, first - 1, first, own - 1, own].map(index => lines[index] ?? '')
  return near.some(line => /\/\/|\/\*|\*\//.test(line))
}
