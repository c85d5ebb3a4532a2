import type { DeleteStmt, InsertStmt, Node, OnConflictClause, SelectStmt, UpdateStmt } from 'libpg-query'
import { parseSync } from 'libpg-query'
import { type Block, blockReader, type Tables, type Use } from './blocks.ts'
import { type Output, placed } from './columns.ts'
import { functionsBelow, tablesBelow } from './nodes.ts'

/** What is wrong with a statement. `isUnbound` alone may be excused: an engine that spreads regions runs it over all of them. */
export type Finding = { table: string; says: string; isUnbound: boolean }

type Context = Pick<Block, 'outer' | 'ctes'>

const volatile = new Set(
  'random clock_timestamp timeofday nextval setval gen_random_uuid uuidv4 uuidv7 uuid_generate_v4 pg_sleep random_normal'.split(
    ' ',
  ),
)

/**
 * What keeps a statement from running on an engine that spreads regions over machines: tables of regions whose `region_id` is not tied to
 * a parameter or a constant, and what Citus refuses (measured: see docs/decisions). The grammar is PostgreSQL's own.
 */
export function findingsOf(text: string, tables: Tables): Finding[] {
  const found: Finding[] = []
  const refuse = (table: string, says: string) => found.push({ table, says, isUnbound: false })
  const reader = blockReader(tables, modifying)
  const isOfRegions = (name: string | undefined) => name !== undefined && tables.ofRegions.has(name)

  function modifying(node: Node, context: Context): Output | undefined {
    if ('InsertStmt' in node) return insert(node.InsertStmt, context)
    if ('UpdateStmt' in node) return update(node.UpdateStmt, context)
    if ('DeleteStmt' in node) return remove(node.DeleteStmt, context)
    if ('MergeStmt' in node) refuse(node.MergeStmt.relation?.relname ?? '', 'MERGE: write insert … on conflict')
    return undefined
  }

  function insert(stmt: InsertStmt, context: Context): Output {
    const block = reader.newBlock({ outer: context.outer, ctes: reader.withCtes(stmt.withClause, context) })
    const { relation, selectStmt, onConflictClause } = stmt
    const name = relation?.relname ?? ''
    if (relation) reader.table(relation, block)
    const columns = (stmt.cols ?? []).map(node => ('ResTarget' in node ? node.ResTarget.name : undefined))
    const query = selectStmt && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined
    if (isOfRegions(name)) {
      if (onConflictClause) conflict(name, onConflictClause)
      const use = reader.uses.find(each => each.block === block)
      const values = query?.valuesLists ? rowsOf(query, block) : query ? [reader.select(query, block)] : []
      const place = columns.indexOf('region_id')
      if (place < 0 || values.length === 0) refuse(name, 'inserts without naming region_id')
      else {
        const regions = values.map(value => placed(value, place))
        const known = regions.filter(region => region !== undefined)
        if (known.length < regions.length) refuse(name, 'inserts a region_id that is computed')
        else if (use) reader.graph.binds(use.region, ...known)
      }
      if (query?.valuesLists && JSON.stringify(query.valuesLists).includes('"SubLink"'))
        refuse(name, 'inserts values that hold a subquery: write insert … select')
    } else if (query) reader.select(query, block)
    // In ON CONFLICT and RETURNING the row is named by its table; `excluded` is what was to be inserted, of the same region.
    reader.conditions(onConflictClause?.whereClause, block, [])
    reader.expressions(onConflictClause?.targetList, block)
    return returning(stmt, block)
  }

  function rowsOf(query: SelectStmt, block: Block): Output[] {
    reader.expressions(query.valuesLists, block)
    return (query.valuesLists ?? []).map(row => ({
      items: ('List' in row ? (row.List.items ?? []) : []).map(value => ({
        name: undefined,
        column: reader.columnOf(value, block),
      })),
    }))
  }

  /** Without a target every unique index is meant, and each begins with the region (`catalogue.test.ts`). */
  function conflict(table: string, { infer, targetList, action }: OnConflictClause): void {
    const names = (infer?.indexElems ?? []).map(node => ('IndexElem' in node ? node.IndexElem.name : undefined))
    if (infer?.conname || (infer ? !names.includes('region_id') : action !== 'ONCONFLICT_NOTHING'))
      refuse(table, 'on conflict names no region_id')
    if (setsRegion(targetList)) refuse(table, 'sets region_id: a move is an insert and a delete')
  }

  function update(stmt: UpdateStmt, context: Context): Output {
    const block = written(stmt, stmt.fromClause, context)
    const name = stmt.relation?.relname ?? ''
    reader.expressions(stmt.targetList, block)
    if (isOfRegions(name)) {
      if (setsRegion(stmt.targetList)) refuse(name, 'sets region_id: a move is an insert and a delete')
      for (const called of functionsBelow({ ...stmt, withClause: undefined }))
        if (volatile.has(called))
          refuse(name, `updates with the volatile function ${called}(): compute it in the program`)
    }
    return returning(stmt, block)
  }

  function remove(stmt: DeleteStmt, context: Context): Output {
    return returning(stmt, written(stmt, stmt.usingClause, context))
  }

  /** The block of UPDATE or DELETE: its table, what it joins, and its condition. */
  function written(stmt: UpdateStmt | DeleteStmt, joined: readonly Node[] | undefined, context: Context): Block {
    const block = reader.newBlock({ outer: context.outer, ctes: reader.withCtes(stmt.withClause, context) })
    if (stmt.relation) reader.table(stmt.relation, block)
    for (const item of joined ?? []) reader.from(item, block)
    reader.conditions(stmt.whereClause, block, block.sources)
    return block
  }

  function returning({ returningClause }: InsertStmt | UpdateStmt | DeleteStmt, block: Block): Output {
    reader.expressions(returningClause?.exprs, block)
    return reader.output(returningClause?.exprs, block)
  }

  /** What an unbound use is, beside unbound: some constructs are refused over several regions, whatever the reason. */
  function judge(use: Use, unbound: readonly Use[]): void {
    const { table, block } = use
    found.push({ table, says: 'is not tied to one region', isUnbound: true })
    if (block.isLocking) refuse(table, 'is locked in several regions')
    if (block.isRecursive) refuse(table, 'is walked recursively through several regions')
    if (block.isCorrelated) refuse(table, 'is asked row by row in several regions')
    if (block.isLimitedLateral) refuse(table, 'is limited row by row (lateral) in several regions')
    if (block.hasGroupingSets) refuse(table, 'is grouped in several ways over several regions')
    const others = unbound.filter(other => other.block === block)
    if (others.some(other => !reader.graph.areTied(use.region, other.region)))
      refuse(table, 'is joined with another table in several regions, and not by region')
  }

  for (const { stmt } of parseSync(text).stmts ?? []) {
    if (!stmt) continue
    if ('SelectStmt' in stmt) reader.select(stmt.SelectStmt, { outer: undefined, ctes: new Map() })
    else if (!modifying(stmt, { outer: undefined, ctes: new Map() }) && !('MergeStmt' in stmt))
      for (const table of tablesBelow(stmt).filter(isOfRegions))
        found.push({ table, says: `is worked on as a whole (${Object.keys(stmt).join()})`, isUnbound: true })
    for (const called of functionsBelow(stmt))
      if (/^pg_(try_)?advisory/.test(called)) refuse('', `${called}: such a lock holds on one machine only`)
  }
  reader.graph.solve()
  const unbound = reader.uses.filter(use => !use.region.isBound)
  for (const use of unbound) judge(use, unbound)
  for (const says of reader.unknown) refuse('', says)
  return found
}

function setsRegion(targets: readonly Node[] | undefined): boolean {
  return (targets ?? []).some(node => 'ResTarget' in node && node.ResTarget.name === 'region_id')
}
