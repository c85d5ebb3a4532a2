import { z } from 'zod'
import { day, evidence, evidenceRef, id, instant, page } from './kernel.ts'
import { organisationType, placeLevel } from './registryCodes.ts'

export {
  type OrganisationType,
  organisationType,
  organisationTypes,
  type PlaceLevel,
  placeLevel,
  placeLevels,
  unitKind,
  unitKinds,
} from './registryCodes.ts'

import { likenessReasons } from './registryLikeness.ts'

/** `draft`: made from an accepted fact, not looked at since; `confirmed`: a person stands for it. */
export const standing = z.enum(['draft', 'confirmed'])
export type Standing = z.infer<typeof standing>

/** Judgement on two records (是否同一): same merges them, different keeps them apart for good, unsure waits for a person. */
export const judgements = ['same', 'different', 'unsure'] as const
export const judgement = z.enum(judgements)
export type Judgement = z.infer<typeof judgement>
export const linkKind = z.enum(['organisation', 'person', 'place'])
export type LinkKind = z.infer<typeof linkKind>

const version = z.int().min(1)
const may = z.array(z.string())
const byWhom = { version, recordedAt: instant, recordedBy: z.string().nullable() }

/** A name as the reader of pages should know it; `full` is the name of the canonical record when `name` is a short form or alias. */
export const gazetteerEntry = z.object({
  name: z.string(),
  kind: z.enum(['organisation', 'place', 'person']),
  type: z.string().optional(),
  full: z.string().optional(),
})
export type GazetteerEntry = z.infer<typeof gazetteerEntry>
export type Gazetteer = readonly GazetteerEntry[]

/**
 * How a known post stands to the post and the day a page tells: the same, held on that day; the same, and that day is not sure; the same in
 * another time; another post held on that day, which speaks against.
 */
export const postsThen = ['same-then', 'same-perhaps', 'same-other-time', 'other-then'] as const
export type PostThen = (typeof postsThen)[number]
export const knownPost = z.object({
  post: z.string(),
  organisation: z.string().nullable(),
  acting: z.boolean(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  seenFirst: day.nullable(),
  seenLast: day.nullable(),
  onDay: z.enum(postsThen).nullable(),
})
export type KnownPost = z.infer<typeof knownPost>

/** A standing record that may be the same as the one looked for, with what speaks for it (0 to 1). */
export const candidate = z.object({
  id,
  name: z.string(),
  type: z.string().nullable(),
  score: z.number(),
  because: z.enum(likenessReasons),
  /** Of a person: the posts that say so, each with how it stands to the post and the day asked. */
  posts: z.array(knownPost),
})
export type Candidate = z.infer<typeof candidate>

/** An edge between two records; `left` is the one kept when they are judged the same. */
export const link = z.object({
  id,
  kind: linkKind,
  left: z.object({ id, name: z.string() }),
  right: z.object({ id, name: z.string() }),
  judgement,
  reason: z.string().nullable(),
  ...byWhom,
  may,
})
export type Link = z.infer<typeof link>

export const alias = z.object({
  id,
  alias: z.string(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  /** The merged record the alias came from, null for its own. */
  of: id,
  version,
})
export type Alias = z.infer<typeof alias>

export const membership = z.object({
  id,
  /** The organisation that belongs, and the body it belongs to. */
  member: z.object({ id, name: z.string() }),
  body: z.object({ id, name: z.string() }),
  role: z.string(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  note: z.string().nullable(),
  ref: evidenceRef,
  version,
  may,
})
export type Membership = z.infer<typeof membership>

/** How surely somebody held a post on a day: within its stated or seen time, outside it but nobody else known, or not known. */
export const certainty = z.enum(['certain', 'likely', 'possible'])
export type Certainty = z.infer<typeof certainty>

/** Who held which post where, over time (任职). `seen` days are those on which a source shows it; `from` and `to` where they are stated. */
export const tenure = z.object({
  id,
  person: z.object({ id, name: z.string() }),
  /** The post as printed. */
  post: z.string(),
  /** 代市长 holds the post of 市长, acting. */
  acting: z.boolean(),
  /** A rank word such as 市领导 names no post; it is kept as stated. */
  rankWord: z.boolean(),
  organisation: z.object({ id, name: z.string() }).nullable(),
  unit: z.object({ id, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  organisationText: z.string().nullable(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  seenFirst: day.nullable(),
  seenLast: day.nullable(),
  ref: evidenceRef,
  version,
  may,
})
export type Tenure = z.infer<typeof tenure>

export const organisationRow = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  shortName: z.string().nullable(),
  type: organisationType,
  place: z.string().nullable(),
  standing,
  aliases: z.array(z.string()),
  /** How many records were merged into this one. */
  merged: z.int(),
  memberships: z.int(),
  people: z.int(),
  /** Whether a possible duplicate waits for a judgement. */
  unsure: z.int(),
  version,
  may,
})
export type OrganisationRow = z.infer<typeof organisationRow>

/** A record that was merged into the one shown, with the edge that did it, so that it can be undone. */
const mergedRecord = z.object({ id, name: z.string(), linkId: id, linkVersion: version, reason: z.string().nullable() })
export const fieldEvidence = z.object({ ref: evidenceRef, items: z.array(evidence) })

export const organisation = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  shortName: z.string().nullable(),
  type: organisationType,
  creditCode: z.string().nullable(),
  note: z.string().nullable(),
  place: z.object({ id, name: z.string() }).nullable(),
  unit: z.object({ id, nameZh: z.string() }).nullable(),
  standing,
  aliases: z.array(alias),
  /** Bodies it belongs to, and members it has. */
  belongsTo: z.array(membership),
  members: z.array(membership),
  people: z.array(tenure),
  merged: z.array(mergedRecord),
  links: z.array(link),
  sources: z.array(fieldEvidence),
  ...byWhom,
  may,
})
export type Organisation = z.infer<typeof organisation>

export const personRow = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  standing,
  /** The posts held on the day asked, as far as known. */
  posts: z.array(z.object({ post: z.string(), organisation: z.string().nullable(), certainty })),
  merged: z.int(),
  unsure: z.int(),
  version,
  may,
})
export type PersonRow = z.infer<typeof personRow>

