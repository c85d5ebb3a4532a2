import { z } from 'zod'
import { announcedSource, drawAnnouncement, drawProof, futureSource, usedSource } from '../draws.ts'
import { id, instant, listQuery, page } from '../kernel.ts'
import { someName } from '../text.ts'
import { pickUpShown } from './pickUp.ts'

/*
 * The draws of a quiz (抽取), one for each cut-off: frozen by one person, announced by another before anything about chance is known, drawn
 * when the sources have spoken, published by a second person. docs/draws.md says what is computed.
 */

/**
 * `frozen`: the pool is copied with its values and waits for a second person. `announced`: it stands in the log, and the sources have not
 * all spoken. `ready`: they have. `drawn`: computed, and waits for a second person. `called-off`: only before the first source was public.
 */
export const quizDrawState = z.enum(['frozen', 'announced', 'ready', 'drawn', 'published', 'called-off'])
export type QuizDrawState = z.infer<typeof quizDrawState>

/** A source as an organiser names it: the round of drand follows from the instant, the rest is as in the announcement. */
const drandAt = z.strictObject({ kind: z.literal('drand'), chain: z.string().min(1).max(64), at: instant })
const [, numbers, text] = futureSource.options
const namedSource = z.discriminatedUnion('kind', [drandAt, numbers, text])
const instead = { fallback: z.strictObject({ after: instant, source: namedSource }).optional() }
export const proposedSource = z.discriminatedUnion('kind', [
  drandAt.extend(instead),
  numbers.extend(instead),
  text.extend(instead),
])
export type ProposedSource = z.infer<typeof proposedSource>

/** Freezes the ranking of a cut-off, by its number from 1. A label with the draw's own id is put before the sources by the server. */
export const freezeDraw = z.object({
  number: z.int().min(1).max(1000),
  sources: z.array(proposedSource).min(1).max(16),
})
/** An act on a draw: the version it was looked at, and why. */
export const drawAct = z.object({ version: z.int(), reason: z.string().trim().max(500).default('') })

/**
 * What one person brings for a source, by its place in the announcement from 0: a beacon as its service gave it (its signature is
 * verified), or what they typed from the printed result, which a second person types too. `fallback` says that the announced other source is meant.
 */
export const enterSource = z.object({
  version: z.int(),
  fallback: z.boolean().default(false),
  given: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('drand'),
      signature: z.string().regex(/^[0-9a-f]{2,400}$/),
      previousSignature: z
        .string()
        .regex(/^[0-9a-f]{2,400}$/)
        .optional(),
    }),
    z.strictObject({ kind: z.literal('numbers'), numbers: z.array(z.int()).min(1).max(100) }),
    z.strictObject({ kind: z.literal('text'), text: someName(200) }),
  ]),
})

/** A source with what is known of it: who typed it, whether two people agree, and what it said. */
export const sourceNow = z.object({
  announced: announcedSource,
  /** Who entered something, for the source or for its fallback; what they typed is shown once two agree, or to say where they part. */
  entries: z.array(z.object({ by: z.string(), at: instant, fallback: z.boolean() })),
  /** Where two people's entries part: the place from 1. */
  difference: z.object({ place: z.int() }).nullable(),
  value: z.union([z.number(), z.array(z.number()), z.string()]).nullable(),
  usedFallback: z.boolean(),
})

/** What somebody did with a draw, which asked for a person each time. */
export const drawDone = z.object({
  act: z.enum(['frozen', 'announced', 'drawn', 'published', 'called-off']),
  by: z.string(),
  at: instant,
  why: z.string().nullable(),
})

export const quizDraw = z.object({
  id,
  quizId: id,
  number: z.int(),
  version: z.int(),
  state: quizDrawState,
  cutoff: instant,
  pool: z.int(),
  excluded: z.int(),
  winners: z.int(),
  reserves: z.int(),
  frozenAt: instant,
  frozenBy: z.string(),
  announcedBy: z.string().nullable(),
  drawnBy: z.string().nullable(),
  publishedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
  announcement: drawAnnouncement.nullable(),
  announcementHash: z.string().nullable(),
  sources: z.array(sourceNow),
  /** Who did what when, oldest first; what was brought for a source stands with the source. */
  done: z.array(drawDone),
  /** What the reader may do now; a step that wants another person than the step before is not in it for who did that one. */
  may: z.array(z.string()),
  asOf: instant.nullable(),
})
export type QuizDraw = z.infer<typeof quizDraw>

/** Every cut-off of a quiz with the draw that was frozen for it; null while it waits, and `isDue` once its ranking can be frozen. */
export const quizDraws = z.object({
  draws: z.array(
    z.object({
      number: z.int(),
      cutoff: instant,
      isDue: z.boolean(),
      draw: quizDraw.nullable(),
      /** Draws of the cut-off that were frozen and called off, by their ids, oldest first. */
      calledOff: z.array(id),
    }),
  ),
  /** The chains of drand the server knows, for the form. */
  chains: z.array(z.object({ name: z.string(), period: z.int() })),
  now: instant,
})

