import type { Thing } from './sentences.ts'

/** A record that the walk asks for: how the table sees it, its id, and what else its routes take in their paths. */
export type Kept = Thing & { id: string; params?: Readonly<Record<string, string>> }
/** Records by kind and by how they stand to the people: `science`, `industry`, `office`, `shared`, `putuo` and so on. */
export type Kinds = Readonly<Record<string, Readonly<Record<string, Kept>>>>

/** Writes as somebody through a route of a region, and gives what it answered. */
export type Make = (
  by: string,
  region: number,
  method: 'post' | 'put',
  path: string,
  body: object,
) => Promise<{ id: string; version: number }>
