import { LONGEST_TEXT } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { addSource, sha256OfText, sources } from '#kernel/evidence/sources.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time/index.ts'
import type { ExtractOptions } from '../extract/index.ts'
import { learntFor } from '../learning/teach.ts'
import { policy } from '../policy.ts'
import { patiently } from '../reading/desk.ts'
import { knownNames } from '../reading/knownNames.ts'
import { readAside } from '../reading/readAside.ts'
import type { Reading } from '../reading/readWhole.ts'
import { textOfFile } from '../reading/textOfFile.ts'
import { isMonotone, isWordless } from '../sources/textNotes.ts'
import { insertArticles } from '../store/articles.ts'
import { insertFacts, type NewFact } from '../store/facts.ts'
import { type PageRecord, pages, sourceHolding } from '../store/pages.ts'
import { askModel } from './askModel.ts'
import { findRepeats } from './findRepeats.ts'
import { keepRepeated, partRepeated } from './judgeRepeat.ts'
import { pendingFact } from './pendingFact.ts'

/** A page to read: its text, or the bytes of a file. The unit is the actor's own unless the office brings it. */
export type Brought = {
  name: string
  text?: string | undefined
  bytes?: Uint8Array | undefined
  publication?: string | null | undefined
  page?: string | null | undefined
  issueDate?: Day | null | undefined
  internal?: boolean | undefined
}
export type PageRead = { page: PageRecord; articles: number; facts: number }

/**
 * Reads a page, with the names on file and what people taught the reader, and keeps it as articles and pending facts; nothing of it is
 * known to the registry before a person accepts it.
 *
 * Where the installation has a model and the page is not internal, the model is asked about it afterwards, by a job.
 *
 * Waits for the reading however long it takes: for the command line. On screens, `patienceMs` ends the wait with
 * `intake.reading-unavailable`, to be asked again. The same text twice is refused with `intake.page-exists` {page, name}, a text
 * without a letter or digit with `intake.page-empty`, one of the same few characters with `intake.page-monotone`, one over two million
 * characters with `intake.page-too-large`.
 */
export async function bringPage(ctx: Ctx, brought: Brought, patienceMs?: number): Promise<PageRead> {
  const unitId = isOffice(ctx) ? null : ctx.actor.unitId
  must(ctx, policy, 'intake.bring', { regionId: ctx.regionId, unitId, accepted: false })

  const work = await readingOf(ctx, brought, unitId, patienceMs)
  const { text, extraction } = work
  const before = await sourceHolding(ctx, sha256OfText(text))
  if (before?.page) throw alreadyHere(ctx, before.page)

  const { value: issueDate, basis } = extraction.issueDate
  const given = brought.issueDate != null
  const described = {
    name: brought.name,
    publication: brought.publication || null,
    page: brought.page || null,
    issueDate,
    internal: brought.internal ?? false,
  }
  const sourceId = await keepSource(ctx, before?.sourceId, { ...described, issueDateBasis: given ? null : basis, text })
  const page = await pages.insert(ctx, {
    ...described,
    sourceId,
    dateStanding: issueDate === null ? 'open' : given ? 'given' : 'found',
    dateBasis: given ? null : basis,
    unitId,
    broughtBy: ctx.actor.id,
    broughtAt: ctx.now,
    chars: text.length,
  })
  const { facts, repeats } = await keepReading(ctx, page, text, extraction)
  await ctx.record(
    'intake.page-read',
    { kind: 'page', id: page.id },
    {
      source: sourceId,
      chars: text.length,
      articles: extraction.articles.length,
      facts,
      repeats,
    },
  )
  await askModel(ctx, page)
  return { page, articles: extraction.articles.length, facts }
}

export const isOffice = (ctx: Ctx) =>
  ctx.actor.regionId === ctx.regionId && (ctx.actor.roles.has('office-staff') || ctx.actor.roles.has('office-head'))

async function readingOf(ctx: Ctx, brought: Brought, unitId: string | null, patienceMs: number | undefined) {
  const options: ExtractOptions = {
    name: brought.name,
    issueDate: brought.issueDate ?? null,
    gazetteer: await knownNames(ctx),
    learnt: await learntFor(ctx, { publication: brought.publication || null, unitId }),
  }
  const work = async () => {
    const text = brought.text ?? (await textOfFile(brought.bytes ?? new Uint8Array(), brought.name))
    const ofText = brought.text === undefined ? {} : { field: 'text' }
    if (isWordless(text)) throw refuse('intake.page-empty', { name: brought.name }, ofText)
    if (isMonotone(text)) throw refuse('intake.page-monotone', { name: brought.name }, ofText)
    if (text.length > LONGEST_TEXT) throw refuse('intake.page-too-large', { name: brought.name, most: LONGEST_TEXT })
    if (text.includes('\0') || !text.isWellFormed()) throw refuse('evidence.source-unfit', { name: brought.name })
    return { text, extraction: await readAside(text, options) }
  }
  if (patienceMs === undefined) return work()
  const input = brought.text ?? Buffer.from(brought.bytes ?? []).toString('base64')
  const key = sha256OfText(JSON.stringify([ctx.regionId, ctx.actor.id, options, sha256OfText(input)]))
  return patiently(key, brought.name, patienceMs, work)
}

/** Names the page that holds the text already; of another unit's page not even the name is told. */
function alreadyHere(ctx: Ctx, page: PageRecord) {
  const seen = policy['intake.read']?.test(ctx.actor, { ...page, accepted: false }) ?? false
  return seen
    ? refuse('intake.page-exists', { page: page.id, name: page.name })
    : refuse('intake.page-brought-elsewhere-conflict')
}

type SourceParts = Parameters<typeof addSource>[1]

/** A text whose page was withdrawn is still a source; it is taken up again with its new description. */
async function keepSource(ctx: Ctx, existing: string | undefined, parts: SourceParts): Promise<string> {
  if (existing === undefined) return (await addSource(ctx, parts)).id
  const old = await sources.lock(ctx, existing)
  if (!old) throw new Error(`the source ${existing} was withdrawn`)
  await sources.change(ctx, old, parts)
  return existing
}

/** Keeps articles and facts; what an article prints again of an earlier one points there and waits for nobody. */
async function keepReading(ctx: Ctx, page: PageRecord, text: string, extraction: Reading) {
  const read = extraction.articles
  const kept = await insertArticles(
    ctx,
    read.map(({ title, kicker, subtitle, kind, span, datelines, bylines }, index) => ({
      pageId: page.id,
      position: index + 1,
      title,
      kicker,
      subtitle,
      kind,
      spanStart: span.start,
      spanEnd: span.end,
      reading: { datelines, bylines },
    })),
  )
  const repeats = await findRepeats(ctx, kept, text, extraction.sketches)
  const added: NewFact[] = []
  for (const [index, { id }] of kept.entries()) {
    const repeat = repeats.get(id)
    const { own, again } = await partRepeated(ctx, repeat, read[index]?.facts ?? [])
    if (repeat) await keepRepeated(ctx, repeat, again)
    added.push(...own.map((fact, position) => pendingFact(page.id, id, position + 1, fact)))
  }
  await insertFacts(ctx, added)
  return { facts: added.length, repeats: repeats.size }
}
