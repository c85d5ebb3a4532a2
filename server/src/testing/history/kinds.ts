/** What the in-memory model knows of a record: the few fields that the commands themselves tell. */
export type Known = Readonly<Record<string, string | number | null>>
export const kinds = [
  'matter',
  'project',
  'batch',
  'agreement',
  'organisation',
  'person',
  'unit',
  'indicator',
  'series',
  'meeting',
  'member',
  'bank',
  'quiz',
] as const
export type Kind = (typeof kinds)[number]

export type Json = Record<string, unknown>
export type Answer = { status: number; body: Json }
