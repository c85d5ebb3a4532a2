import { z } from 'zod'
import {
  agendaItemFact,
  agreementFact,
  article,
  byline,
  dateline,
  eventFact,
  fact,
  figureFact,
  organisationFact,
  personFact,
  placeFact,
  projectFact,
  taskFact,
} from './extraction.ts'
import { contradiction, leftForPerson } from './intake/contradictions.ts'
import { modelOfPage, proposedBy } from './intake/model.ts'
import { repeat, repeater, repeatVerdict } from './intake/repeats.ts'
import { besideText, textNote } from './intake/sources.ts'
import { day, id, instant, listQuery } from './kernel.ts'
import { nameUpTo, someName } from './text.ts'

/** What became of a fact: pending (待定), accepted (收下), rejected (不收), or accepted and later withdrawn (撤回). */
export const factStates = ['pending', 'accepted', 'rejected', 'withdrawn'] as const
export const factState = z.enum(factStates)
export type FactState = z.infer<typeof factState>

export const factKinds = [
  'person',
  'organisation',
  'place',
  'event',
  'project',
  'agreement',
  'figure',
  'task',
  'agenda-item',
] as const
export const factKind = z.enum(factKinds)

/** How many facts stand in each state. */
export const counts = z.object({ pending: z.int(), accepted: z.int(), rejected: z.int(), withdrawn: z.int() })
export type Counts = z.infer<typeof counts>

/** How the issue date became known: printed or inferred from the page, told by a person, or still open. */
export const dateStanding = z.enum(['found', 'given', 'open'])

