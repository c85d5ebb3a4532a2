import type { NameMention } from './organisations/bodies.ts'

/** A name the region already knows, from its registry. `full` is the full name where `name` is an alias or abbreviation. */
export type GazetteerEntry = { name: string; kind: 'organisation' | 'place' | 'person'; type?: string; full?: string }
export type Gazetteer = readonly GazetteerEntry[]

/** Known names prepared for finding: by their first two characters, the longest first. */
export type NameIndex = {
  readonly byHead: ReadonlyMap<string, readonly GazetteerEntry[]>
  readonly people: ReadonlySet<string>
}

const none: NameIndex = { byHead: new Map(), people: new Set() }
const prepared = new WeakMap<Gazetteer, NameIndex>()

/** Prepares a gazetteer, once for each list given. Names of one character are left out: they prove nothing. */
export function indexNames(gazetteer: Gazetteer | undefined): NameIndex {
  if (!gazetteer || gazetteer.length === 0) return none
  const known = prepared.get(gazetteer)
  if (known) return known
  const byHead = new Map<string, GazetteerEntry[]>()
  for (const entry of gazetteer) {
    if (entry.name.length < 2) continue
    const head = entry.name.slice(0, 2)
    const list = byHead.get(head)
    if (list) list.push(entry)
    else byHead.set(head, [entry])
  }
  for (const list of byHead.values()) list.sort((a, b) => b.name.length - a.name.length)
  const index = { byHead, people: new Set(gazetteer.filter(entry => entry.kind === 'person').map(entry => entry.name)) }
  prepared.set(gazetteer, index)
  return index
}

/** Every known person a text names, each once. */
export function findKnownPeople(text: string, index: NameIndex): Set<string> {
  const found = new Set<string>()
  if (index.people.size === 0) return found
  for (let i = 0; i + 1 < text.length; i++) {
    const entry = index.byHead
      .get(text.slice(i, i + 2))
      ?.find(one => one.kind === 'person' && text.startsWith(one.name, i))
    if (entry) found.add(entry.name)
  }
  return found
}

/** Every known body and place a text names, longest first at each offset. */
export function findKnown(text: string, index: NameIndex): NameMention[] {
  const found: NameMention[] = []
  if (index.byHead.size === 0) return found
  for (let i = 0; i + 1 < text.length; i++) {
    const entry = index.byHead.get(text.slice(i, i + 2))?.find(one => text.startsWith(one.name, i))
    if (!entry || entry.kind === 'person') continue
    found.push({
      name: entry.name,
      type: entry.type ?? (entry.kind === 'place' ? '地名' : '机构'),
      start: i,
      end: i + entry.name.length,
      body: entry.kind === 'organisation',
      place: entry.kind === 'place',
      strength: 0.97,
    })
    i += entry.name.length - 1
  }
  return found
}
