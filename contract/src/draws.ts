import { z } from 'zod'

/** The shapes of a draw anyone can compute again. What each member means to the last byte is written in docs/draws.md. */

/** How positions follow from the key: `jianghai-1` (SHA-256) is ours, `rfc3797` (MD5) reproduces RFC 3797. */
export const drawAlgorithm = z.enum(['jianghai-1', 'rfc3797'])
export type DrawAlgorithm = z.infer<typeof drawAlgorithm>

/** What one public source said: a number, the numbers of one lottery draw, or a text such as the hex of a beacon. */
export const drawSource = z.union([z.number(), z.array(z.number()), z.string()])
export type DrawSource = z.infer<typeof drawSource>

/** Who takes part: an id as a name, or in a pool given by its size the numbers 1 to that size. */
export const drawId = z.union([z.string(), z.int()])
export type DrawId = z.infer<typeof drawId>

/** Everything a draw depends on; two people with the same input get the same draw. */
export const drawInput = z.strictObject({
  algorithm: drawAlgorithm,
  pool: z.union([z.array(z.string()), z.int()]),
  winners: z.int(),
  reserves: z.int().optional(),
  weights: z.array(z.int()).optional(),
  exclude: z.array(drawId).optional(),
  sources: z.array(drawSource),
})
export type DrawInput = z.infer<typeof drawInput>

/** A SHA-256 or MD5 as lower-case hex. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A whole number of any size in decimal, without leading zeros. */
const wholeNumber = z.string().regex(/^(0|[1-9][0-9]*)$/)

/** One pick: the hash, what was left, the place it points at, and who stood there. `tickets` and `ticket` only where weights are given. */
export const drawStep = z.strictObject({
  step: z.int(),
  hash: z.string().regex(/^([0-9a-f]{32}|[0-9a-f]{64})$/),
  remaining: z.int(),
  tickets: wholeNumber.optional(),
  ticket: wholeNumber.optional(),
  index: z.int(),
  id: drawId,
})
export type DrawStep = z.infer<typeof drawStep>

/** What a draw gives. Reserves (递补) go on in the same order, so that who moves up was fixed from the start. */
export const drawResult = z.strictObject({
  poolRoot: sha256,
  key: z.string(),
  winners: z.array(drawId),
  reserves: z.array(drawId),
  steps: z.array(drawStep),
})
export type DrawResult = z.infer<typeof drawResult>

/** An instant in UTC, `2026-04-20T00:00:00Z`, with or without milliseconds: one way to write it, so that a hash over it is one. */
export const drawInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/)
  .refine(text => !Number.isNaN(Date.parse(text)))

const named = { nameZh: z.string().min(1).max(200), nameEn: z.string().min(1).max(200) }
/** Which drawing of the source is meant, such as 第 2026123 期, and when it becomes public. */
const dated = { issue: z.string().min(1).max(200), at: drawInstant }

/** A round of drand: its value is the beacon's randomness, its instant follows from the chain. */
const drandRound = z.strictObject({
  kind: z.literal('drand'),
  chain: z.string().min(1).max(64),
  round: z.int().min(1),
  at: drawInstant,
})
/** Numbers drawn in public, such as 双色球: `count` of them, each from `least` to `most`. */
const drawnNumbers = z.strictObject({
  kind: z.literal('numbers'),
  ...named,
  ...dated,
  count: z.int().min(1).max(100),
  least: z.int().min(0),
  most: z.int().min(0),
})
/** A public figure taken as it is printed, such as a closing index. */
const printedText = z.strictObject({ kind: z.literal('text'), ...named, ...dated })

/** A source that may stand in for another: only one whose value cannot be known before its instant. */
export const futureSource = z.discriminatedUnion('kind', [drandRound, drawnNumbers, printedText])
export type FutureSource = z.infer<typeof futureSource>

/** The source to take instead when the first has published nothing by `after`; named in advance or not taken at all. */
const fallback = { fallback: z.strictObject({ after: drawInstant, source: futureSource }).optional() }

/**
 * A source as announced. A `label` is fixed in the announcement itself: it adds no chance, and keeps two draws with the same other
 * sources apart.
 */
export const announcedSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), value: z.string() }),
  drandRound.extend(fallback),
  drawnNumbers.extend(fallback),
  printedText.extend(fallback),
])
export type AnnouncedSource = z.infer<typeof announcedSource>

/** What is published, and enters the log, before the randomness exists. It holds no id of anybody: the pool by its root only. */
export const drawAnnouncement = z.strictObject({
  format: z.literal('jianghai-draw-announcement-1'),
  draw: z.string().min(1).max(200),
  titleZh: z.string().min(1).max(200),
  titleEn: z.string().min(1).max(200),
  announcedAt: drawInstant,
  algorithm: drawAlgorithm,
  pool: z.strictObject({ count: z.int().min(1), tickets: wholeNumber, root: sha256 }),
  exclusion: z.strictObject({
    ruleZh: z.string().min(1).max(500),
    ruleEn: z.string().min(1).max(500),
    count: z.int().min(0),
    root: sha256,
  }),
  winners: z.int().min(1),
  reserves: z.int().min(0),
  sources: z.array(announcedSource).min(1).max(64),
})
export type DrawAnnouncement = z.infer<typeof drawAnnouncement>

/** What a source said in the end; one for each announced source, in the same order. `fallback` says that the named other one was taken. */
export const usedSource = z.strictObject({
  value: drawSource,
  fallback: z.boolean().optional(),
  beacon: z
    .strictObject({
      signature: z.string().regex(/^[0-9a-f]+$/),
      previousSignature: z
        .string()
        .regex(/^[0-9a-f]+$/)
        .optional(),
    })
    .optional(),
})
export type UsedSource = z.infer<typeof usedSource>

/** That the announcement stands in the log: the entry's text, its place, the path to the root (RFC 9162), and the signed checkpoint. */
export const announcementInLog = z.strictObject({
  entry: z.string(),
  index: z.int().min(0),
  size: z.int().min(1),
  path: z.array(sha256),
  checkpoint: z.string(),
})
export type AnnouncementInLog = z.infer<typeof announcementInLog>

/**
 * A published proof. What `draw run --json` prints has `input` and the result only; what a city publishes also holds the announcement,
 * what each source said, and the place in the log.
 */
export const drawProof = z.strictObject({
  announcement: drawAnnouncement.optional(),
  used: z.array(usedSource).optional(),
  log: announcementInLog.optional(),
  input: drawInput,
  ...drawResult.shape,
  poolRoot: sha256.optional(),
})
export type DrawProof = z.infer<typeof drawProof>
