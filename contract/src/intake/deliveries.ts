import { z } from 'zod'
import { day, id, instant, listQuery } from '../kernel.ts'

/**
 * What became of a delivered thing: brought as a page (已收), known as a page already (原有), refused (收不了), failed and to be tried again
 * (没收成), or waiting for the next look (等着再试).
 */
export const deliveryStates = ['brought', 'known', 'refused', 'failed', 'waiting'] as const
export const deliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof deliveryState>

export const sourceKinds = ['folder', 'feed', 'imap'] as const

const failure = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

/** Lines of a letter's body that are not in its page: of letters that are answered, of a signature, of the head above a forwarded letter. */
const cutLines = z.object({ quoted: z.int(), signature: z.int(), header: z.int() })
export type CutLines = z.infer<typeof cutLines>

/** How many things came, today, in the last seven days and in all, by what became of them. */
const counted = z.object({ state: deliveryState, today: z.int(), week: z.int(), total: z.int() })

/** A source of pages, how it is set up, and how it stands. */
export const sourceRow = z.object({
  name: z.string(),
  /** Null for one that delivered once and is set up no more. */
  kind: z.enum(sourceKinds).nullable(),
  /** Where it looks, without what might be a secret: the end of a path, an address without its question. */
  place: z.string().nullable(),
  publication: z.string().nullable(),
  internal: z.boolean(),
  unit: z.string().nullable(),
  /** Minutes from one look to the next. */
  every: z.int().nullable(),
  lookedAt: instant.nullable(),
  goodAt: instant.nullable(),
  nextAt: instant.nullable(),
  isLooking: z.boolean(),
  /** Whether the last look left something for the next. */
  hasMore: z.boolean(),
  error: failure.nullable(),
  counts: z.array(counted),
})
export type SourceRow = z.infer<typeof sourceRow>

/** The sources of a region. */
export const sourceList = z.object({ sources: z.array(sourceRow), today: day })
export type SourceList = z.infer<typeof sourceList>

export const deliveriesQuery = listQuery.extend({
  source: z.string().max(60).optional(),
  state: deliveryState.optional(),
})

/** A delivered thing, with the page it became or was known as (null where that was withdrawn), or why there is none. */
export const deliveryRow = z.object({
  id,
  version: z.int(),
  source: z.string(),
  name: z.string(),
  deliveredAt: instant,
  /** When what it says of it became so. */
  since: instant,
  state: deliveryState,
  page: z.object({ id, name: z.string() }).nullable(),
  error: failure.nullable(),
  /** Null where nothing was cut. */
  cut: cutLines.nullable(),
  tries: z.int(),
  againAt: instant.nullable(),
  may: z.array(z.string()),
})
export type DeliveryRow = z.infer<typeof deliveryRow>

/** Says to try a delivery again; `version` is the one that was seen. */
export const tryAgain = z.object({ version: z.int().min(1) })
