import type { Judgement } from '#contract/registry.ts'

export type Edge = { id: string; leftId: string; rightId: string; judgement: Judgement }

/**
 * Which record stands for which, derived from the edges judged `same`: transitive, reversible, nothing copied.
 *
 * Of a cluster the canonical record is the one that was never the merged side (`rightId`); where that leaves several or none,
 * the oldest, because ids rise with time.
 */
export type Clusters = {
  canonical(id: string): string
  /** All records of a record's cluster, the canonical first. */
  members(id: string): string[]
  /** Every record that another stands for. */
  merged: readonly string[]
}

export function clustersOf(edges: readonly Edge[]): Clusters {
  const parent = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    return root
  }
  const mergedSides = new Set<string>()
  for (const { leftId, rightId, judgement } of edges) {
    if (judgement !== 'same') continue
    mergedSides.add(rightId)
    for (const id of [leftId, rightId]) if (!parent.has(id)) parent.set(id, id)
    parent.set(find(rightId), find(leftId))
  }

  const groups = new Map<string, string[]>()
  for (const id of parent.keys()) groups.set(find(id), [...(groups.get(find(id)) ?? []), id])
  const clusters = new Map<string, string[]>()
  for (const group of groups.values()) {
    const sorted = group.toSorted(
      (one, other) => Number(mergedSides.has(one)) - Number(mergedSides.has(other)) || (one < other ? -1 : 1),
    )
    for (const id of sorted) clusters.set(id, sorted)
  }
  return {
    canonical: id => clusters.get(id)?.[0] ?? id,
    members: id => clusters.get(id) ?? [id],
    merged: [...clusters].filter(([id, group]) => group[0] !== id).map(([id]) => id),
  }
}

/** The edge that keeps two clusters apart, when joining these records would contradict it. */
export function contradiction<E extends Edge>(
  edges: readonly E[],
  clusters: Clusters,
  one: string,
  other: string,
): E | undefined {
  const [left, right] = [new Set(clusters.members(one)), new Set(clusters.members(other))]
  return edges.find(
    ({ judgement, leftId, rightId }) =>
      judgement === 'different' &&
      ((left.has(leftId) && right.has(rightId)) || (left.has(rightId) && right.has(leftId))),
  )
}