/** A page as the list shows it. */
export const pageRow = z.object({
  id,
  version: z.int(),
  sourceId: id,
  name: z.string(),
  publication: z.string().nullable(),
  page: z.string().nullable(),
  issueDate: day.nullable(),
  dateStanding,
  /** In Chinese, where the date was found or why there is none; null when a person gave it. */
  dateBasis: z.string().nullable(),
  internal: z.boolean(),
  unit: z.object({ id, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  broughtBy: z.string().nullable(),
  broughtAt: instant,
  chars: z.int(),
  articles: z.int(),
  counts,
  may: z.array(z.string()),
})
export type PageRow = z.infer<typeof pageRow>

const span = z.object({ start: z.int().min(0), end: z.int().min(0) })
export type Span = z.infer<typeof span>

/** An article within its page: what its headline says, where it stands, how far its review is. */
export const articleRow = article.pick({ title: true, kicker: true, subtitle: true, kind: true }).extend({
  id,
  version: z.int(),
  position: z.int(),
  span,
  /** Where the body begins, past the lines of the headline. */
  bodyStart: z.int().min(0),
  datelines: z.array(dateline),
  bylines: z.array(byline),
  counts,
  /** Whether it repeats an earlier article: `open` until a person says what it is; null where none was found. */
  repeats: repeatVerdict.or(z.literal('open')).nullable(),
})
export type ArticleRow = z.infer<typeof articleRow>

/** A page with its whole text and its articles; the facts are read article by article. */
export const pageDetail = pageRow.extend({
  text: z.string(),
  items: z.array(articleRow),
  model: modelOfPage,
  /** What a person should know before trusting what the text looks like. */
  notes: z.array(textNote),
  ...besideText,
})
export type PageDetail = z.infer<typeof pageDetail>

/** A record that rests on a fact, with the fields that do. */
export const resting = z.object({
  kind: z.string(),
  id: z.string(),
  fields: z.array(z.string()),
  /** The name of a registry record; other rooms' records are named by their own room. */
  title: z.string().nullable(),
  /** Since when it rests on the fact. */
  since: instant,
  /** Whether somebody has acted on the record after it began to rest on the fact: then the acceptance cannot simply be undone. */
  movedOn: z.boolean(),
})
export type Resting = z.infer<typeof resting>

/** A fact under review: as it now reads, as it was first read, and what was decided. */
export const factRow = z.object({
  id,
  version: z.int(),
  pageId: id,
  articleId: id,
  sourceId: id,
  position: z.int(),
  state: factState,
  fact,
  /** What the reader read; null for a fact added by hand. */
  original: fact.nullable(),
  /** Names of the fields in which a person changed the reading. */
  corrected: z.array(z.string()),
  /** Who proposed it where a model did (模型提议); null for what the reader alone or a person found. */
  proposed: proposedBy.nullable(),
  /** The day, `day/day` or month the fact's own date stands for, where it names one that the issue date settles. */
  resolved: z.string().nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  may: z.array(z.string()),
})
export type FactRow = z.infer<typeof factRow>

export const factView = factRow.extend({
  /** What it cannot be right together with, decided or not. */
  disagrees: z.array(contradiction),
  /** Whether it is accepted and stands in a contradiction that is left open (有争议). */
  disputed: z.boolean(),
  rests: z.array(resting),
})
export type FactView = z.infer<typeof factView>

/** A fact whose contradiction was decided, and the decision, by which it is taken back. */
export const decidedFact = z.object({ fact: factRow, decision: z.object({ id, version: z.int() }) })
export type DecidedFact = z.infer<typeof decidedFact>

/** One article under review: its facts in the order of the page, and the sentences that yielded none (没读成事实的句子). */
export const articleDetail = articleRow.extend({
  pageId: id,
  facts: z.array(factView),
  /** The position at which the next facts begin, when there are more than one answer holds. */
  nextFrom: z.int().nullable(),
  unread: z.array(span),
  unreadTotal: z.int(),
  /** The earlier article it repeats, and the facts that are counted there. */
  repeat: repeat.nullable(),
  /** Later articles that repeat it. */
  repeatedIn: z.array(repeater),
})
export type ArticleDetail = z.infer<typeof articleDetail>

/** A fact in the list across pages. */
export const factListRow = factRow.extend({
  page: z.string(),
  issueDate: day.nullable(),
  article: z.string(),
  disputed: z.boolean(),
})
export type FactListRow = z.infer<typeof factListRow>

export const pagesQuery = listQuery.extend({
  standing: z.enum(['pending', 'decided', 'undated']).optional(),
})
export const factsQuery = listQuery.extend({
  kind: factKind.optional(),
  state: factState.optional(),
  atLeast: z.coerce.number().min(0).max(1).optional(),
  below: z.coerce.number().min(0).max(1).optional(),
  page: id.optional(),
  /** Only facts that are disputed (有争议). */
  disputed: z.stringbool().optional(),
})

/** The longest page that is read, in characters, and the largest file, in bytes; a book is brought chapter by chapter. */
export const LONGEST_TEXT = 2_000_000
export const LARGEST_FILE = 32 * 1024 * 1024

const label = nameUpTo(120)
/** A page brought in: pasted text, or a file's bytes in base64. Without an issue date it is looked for, or left open. */
export const bringPage = z
  .object({
    name: someName(200),
    text: z.string().max(LONGEST_TEXT).optional(),
    base64: z
      .string()
      .max(Math.ceil(LARGEST_FILE / 3) * 4)
      .optional(),
    publication: label.nullish(),
    page: label.nullish(),
    issueDate: day.nullish(),
    internal: z.boolean().default(false),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
    path: ['text'],
    message: 'text or base64',
  })
export type BringPage = z.input<typeof bringPage>

const version = z.int().min(1)
const reason = z.string().trim().max(500)
const own = { evidence: true, confidence: true } as const

/** The longest text of one field of a fact a person writes: longer than any sentence, and short enough to be found again by. */
const LONGEST_WORDS = 500

/** Every text of a fact with its place, but for passages, which are as the page has them. */
function wordsIn(value: unknown, path: (string | number)[]): Array<{ path: (string | number)[]; text: string }> {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((each, index) => wordsIn(each, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (key === 'evidence' ? [] : wordsIn(each, [...path, key])))
}

/**
 * A fact as a person writes it: its passage is given beside it, and a person needs no confidence. Records are named by it, so its words
 * are held to what a name may hold.
 */
export const writtenFact = z
  .discriminatedUnion('kind', [
    personFact.omit(own),
    organisationFact.omit(own),
    placeFact.omit(own),
    eventFact.omit(own),
    projectFact.omit(own),
    agreementFact.omit(own),
    figureFact.omit(own),
    taskFact.omit(own),
    agendaItemFact.omit(own),
  ])
  .superRefine((fact, check) => {
    for (const { path, text } of wordsIn(fact, [])) {
      const most = path.at(-1) === 'unit' ? 40 : LONGEST_WORDS
      const wrong = nameUpTo(most).safeParse(text).error?.issues[0]
      if (wrong) check.addIssue({ code: 'custom', path, message: wrong.message })
    }
  })
export type WrittenFact = z.infer<typeof writtenFact>

export const acceptFact = z.object({
  version,
  /** The whole fact as it should read, where the reading is wrong; the first reading is kept beside it. */
  corrected: writtenFact.optional(),
  /** Another passage of the same page that proves it. */
  span: span.optional(),
  /** Accepted facts that this one takes the place of (以此为准): they are withdrawn in the same act. */
  insteadOf: z.array(id).max(50).default([]),
  reason: reason.optional(),
})
export type AcceptFact = z.input<typeof acceptFact>
export const correctFact = z.object({ version, corrected: writtenFact.optional(), span: span.optional() })
export const rejectFact = z.object({ version, reason: reason.optional(), misread: z.boolean().default(true) })
export const undoFact = z.object({ version })
export const withdrawFact = z.object({ version, reason: reason.min(1) })
export const addFact = z.object({ span, fact: writtenFact })
export type AddFact = z.infer<typeof addFact>
/** A fact at the version somebody saw. */
export const seenFact = z.object({ id, version })
export const acceptAbove = z.object({ atLeast: z.number().min(0).max(1), articleId: id.optional() })
/** What accepting in bulk did: how many were accepted, and how many were left because they disagree with others, and in what. */
export const bulkAnswer = z.object({
  accepted: z.int(),
  differing: z.int(),
  why: z.array(leftForPerson),
  counts,
  /** The facts accepted, each at the version it now has: what taking all of it back names. */
  facts: z.array(seenFact),
})
export type BulkAnswer = z.infer<typeof bulkAnswer>
export const describePage = z.object({
  version,
  name: someName(200).optional(),
  publication: label.nullish(),
  page: label.nullish(),
  internal: z.boolean().optional(),
  /** Why; needed where a page is no longer internal, because its text may then leave the house. */
  reason: reason.optional(),
})
export const dateText = z.object({ version, issueDate: day.nullable() })
/** What a new issue date changed: pending facts read anew, and decided ones that would now read otherwise but were left as decided. */
export const datedPage = z.object({ page: pageRow, reread: z.int(), decidedDiffering: z.array(id) })
export const withdrawPage = z.object({ version, reason: reason.min(1) })
/** What rests on a fact, asked before it is withdrawn. */
export const restingAnswer = z.object({ factId: id, items: z.array(resting) })
