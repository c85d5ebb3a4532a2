import ts from 'typescript'
import { eachNode, isTest, lineOf, sourcesOf } from './sources.ts'
import type { Rule, Violation } from './violation.ts'

/** Where time and chance may enter: the clock and the ids themselves, sessions, the outermost edge. */
const edges = /^server\/src\/(app\/|kernel\/(clock|ids|run)\.ts$|kernel\/(accounts|http)\/)/

/** A pack must read the same tomorrow: what time it is and what chance gives come through the context, never from the machine. */
export const clockIsGiven: Rule = {
  name: 'time and chance come through the context',
  async check(root) {
    return sourcesOf(root)
      .filter(({ path }) => /^(server|contract)\/src\//.test(path) && !edges.test(path) && !isTest(path))
      .flatMap(source => {
        const violations: Violation[] = []
        eachNode(source.tree, node => {
          const says = reads(node)
          if (says) violations.push({ file: source.path, line: lineOf(source, node), says })
        })
        return violations
      })
  },
}

function reads(node: ts.Node): string | undefined {
  if (
    ts.isNewExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'Date' &&
    !node.arguments?.length
  ) {
    return 'new Date() reads the machine: take the clock of the context'
  }
  if (!ts.isCallExpression(node)) return undefined
  const called = node.expression.getText(node.getSourceFile())
  if (called === 'Date.now') return 'Date.now() reads the machine: take the clock of the context'
  if (called === 'Math.random') return 'Math.random() cannot be repeated: take ids from the kernel, chance from a draw'
  return undefined
}