/** The frozen pool: who stood at which place with which values, under the public name. */
export const poolQuery = listQuery
export const poolRow = z.object({
  place: z.int(),
  alias: z.string(),
  score: z.int(),
  tenths: z.int(),
  finishedAt: instant,
  isExcluded: z.boolean(),
  /** Place in the order drawn, from 1: winners first, reserves go on after them; null before the draw or if not drawn. */
  drawn: z.int().nullable(),
})
export type PoolRow = z.infer<typeof poolRow>
export const poolPage = page(poolRow)

/** A draw as everybody sees it, from its announcement on. `winners` is empty until it is published. */
export const openDraw = z.object({
  id,
  number: z.int(),
  state: quizDrawState.exclude(['frozen']),
  cutoff: instant,
  announcement: drawAnnouncement,
  announcementHash: z.string(),
  publishedAt: instant.nullable(),
  prize: z.string(),
  /** What each announced source said, in the same order; empty until it is published. */
  used: z.array(usedSource),
  winners: z.array(
    z.object({
      /** From 1, in the order drawn. */
      number: z.int(),
      alias: z.string(),
      /** Family name and last four digits, only where the winner agreed to it. */
      masked: z.string().nullable(),
      movedUp: z.boolean(),
      /** Whether the prize went on to the next reserve. */
      isOut: z.boolean(),
    }),
  ),
})
export type OpenDraw = z.infer<typeof openDraw>
export const openDraws = z.object({ draws: z.array(openDraw), now: instant })
export type OpenDraws = z.infer<typeof openDraws>

/** What anybody needs to compute a draw before or after it is published: the announcement with the pool, or the whole proof. */
export const openPool = z.object({
  announcement: drawAnnouncement,
  pool: z.array(z.string()),
  exclude: z.array(z.string()),
})
export type OpenPool = z.infer<typeof openPool>
export const openProof = drawProof

/**
 * A prize. `won`: to be claimed until its deadline. `claimed`: asked for, with the name it is handed to. `handed-over`; `lapsed`: not
 * claimed in time; `refused`: not given, with a reason; `passed-over`: never offered. In the last three a reserve moves up, in the order
 * drawn.
 */
export const prizeState = z.enum(['won', 'claimed', 'handed-over', 'lapsed', 'refused', 'passed-over'])
/**
 * Why a prize is out: not claimed by its deadline; claimed and not fetched before everything about it was erased; refused by the office;
 * the winner had themselves erased; the reserve won another draw, in a quiz that gives everybody one prize.
 */
export const prizeOut = z.enum(['not-claimed', 'not-fetched', 'refused', 'erased', 'won-another'])
export type PrizeOut = z.infer<typeof prizeOut>
/** A prize of the citizen who asks. */
export const ownPrize = z.object({
  id,
  quizId: id,
  quizTitleZh: z.string(),
  quizTitleEn: z.string().nullable(),
  /** Who hands it over. */
  organiser: z.string(),
  drawId: id,
  drawNumber: z.int(),
  prize: z.string(),
  state: prizeState,
  /** The last instant at which it can be claimed. */
  claimBy: instant,
  /** Until when it is kept for whoever claimed it; a name given once is erased some time after that. */
  fetchBy: instant,
  movedUp: z.boolean(),
  /** Why it is out, and what the office said when it refused it; null while it is not. */
  out: prizeOut.nullable(),
  reason: z.string().nullable(),
  /** Whether they agreed to be named in the list, and have not taken it back. */
  publish: z.boolean(),
  /** What is shown when the prize is fetched; null unless it is claimed. */
  claimCode: z.string().nullable(),
  /** Where and when it is fetched, and what to bring; null while the office has not said. */
  pickUp: pickUpShown.nullable(),
})
export type OwnPrize = z.infer<typeof ownPrize>
export const ownPrizes = z.object({ prizes: z.array(ownPrize), now: instant })
export type OwnPrizes = z.infer<typeof ownPrizes>
/**
 * The name the prize is handed to, which may be left out where one was given before and stays; `publish` is the separate agreement to stand in the list with family name and last four digits.
 */
export const claimPrize = z.object({
  name: someName(50).optional(),
  publish: z.boolean(),
  language: z.enum(['zh', 'en']),
})

export const prizeRow = z.object({
  id,
  number: z.int(),
  alias: z.string(),
  state: prizeState,
  claimBy: instant,
  fetchBy: instant,
  movedUp: z.boolean(),
  /** Why it is out, and what was said when it was refused; null while it is not. */
  out: prizeOut.nullable(),
  reason: z.string().nullable(),
  /** Name and last digits until they are erased. The code for fetching it is the winner's alone: it is typed in, never shown here. */
  name: z.string().nullable(),
  lastFour: z.string().nullable(),
  /** Whether the winner was told, by message. */
  toldAt: instant.nullable(),
  erasedAt: instant.nullable(),
  version: z.int(),
  may: z.array(z.string()),
})
export type PrizeRow = z.infer<typeof prizeRow>
export const prizePage = page(prizeRow)
export const prizeQuery = listQuery.extend({ state: prizeState.optional() })
export const handOver = z.object({ version: z.int(), claimCode: z.string().trim().max(20) })
export const refusePrize = z.object({ version: z.int(), reason: z.string().trim().min(1).max(500) })
