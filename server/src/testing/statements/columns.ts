/** A column of something a statement reads: `isBound` once it is known to hold one region's number only. */
export type Column = { isBound: boolean; of: Source | undefined }

/** Something a query block reads from: a table, a subquery, a CTE, a function. */
export type Source = {
  alias: string
  /** Whether it is known to have a column with this name. */
  knows(name: string): boolean
  /** The column with a name; undefined where the source is known not to have it. */
  column(name: string): Column | undefined
}

/** What a query gives, column by column; `star` stands for every column of a source. */
export type Output = { items: readonly OutputItem[] }
export type OutputItem = { name: string | undefined; column: Column | undefined } | { star: Source }

/**
 * What binds what: a column is bound when every column of one of its reasons is. Equality goes both ways, a left join one way, and an
 * output of UNION needs all its arms.
 */
export type Bindings = ReturnType<typeof bindings>

export function bindings() {
  const reasons: Array<{ to: Column; all: readonly Column[] }> = []
  const links = new Map<Column, Set<Column>>()
  const link = (one: Column, other: Column) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = links.get(from) ?? new Set()
      links.set(from, known.add(to))
    }
  }

  return {
    /** A new column that nothing binds yet. */
    column: (of?: Source): Column => ({ isBound: false, of }),
    /** A parameter or a constant. */
    constant: (): Column => ({ isBound: true, of: undefined }),
    /** `to` holds the region of `all` once they all hold one. */
    binds(to: Column, ...all: Column[]): void {
      reasons.push({ to, all })
      for (const each of all) link(each, to)
    },
    /** Follows every reason until nothing more is bound. */
    solve(): void {
      for (let changed = true; changed; ) {
        changed = false
        for (const { to, all } of reasons)
          if (!to.isBound && all.every(each => each.isBound)) {
            to.isBound = true
            changed = true
          }
      }
    },
    /** Whether two columns are tied by equalities, whichever region they hold. */
    areTied(one: Column, other: Column): boolean {
      const seen = new Set([one])
      for (const column of seen) for (const next of links.get(column) ?? []) seen.add(next)
      return seen.has(other)
    },
  }
}

/** The column of an output with a name. */
export function named(output: Output, name: string): Column | undefined {
  for (const item of output.items) {
    const column = 'star' in item ? item.star.column(name) : item.name === name ? item.column : undefined
    if (column) return column
  }
  return undefined
}

/** The column of an output at a place; undefined behind a star, whose width the statement does not tell. */
export function placed(output: Output, place: number): Column | undefined {
  const before = output.items.slice(0, place + 1)
  const item = before[place]
  return before.some(each => 'star' in each) || !item || 'star' in item ? undefined : item.column
}

/** The outputs of both arms of UNION and the like, as one: bound where both are. */
export function combined(arms: readonly [Output, Output], graph: Bindings): Output {
  const [left, right] = arms
  const together = (one: Column | undefined, other: Column | undefined) => {
    if (!one || !other) return undefined
    const column = graph.column()
    graph.binds(column, one, other)
    // A condition on the whole is a condition on each arm.
    graph.binds(one, column)
    graph.binds(other, column)
    return column
  }
  if ([...left.items, ...right.items].some(item => 'star' in item)) {
    const kept = new Map<string, Column | undefined>()
    const source: Source = {
      alias: '',
      knows: name => source.column(name) !== undefined,
      column(name) {
        if (!kept.has(name)) kept.set(name, together(named(left, name), named(right, name)))
        return kept.get(name)
      },
    }
    return { items: [{ star: source }] }
  }
  return {
    items: left.items.map((item, place) => ({
      name: 'name' in item ? item.name : undefined,
      column: together(placed(left, place), placed(right, place)),
    })),
  }
}
