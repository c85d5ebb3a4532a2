import { z } from 'zod'

/** A region's number: its six-digit division code, or an own number from 900000 where there is none. */
export const regionId = z.int().min(100000).max(999999)
export const id = z.uuid()

/** No record here is about a time outside these years, and no calendar counts there. */
const inReach = (written: string) => written >= '1600' && written < '3000'
const years = 'a year from 1600 to 2999'
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export const day = z.iso.date().refine(inReach, years)
/** A moment, ISO 8601 with offset; the server answers in UTC. */
export const instant = z.iso.datetime({ offset: true }).refine(inReach, years)

/** Roles (角色). System, security and audit are three separate people (三员分立). */
export const roles = [
  'viewer',
  'unit-reporter',
  'unit-head',
  'office-staff',
  'office-head',
  'leader',
  'system-operator',
  'security-officer',
  'auditor',
  'partner',
  'citizen',
] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const lights = ['green', 'blue', 'yellow', 'orange', 'red', 'grey'] as const
export const light = z.enum(lights)
export type Light = z.infer<typeof light>

/** Where a shown number comes from: quoted from a page, computed, typed by hand, or at odds with another. Sets the line under it. */
export const evidenceKind = z.enum(['source', 'computed', 'hand', 'differs'])
export type EvidenceKind = z.infer<typeof evidenceKind>

/** What a number belongs to, so that its evidence can be asked for: `GET /api/{region}/evidence?kind&id&field`. */
export const evidenceRef = z.object({ kind: z.string().max(40), id: z.string().max(80), field: z.string().max(80) })
export type EvidenceRef = z.infer<typeof evidenceRef>

/** A bound on a printed quantity: 余、多、超过 are `>`, 近、不足 are `<`, 约 is `~`. */
export const bound = z.enum(['>', '<', '~'])
export type Bound = z.infer<typeof bound>

/** A number as screens receive it: never bare, always with the way to its evidence. `value` null means not known, which is not zero. */
export const figure = z.object({
  value: z.number().nullable(),
  unit: z.string().nullable(),
  bound: bound.nullable(),
  printed: z.string().nullable(),
  evidence: evidenceKind,
  ref: evidenceRef,
})
export type Figure = z.infer<typeof figure>

const logMark = z.object({ entryId: id, index: z.int().nullable(), at: instant })

/** What disputes a fact (有争议): another that cannot be right with it. Its words are null for somebody who may not read it yet. */
export const dispute = z.object({
  text: z.string().nullable(),
  page: z.string(),
  issueDate: day.nullable(),
  href: z.string().nullable(),
})
export type Dispute = z.infer<typeof dispute>

/** One piece of evidence as the popover shows it (look.md section 5). */
export const evidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('source'),
    factId: id.nullable(),
    source: z.object({
      id,
      name: z.string(),
      publication: z.string().nullable(),
      issueDate: day.nullable(),
      page: z.string().nullable(),
    }),
    start: z.int(),
    end: z.int(),
    text: z.string(),
    before: z.string(),
    after: z.string(),
    modality: z.string().nullable(),
    confidence: z.number().nullable(),
    acceptedBy: z.string().nullable(),
    acceptedAt: instant.nullable(),
    log: logMark.nullable(),
    supports: z.int(),
    /** Other facts that dispute the one this rests on; none where it is undisputed. */
    disputes: z.array(dispute),
  }),
  z.object({
    kind: z.literal('computed'),
    /** A word code naming the formula, with its parameters, worded by the web in both languages. */
    formula: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    inputs: z.array(
      z.object({
        label: z.string(),
        value: z.string(),
        light: light.nullable(),
        href: z.string().nullable(),
        ref: evidenceRef.nullable(),
      }),
    ),
    total: z.int(),
  }),
  z.object({
    kind: z.literal('hand'),
    by: z.string(),
    at: instant,
    reason: z.string().nullable(),
    log: logMark.nullable(),
  }),
  z.object({ kind: z.literal('denied'), owner: z.string().nullable() }),
])
export type Evidence = z.infer<typeof evidence>

/** The answer to `GET /api/{region}/evidence`: all the evidence of one field, newest first. */
export const evidenceAnswer = z.object({ ref: evidenceRef, items: z.array(evidence) })
export type EvidenceAnswer = z.infer<typeof evidenceAnswer>

/** What every list takes: as of when, what to find, how to sort, where to go on. Sort is a column, `-` before it for descending. */
export const listQuery = z.object({
  asOf: instant.optional(),
  find: z.string().trim().max(100).optional(),
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]{1,40}$/)
    .optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListQuery = z.input<typeof listQuery>

/** Lists are counted exactly up to so many rows; beyond it they say that there are more. */
export const COUNTED = 1000

/**
 * What every list gives: the rows, where to go on, and how many there are. The count is exact where `hasMoreThanTotal` is false; where it is
 * true counting stopped at `total`, and there are more.
 */
export const page = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    next: z.string().nullable(),
    total: z.int().max(COUNTED),
    hasMoreThanTotal: z.boolean(),
    asOf: instant.nullable(),
  })
export type Page<Row> = {
  rows: Row[]
  next: string | null
  total: number
  hasMoreThanTotal: boolean
  asOf: string | null
}

/** A refusal as the server sends it: a code, values for its sentence, the field it is about, and one line per field for forms. */
export const refusal = z.object({
  refusal: z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    field: z.string().nullable(),
    fields: z.array(
      z.object({
        path: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      }),
    ),
  }),
})
export type RefusalBody = z.infer<typeof refusal>

/** A fault as the server sends it: an opaque reference to give to the operator. */
export const fault = z.object({ fault: z.object({ reference: z.string() }) })

/** Who is signed in, for the shell. `regions` are those whose records the person may see, the own first. */
export const me = z.object({
  id,
  name: z.string(),
  username: z.string(),
  region: z.object({ id: regionId, nameZh: z.string(), nameEn: z.string(), demonstration: z.boolean() }),
  unit: z.object({ id, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  roles: z.array(role),
  may: z.array(z.string()),
  regions: z.array(z.object({ id: regionId, nameZh: z.string(), nameEn: z.string() })),
  now: instant,
  /** Whether the password is a first one: until it is changed nothing else can be done. */
  mustChangePassword: z.boolean(),
  /** Whether a second factor is on; from when the roles need one; and whether nothing else can be done before it is set up. */
  secondFactor: z.object({ isOn: z.boolean(), neededFrom: day.nullable(), isMissing: z.boolean() }),
})
export type Me = z.infer<typeof me>
