/** What says that two names may mean one record, or what tells them apart. */
export const likenessReasons = [
  'same-name',
  'alias',
  'same-core',
  'abbreviation',
  'former',
  'contained',
  'initials',
  'similar',
  'branch',
  'other-form',
  'other-kind',
  'other-number',
  'other-region',
  'same-post',
  'same-body',
  'name-only',
  'rank-only',
  'other-post',
  /** Somebody said so by hand; the names themselves do not. */
  'judged-unsure',
] as const
export type LikenessReason = (typeof likenessReasons)[number]
