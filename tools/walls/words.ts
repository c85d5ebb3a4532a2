import ts from 'typescript'
import { eachNode, isTest, lineOf, type Source, sourcesOf } from './sources.ts'
import type { Rule, Violation } from './violation.ts'

type Words = { zh: Record<string, string>; en: Record<string, string> }

const wordFile = /^contract\/src\/(words|portalWords)\/[^/]+\.ts$|^(web|verifier)\/src\/.*[wW]ords\.ts$/

/** Whatever is said in one language is said in the other, with the same values filled in. */
export const wordsInBothLanguages: Rule = {
  name: 'every sentence stands in Chinese and in English',
  async check(root) {
    const violations: Violation[] = []
    for (const { file, list } of wordLists(root)) {
      for (const key of new Set([...Object.keys(list.zh), ...Object.keys(list.en)])) {
        const zh = list.zh[key]
        const en = list.en[key]
        if (!zh?.trim() || !en?.trim())
          violations.push({ file, says: `${key} has no ${zh?.trim() ? 'English' : 'Chinese'}` })
        else if (holes(zh) !== holes(en)) {
          violations.push({
            file,
            says: `${key} fills in ${holes(zh) || 'nothing'} in Chinese, ${holes(en) || 'nothing'} in English`,
          })
        }
      }
    }
    return violations
  },
}

/** Every refusal the server can make is worded for people. */
export const refusalsAreWorded: Rule = {
  name: 'every refusal code has its sentence in contract/src/words',
  async check(root) {
    const lists = wordLists(root).filter(({ file }) => file.startsWith('contract/src/words/'))
    const known = new Set(lists.flatMap(({ list }) => Object.keys(list.zh)))
    const violations: Violation[] = []
    for (const source of sourcesOf(root).filter(({ path }) => path.startsWith('server/src/') && !isTest(path))) {
      eachNode(source.tree, node => {
        if (!ts.isCallExpression(node) || node.expression.getText(source.tree) !== 'refuse') return
        const [code] = node.arguments
        if (code && ts.isStringLiteral(code) && !known.has(code.text)) {
          violations.push({
            file: source.path,
            line: lineOf(source, node),
            says: `the refusal ${code.text} is not worded`,
          })
        }
      })
    }
    return violations
  },
}

/** The word lists of the project: each file of words that declares `zh` or `en`. */
function wordLists(root: string): Array<{ file: string; list: Words }> {
  return sourcesOf(root)
    .filter(({ path }) => wordFile.test(path))
    .map(source => ({ file: source.path, list: { zh: listed(source, 'zh'), en: listed(source, 'en') } }))
    .filter(({ list }) => Object.keys(list.zh).length + Object.keys(list.en).length > 0)
}

/** The sentences of `const zh = { … }`, read from the source: a list of words is plain, so nothing needs to run. */
function listed(source: Source, language: 'zh' | 'en'): Record<string, string> {
  const found: Record<string, string> = {}
  eachNode(source.tree, node => {
    if (!ts.isVariableDeclaration(node) || node.name.getText(source.tree) !== language || !node.initializer) return
    let value: ts.Expression = node.initializer
    while (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) value = value.expression
    if (!ts.isObjectLiteralExpression(value)) return
    for (const property of value.properties) {
      if (!ts.isPropertyAssignment(property)) continue
      const key = ts.isStringLiteral(property.name) ? property.name.text : property.name.getText(source.tree)
      found[key] = wholeText(property.initializer)
    }
  })
  return found
}

/** The text of a literal, also of one that is written in pieces over several lines. */
function wholeText(node: ts.Expression): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (ts.isBinaryExpression(node)) return wholeText(node.left) + wholeText(node.right)
  return ''
}

/**
 * The names of the values a sentence takes, sorted. A value that is itself words comes once in each language, `{act}` and `{actEn}`: they
 * count as one.
 */
function holes(sentence: string): string {
  const names = [...sentence.matchAll(/\{+\s*(\w+)/g)].map(([, name = '']) => name.replace(/(En|Zh)$/, ''))
  return [...new Set(names)].sort().join(', ')
}
