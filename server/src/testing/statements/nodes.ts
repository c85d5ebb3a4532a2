import type { Node } from 'libpg-query'

/** The names in a list of strings, such as the parts of a qualified name. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap(node => ('String' in node && node.String.sval !== undefined ? [node.String.sval] : []))
}

/** Calls `see` for every node below; where it answers true it has dealt with what is below that node itself. */
export function eachBelow(value: unknown, see: (kind: string, node: unknown) => boolean | undefined): void {
  if (Array.isArray(value)) for (const item of value) eachBelow(item, see)
  else if (value !== null && typeof value === 'object')
    for (const [kind, node] of Object.entries(value)) if (!see(kind, node)) eachBelow(node, see)
}

/** The names of the functions called anywhere below. */
export function functionsBelow(value: unknown): string[] {
  const names: string[] = []
  eachBelow(value, (kind, node) => {
    if (kind === 'funcname' && Array.isArray(node)) names.push(stringsOf(node).at(-1) ?? '')
    return undefined
  })
  return names
}

/** The tables named anywhere below, CTE names among them. */
export function tablesBelow(value: unknown): string[] {
  const names: string[] = []
  eachBelow(value, (kind, node) => {
    if (kind === 'relname' && typeof node === 'string') names.push(node)
    return undefined
  })
  return names
}

/** Conditions joined by AND, each by itself. */
export function conjuncts(condition: Node | undefined): Node[] {
  if (!condition) return []
  return 'BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR'
    ? (condition.BoolExpr.args ?? []).flatMap(conjuncts)
    : [condition]
}

/** Both sides of an equality, place by place where rows are compared; empty for any other condition. */
export function equalities(condition: Node): Array<readonly [Node, Node]> {
  if (!('A_Expr' in condition)) return []
  const { kind, name, lexpr, rexpr } = condition.A_Expr
  if (!lexpr || !rexpr || stringsOf(name).at(-1) !== '=') return []
  if (kind === 'AEXPR_IN') {
    const items = 'List' in rexpr ? (rexpr.List.items ?? []) : []
    return items.length === 1 ? items.map(item => [lexpr, item] as const) : []
  }
  if (kind !== 'AEXPR_OP') return []
  if (!('RowExpr' in lexpr && 'RowExpr' in rexpr)) return [[lexpr, rexpr]]
  const right = rexpr.RowExpr.args ?? []
  return (lexpr.RowExpr.args ?? []).flatMap((left, place) => {
    const other = right[place]
    return other ? [[left, other] as const] : []
  })
}
