import { z } from 'zod'
import { bound, day, evidenceKind, figure, id, instant, listQuery, page } from './kernel.ts'
import { nameUpTo, someName } from './text.ts'

const name = someName(200)
const version = z.int().min(1)

/** A stage as the mechanism file names it, in order; ends (terminated, suspended) stand apart. */
export const stageName = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  end: z.boolean(),
  checklist: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
})
export const stagesAnswer = z.object({
  name: z.string(),
  version: z.string(),
  source: z.string(),
  confidence: z.enum(['A', 'B', 'C']),
  stages: z.array(stageName),
})
export type StagesAnswer = z.infer<typeof stagesAnswer>

export const amountKinds = ['total', 'single', 'contract', 'registered', 'fixed', 'capacity', 'other'] as const
export const amount = z.object({
  id,
  what: z.enum(amountKinds),
  value: z.number(),
  unit: z.string(),
  bound: bound.nullable(),
  printed: z.string(),
  fen: z.int().nullable(),
  evidence: evidenceKind,
})
export type Amount = z.infer<typeof amount>

export const partyRoles = ['investor', 'company', 'partner', 'park', 'other'] as const
export const party = z.object({ id, name: z.string(), organisationId: id.nullable(), role: z.enum(partyRoles) })
export type Party = z.infer<typeof party>

/** One stage of a project. Planned, claimed and recognised are three dates; only the recognised one counts. */
export const projectStage = z.object({
  id,
  stage: z.string(),
  plannedOn: day.nullable(),
  claimedOn: day.nullable(),
  recognisedOn: day.nullable(),
  checklist: z.array(z.string()),
  note: z.string().nullable(),
  rule: z.object({ name: z.string(), version: z.string() }),
  evidence: evidenceKind,
  version,
})
export type ProjectStage = z.infer<typeof projectStage>

export const projectRow = z.object({
  id,
  code: z.string().nullable(),
  name: z.string(),
  parentId: id.nullable(),
  parentName: z.string().nullable(),
  batchId: id.nullable(),
  batchName: z.string().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  place: z.string().nullable(),
  chain: z.string().nullable(),
  stage: z.string().nullable(),
  stageOn: day.nullable(),
  stageRecognised: z.boolean(),
  investment: figure,
  parties: z.array(z.string()),
  draft: z.boolean(),
  may: z.array(z.string()),
})
export type ProjectRow = z.infer<typeof projectRow>

export const project = projectRow.extend({
  kind: z.string().nullable(),
  level: z.string().nullable(),
  content: z.string().nullable(),
  problem: z.string().nullable(),
  parties: z.array(z.string()),
  partyList: z.array(party),
  amounts: z.array(amount),
  stages: z.array(projectStage),
  children: z.array(z.object({ id, name: z.string(), stage: z.string().nullable(), stageRecognised: z.boolean() })),
  evidence: z.record(z.string(), evidenceKind),
  history: z.array(
    z.object({
      version: z.int(),
      at: instant,
      by: z.string(),
      reason: z.string().nullable(),
      what: z.string(),
      withdrawn: z.boolean(),
    }),
  ),
  version,
})
export type Project = z.infer<typeof project>

export const projectsQuery = listQuery.extend({
  stage: z.string().max(30).optional(),
  batch: id.optional(),
  unit: id.optional(),
  draft: z.stringbool().optional(),
})
export const projectsPage = page(projectRow)

/** How many projects stand at each stage now: recognised ones count, claims are shown beside them and count for nothing. */
export const stageFunnelQuery = z.object({ asOf: instant.optional(), batch: id.optional(), unit: id.optional() })
export const stageFunnel = z.object({
  total: figure,
  /** Projects on the list of which no stage is known. */
  without: figure,
  stages: z.array(
    z.object({
      stage: z.string(),
      zh: z.string(),
      en: z.string(),
      end: z.boolean(),
      recognised: figure,
      claimed: figure,
    }),
  ),
})
export type StageFunnel = z.infer<typeof stageFunnel>

const quantityGiven = z.object({ what: z.enum(amountKinds), printed: z.string().trim().min(1).max(60) })
const partyGiven = z.object({ name, role: z.enum(partyRoles) })

export const createProject = z.object({
  name,
  code: nameUpTo(60).nullish(),
  parentId: id.nullish(),
  batchId: id.nullish(),
  unitId: id.nullish(),
  kind: nameUpTo(60).nullish(),
  level: nameUpTo(60).nullish(),
  place: nameUpTo(100).nullish(),
  chain: nameUpTo(60).nullish(),
  content: z.string().trim().max(2000).nullish(),
  parties: z.array(partyGiven).max(30).default([]),
  amounts: z.array(quantityGiven).max(30).default([]),
})
export type CreateProject = z.input<typeof createProject>

export const changeProject = createProject
  .omit({ parties: true, amounts: true })
  .partial()
  .extend({ problem: z.string().trim().max(1000).nullish(), version, reason: z.string().trim().min(1).max(300) })
export type ChangeProject = z.input<typeof changeProject>

/** Plans, claims or recognises a stage. A claim needs its day; a recognition needs the checklist of the stage's rule, or a reason. */
export const putStage = z.object({
  stage: z.string().max(30),
  plannedOn: day.nullish(),
  claimedOn: day.nullish(),
  note: z.string().trim().max(500).nullish(),
})
export type PutStage = z.input<typeof putStage>
export const recogniseStage = z.object({
  stage: z.string().max(30),
  recognisedOn: day,
  checklist: z.array(z.string().max(40)).max(30),
  note: z.string().trim().max(500).nullish(),
})
export type RecogniseStage = z.input<typeof recogniseStage>

export const addAmount = quantityGiven
export const addParty = partyGiven

/** A batch: what was stated when it was signed, what its known members add up to, and the gap between the two. */
export const batchRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  signedOn: day.nullable(),
  event: z.string().nullable(),
  statedCount: figure,
  knownCount: figure,
  statedTotal: figure,
  knownTotal: figure,
  withoutAmount: z.int(),
  /** How many of the known members ever reached each stage: recognised, and beside them those that only claim it. */
  reached: z.array(z.object({ stage: z.string(), count: figure, claimed: figure })),
  may: z.array(z.string()),
})
export type BatchRow = z.infer<typeof batchRow>
export const batchesPage = z.object({ rows: z.array(batchRow), asOf: instant.nullable() })
export const createBatch = z.object({
  code: someName(40),
  name,
  signedOn: day.nullish(),
  event: nameUpTo(200).nullish(),
  statedCount: z.int().min(1).max(10000).nullish(),
  statedTotal: z.string().trim().max(60).nullish(),
})
export type CreateBatch = z.input<typeof createBatch>

export const agreementRow = z.object({
  id,
  subject: z.string(),
  form: z.string(),
  signedOn: day.nullable(),
  parties: z.array(z.string()),
  term: z.string().nullable(),
  draft: z.boolean(),
  evidence: evidenceKind,
  may: z.array(z.string()),
})
export type AgreementRow = z.infer<typeof agreementRow>
export const agreementsPage = page(agreementRow)
export const createAgreement = z.object({
  subject: name,
  form: someName(60),
  signedOn: day.nullish(),
  parties: z.array(name).min(2).max(30),
  term: nameUpTo(100).nullish(),
})
export type CreateAgreement = z.input<typeof createAgreement>

export const confirmDraft = z.object({ version })
export const withdrawRecord = z.object({ version, reason: z.string().trim().min(1).max(300) })
