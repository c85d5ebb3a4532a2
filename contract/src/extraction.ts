import { z } from 'zod'
import { bound, day } from './kernel.ts'

/** A passage that proves a fact: UTF-16 offsets into the decoded page, and `text === page.slice(start, end)`. It may cross a column break. */
export const evidence = z.object({ start: z.int().min(0), end: z.int().min(0), text: z.string() })
export type Evidence = z.infer<typeof evidence>

/**
 * How a sentence binds its speaker: 要求、强调、指出、叮嘱 instruct, 希望、期待 request, 将、表示 commit, 研究、审议通过 resolve,
 * and the rest states. Nobody may raise a modality without a person (会见 is never 签约).
 */
export const modalities = ['instruction', 'request', 'commitment', 'resolution', 'statement'] as const
export const modality = z.enum(modalities)
export type Modality = z.infer<typeof modality>

/** An amount or a capacity as printed: the number keeps its printed unit, `what` says which amount it is (总投资、单项、注册资本 …). */
export const quantity = z.object({ value: z.number(), unit: z.string(), what: z.string(), evidence })
export type Quantity = z.infer<typeof quantity>

export const comparisons = ['同比', '环比', '较上月', '累计'] as const
export const comparison = z.enum(comparisons)
export type Comparison = z.infer<typeof comparison>

/** What every fact has: the sentence that proves it, how sure the reader is (0 to 1), and the modality where the page has one. */
const common = { evidence, confidence: z.number().min(0).max(1), modality: modality.optional() }

export const personFact = z.object({
  ...common,
  kind: z.literal('person'),
  name: z.string().min(1),
  post: z.string().nullable(),
  organisation: z.string().nullable(),
  role: z.string().optional(),
})
export const organisationFact = z.object({
  ...common,
  kind: z.literal('organisation'),
  name: z.string().min(1),
  type: z.string(),
})
export const placeFact = z.object({ ...common, kind: z.literal('place'), name: z.string().min(1), type: z.string() })
export const eventFact = z.object({
  ...common,
  kind: z.literal('event'),
  name: z.string().min(1),
  type: z.string(),
  dateText: z.string().nullable(),
  place: z.string().nullable(),
  organiser: z.string().nullable(),
  participants: z.array(z.string()),
})
/** A batch (“等19个项目集中签约”) is a project with `count`. `stage` is the printed word, null where the page states none. */
export const projectFact = z.object({
  ...common,
  kind: z.literal('project'),
  name: z.string().min(1),
  count: z.int().positive().optional(),
  stage: z.string().nullable(),
  parties: z.array(z.string()),
  place: z.string().nullable(),
  amounts: z.array(quantity),
  capacity: z.array(quantity),
})
export const agreementFact = z.object({
  ...common,
  kind: z.literal('agreement'),
  parties: z.array(z.string()),
  subject: z.string(),
  form: z.string(),
  dateText: z.string().nullable(),
})
/** Numbers keep the printed unit; 下降 is negative; 持平 is 0; a rank has the unit 位 or none. */
export const figureFact = z.object({
  ...common,
  kind: z.literal('figure'),
  subject: z.string(),
  indicator: z.string(),
  value: z.number(),
  unit: z.string(),
  period: z.string().nullable(),
  comparison: comparison.nullable(),
  bound: bound.nullable(),
})
export const taskFact = z.object({
  ...common,
  kind: z.literal('task'),
  assignee: z.string().nullable(),
  what: z.string(),
  statedBy: z.string().nullable(),
})
export const agendaItemFact = z.object({
  ...common,
  kind: z.literal('agenda-item'),
  order: z.int().positive(),
  mode: z.string(),
  item: z.string(),
})

/** One fact of a page: a person, organisation, place, event, project, agreement, figure, task or agenda item, with its evidence. */
export const fact = z.discriminatedUnion('kind', [
  personFact,
  organisationFact,
  placeFact,
  eventFact,
  projectFact,
  agreementFact,
  figureFact,
  taskFact,
  agendaItemFact,
])
export type Fact = z.infer<typeof fact>
export type FactKind = Fact['kind']
/** The fact of one kind: `FactOf<'person'>`. */
export type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>

/** A date expression (日期): `resolved` is a day, a range `day/day` or a month `YYYY-MM`, null where the page does not settle it. */
export const dateline = z.object({ text: z.string(), resolved: z.string().nullable(), evidence })
export type Dateline = z.infer<typeof dateline>

/** Who wrote or photographed it (署名). */
export const byline = z.object({ name: z.string().min(1), role: z.string(), evidence })
export type Byline = z.infer<typeof byline>

export const articleKinds = ['news', 'photo', 'statistic', 'notice', 'other'] as const
export const articleKind = z.enum(articleKinds)
export type ArticleKind = z.infer<typeof articleKind>

/** One article of a page: kicker (引题), title, subtitle (副题), its span in the page, and what was read in it. */
export const article = z.object({
  title: z.string(),
  kicker: z.string().nullable(),
  subtitle: z.string().nullable(),
  kind: articleKind,
  span: z.object({ start: z.int().min(0), end: z.int().min(0) }),
  datelines: z.array(dateline),
  bylines: z.array(byline),
  facts: z.array(fact),
})
export type Article = z.infer<typeof article>

/** What `jianghai extract --json` prints. `issueDate.basis` says, in Chinese, where the date was found or why there is none. */
export const extraction = z.object({
  source: z.object({ name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), chars: z.int().min(0) }),
  issueDate: z.object({ value: day.nullable(), basis: z.string() }),
  articles: z.array(article),
})
export type Extraction = z.infer<typeof extraction>
