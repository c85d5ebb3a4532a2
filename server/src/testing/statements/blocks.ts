import type { JoinExpr, Node, RangeSubselect, RangeVar, SelectStmt, SubLink, WithClause } from 'libpg-query'
import { bindings, type Column, combined, named, type Output, type OutputItem, placed, type Source } from './columns.ts'
import { conjuncts, eachBelow, equalities, stringsOf } from './nodes.ts'

/** Which tables belong to regions, row by row, and which others have a column that names a region. */
export type Tables = { ofRegions: ReadonlySet<string>; namingRegions: ReadonlySet<string> }

/** One query block: what it reads, and what must be known of it when a table in it turns out to be unbound. */
export type Block = {
  sources: Source[]
  outer: Block | undefined
  ctes: ReadonlyMap<string, Output>
  isLocking: boolean
  isCorrelated: boolean
  isRecursive: boolean
  isLimitedLateral: boolean
  hasGroupingSets: boolean
}

/** A table of regions read or written at one place of a statement. */
export type Use = { table: string; region: Column; block: Block }

/** Reads a statement written by a data-modifying WITH; given by the caller, because such statements hold query blocks in turn. */
export type Modifying = (node: Node, outer: Pick<Block, 'outer' | 'ctes'>) => Output | undefined

/** Reads query blocks: which tables of regions they use, and what binds the regions of those. */
export function blockReader(tables: Tables, modifying: Modifying) {
  const graph = bindings()
  const uses: Use[] = []
  const unknown: string[] = []

  function newBlock({ outer, ctes }: Pick<Block, 'outer' | 'ctes'>, more: Partial<Block> = {}): Block {
    return {
      sources: [],
      outer,
      ctes,
      isLocking: false,
      isCorrelated: false,
      isRecursive: outer?.isRecursive ?? false,
      isLimitedLateral: outer?.isLimitedLateral ?? false,
      hasGroupingSets: false,
      ...more,
    }
  }

  function select(stmt: SelectStmt, context: Pick<Block, 'outer' | 'ctes'>, more: Partial<Block> = {}): Output {
    const ctes = withCtes(stmt.withClause, context)
    const block = newBlock({ outer: context.outer, ctes }, more)
    const { larg, rarg } = stmt
    if (larg && rarg) {
      const inside = { outer: context.outer, ctes }
      expressions([stmt.sortClause, stmt.limitCount, stmt.limitOffset], block)
      return combined([select(larg, inside, more), select(rarg, inside, more)], graph)
    }
    if (stmt.valuesLists) {
      expressions(stmt.valuesLists, block)
      const [only, ...others] = stmt.valuesLists
      const items = only && 'List' in only ? (only.List.items ?? []) : []
      // Several rows may name several regions; one row of constants names one.
      return {
        items: items.map((value, place) => ({
          name: `column${place + 1}`,
          column: others.length ? undefined : columnOf(value, block),
        })),
      }
    }
    block.isLocking = (stmt.lockingClause ?? []).length > 0
    block.hasGroupingSets = (stmt.groupClause ?? []).some(node => 'GroupingSet' in node)
    for (const item of stmt.fromClause ?? []) from(item, block)
    conditions(stmt.whereClause, block, block.sources)
    const { fromClause: _from, whereClause: _where, withClause: _with, ...rest } = stmt
    expressions(rest, block)
    return output(stmt.targetList, block)
  }

  /** What a list of targets gives: the columns of SELECT or RETURNING. */
  function output(targets: readonly Node[] | undefined, block: Block): Output {
    return {
      items: (targets ?? []).flatMap((target): OutputItem[] => {
        if (!('ResTarget' in target) || !target.ResTarget.val) return []
        const { name, val } = target.ResTarget
        const fields = 'ColumnRef' in val ? (val.ColumnRef.fields ?? []) : []
        const last = fields.at(-1)
        if (last && 'A_Star' in last) {
          const [alias] = stringsOf(fields)
          const starred = block.sources.filter(source => alias === undefined || source.alias === alias)
          return starred.map(star => ({ star }))
        }
        return [{ name: name ?? stringsOf(fields).at(-1), column: columnOf(val, block) }]
      }),
    }
  }

  function withCtes(clause: WithClause | undefined, context: Pick<Block, 'outer' | 'ctes'>) {
    const ctes = new Map(context.ctes)
    for (const node of clause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue
      const { ctename = '', ctequery, aliascolnames } = node.CommonTableExpr
      const inside = { outer: context.outer, ctes: new Map(ctes) }
      if (!ctequery) continue
      if (!('SelectStmt' in ctequery)) {
        const given = modifying(ctequery, inside)
        if (given) ctes.set(ctename, given)
        continue
      }
      const { larg, rarg } = ctequery.SelectStmt
      if (clause?.recursive && larg && rarg) {
        const first = renamed(select(larg, inside, { isRecursive: true }), aliascolnames)
        // The recursive arm begins from the first arm's rows; what it adds must be bound as well, which `combined` asks for.
        inside.ctes.set(ctename, first)
        ctes.set(ctename, combined([first, select(rarg, inside, { isRecursive: true })], graph))
      } else ctes.set(ctename, renamed(select(ctequery.SelectStmt, inside), aliascolnames))
    }
    return ctes
  }

  function renamed(given: Output, aliases: readonly Node[] | undefined): Output {
    const names = stringsOf(aliases)
    if (names.length === 0) return given
    return { items: names.map((name, place) => ({ name, column: placed(given, place) })) }
  }

  /** Reads an item of FROM into the block; gives the sources it added. */
  function from(node: Node, block: Block): Source[] {
    const before = block.sources.length
    if ('RangeVar' in node) table(node.RangeVar, block)
    else if ('RangeSubselect' in node) subquery(node.RangeSubselect, block)
    else if ('RangeFunction' in node) {
      expressions(node.RangeFunction.functions, block)
      block.sources.push(plainSource(node.RangeFunction.alias?.aliasname ?? '', () => false))
    } else if ('JoinExpr' in node) return join(node.JoinExpr, block)
    else unknown.push(`reads from ${Object.keys(node).join()}, which this check does not understand`)
    return block.sources.slice(before)
  }

  function plainSource(alias: string, knows: (name: string) => boolean): Source {
    const columns = new Map<string, Column>()
    const source: Source = {
      alias,
      knows,
      column(name) {
        const known = columns.get(name) ?? graph.column(source)
        columns.set(name, known)
        return known
      },
    }
    return source
  }

  /** Reads a table or a CTE into the block. */
  function table({ relname = '', schemaname, alias }: RangeVar, block: Block): Source {
    const name = alias?.aliasname ?? relname
    const cte = schemaname === undefined ? block.ctes.get(relname) : undefined
    const isOfRegions = !cte && tables.ofRegions.has(relname)
    const namesRegion = isOfRegions || tables.namingRegions.has(relname)
    const source = cte
      ? outputSource(name, renamed(cte, alias?.colnames), false)
      : plainSource(name, column => namesRegion && column === 'region_id')
    block.sources.push(source)
    const region = isOfRegions ? source.column('region_id') : undefined
    if (region) uses.push({ table: relname, region, block })
    return source
  }

  /** A query as a source. A condition on a subquery reaches into it; one on a CTE does not, because others may read the same CTE. */
  function outputSource(alias: string, given: Output, reachesIn: boolean): Source {
    const columns = new Map<string, Column>()
    const source: Source = {
      alias,
      knows: name => source.column(name) !== undefined,
      column(name) {
        const known = columns.get(name)
        if (known) return known
        const inner = named(given, name)
        if (!inner) return undefined
        const column = graph.column(source)
        columns.set(name, column)
        graph.binds(column, inner)
        if (reachesIn) graph.binds(inner, column)
        return column
      },
    }
    return source
  }

  function subquery({ lateral, subquery: query, alias }: RangeSubselect, block: Block): void {
    if (!query || !('SelectStmt' in query)) return
    const isLimitedLateral = Boolean(lateral && query.SelectStmt.limitCount)
    const context = { outer: lateral ? block : block.outer, ctes: block.ctes }
    const given = select(query.SelectStmt, context, isLimitedLateral ? { isLimitedLateral } : {})
    block.sources.push(outputSource(alias?.aliasname ?? '', renamed(given, alias?.colnames), true))
  }

  function join({ larg, rarg, jointype, quals, usingClause, isNatural, alias }: JoinExpr, block: Block): Source[] {
    if (isNatural || alias) unknown.push('joins in a form this check does not understand')
    const left = larg ? from(larg, block) : []
    const right = rarg ? from(rarg, block) : []
    // What a condition of an outer join says holds of the side that may be missing only.
    const reach = { JOIN_INNER: [...left, ...right], JOIN_LEFT: right, JOIN_RIGHT: left }
    const mayBind =
      (jointype === 'JOIN_INNER' || jointype === 'JOIN_LEFT' || jointype === 'JOIN_RIGHT') && reach[jointype]
    for (const name of stringsOf(usingClause))
      for (const one of left) for (const other of right) equal(one.column(name), other.column(name), mayBind || [])
    conditions(quals, block, mayBind || [])
    return [...left, ...right]
  }

  function equal(one: Column | undefined, other: Column | undefined, mayBind: readonly Source[]): void {
    if (!one || !other) return
    if (one.of && mayBind.includes(one.of)) graph.binds(one, other)
    if (other.of && mayBind.includes(other.of)) graph.binds(other, one)
  }

  /** Reads a condition: equalities joined by AND bind, in the sources they may bind; everything else is only looked through. */
  function conditions(condition: Node | undefined, block: Block, mayBind: readonly Source[]): void {
    for (const each of conjuncts(condition)) {
      for (const [left, right] of equalities(each)) equal(columnOf(left, block), columnOf(right, block), mayBind)
      if ('SubLink' in each && each.SubLink.subLinkType === 'ANY_SUBLINK' && !each.SubLink.operName)
        within(each.SubLink, block, mayBind)
      else expressions(each, block)
    }
  }

  /** `(a, b) in (select …)`: the left side holds only what the subquery gives. */
  function within(link: SubLink, block: Block, mayBind: readonly Source[]): void {
    const given = sublink(link, block)
    const { testexpr } = link
    const tested = testexpr && 'RowExpr' in testexpr ? (testexpr.RowExpr.args ?? []) : testexpr ? [testexpr] : []
    for (const [place, node] of tested.entries()) {
      const column = columnOf(node, block)
      const inner = given && placed(given, place)
      if (inner && column?.of && mayBind.includes(column.of)) graph.binds(column, inner)
    }
    expressions(testexpr, block)
  }

  function sublink(link: SubLink, block: Block): Output | undefined {
    const query = link.subselect
    return query && 'SelectStmt' in query ? select(query.SelectStmt, { outer: block, ctes: block.ctes }) : undefined
  }

  /** Looks through expressions for the subqueries in them. */
  function expressions(value: unknown, block: Block): void {
    eachBelow(value, (kind, node) => {
      if (kind !== 'SubLink') return undefined
      // The parser's own type for what stands under this key.
      const link = node as SubLink
      sublink(link, block)
      expressions(link.testexpr, block)
      return true
    })
  }

  /** The column an expression is: itself, or a parameter or constant. Undefined for what is computed. */
  function columnOf(node: Node, block: Block): Column | undefined {
    if ('ParamRef' in node || 'A_Const' in node) return graph.constant()
    if ('TypeCast' in node) return node.TypeCast.arg && columnOf(node.TypeCast.arg, block)
    if (!('ColumnRef' in node)) return undefined
    const [one = '', other] = stringsOf(node.ColumnRef.fields)
    for (let at: Block | undefined = block; at; at = at.outer) {
      const found = other === undefined ? bare(one, at) : at.sources.find(source => source.alias === one)?.column(other)
      if (!found) continue
      if (at !== block) block.isCorrelated = true
      return found
    }
    return undefined
  }

  /** A column named without its table: of the only source, or of the one that is known to have it. */
  function bare(name: string, block: Block): Column | undefined {
    const [only, ...others] = block.sources
    if (only && others.length === 0) return only.column(name)
    return block.sources.find(source => source.knows(name))?.column(name)
  }

  return { graph, uses, unknown, newBlock, select, output, withCtes, from, table, conditions, expressions, columnOf }
}
