export type { Gazetteer, GazetteerEntry } from './gazetteer.ts'
export type { Learnt } from './learnt.ts'
export type { ExtractOptions } from './page.ts'
export { extractPage } from './page.ts'