export const person = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  note: z.string().nullable(),
  standing,
  tenures: z.array(tenure),
  merged: z.array(mergedRecord),
  links: z.array(link),
  sources: z.array(fieldEvidence),
  ...byWhom,
  may,
})
export type Person = z.infer<typeof person>

export const place = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  level: placeLevel,
  parentId: id.nullable(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  /** Codes of the divisions that took its place. */
  replacedBy: z.array(z.string()),
  aliases: z.array(z.string()),
  note: z.string().nullable(),
  standing,
  /** Whether it stood on the day asked. */
  valid: z.boolean(),
  version,
  may,
})
export type Place = z.infer<typeof place>

export const unit = z.object({
  id,
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  shortZh: z.string().nullable(),
  kind: z.string(),
  parentId: id.nullable(),
  position: z.int(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  version,
  may,
})
export type Unit = z.infer<typeof unit>
export const asked = z.object({ asOf: instant.optional() })
export const unitTree = z.object({ rows: z.array(unit), may })
export const placeList = z.object({ rows: z.array(place), may })

export const importTables = [
  'units',
  'places',
  'place_aliases',
  'organisations',
  'memberships',
  'people',
  'posts',
] as const
export const importTableName = z.enum(importTables)
export type ImportTable = z.infer<typeof importTableName>
/** Rows of a table by its English header, as text. All of them enter, or none. */
export const tableRows = z.array(z.record(z.string().max(60), z.string().max(4000))).max(20_000)
export const newImport = z.object({ table: importTableName, rows: tableRows })
/**
 * What an import came to. `proven` counts quotations that were found in a source text on file and linked; `elsewhere` rows of another
 * region, which were left out.
 */
export const imported = z.object({
  table: importTableName,
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  proven: z.int(),
  elsewhere: z.int(),
})
export type Imported = z.infer<typeof imported>

export const organisationPage = page(organisationRow)
export const personPage = page(personRow)
export const linkList = z.object({ rows: z.array(link) })
export const candidateList = z.object({ rows: z.array(candidate) })
