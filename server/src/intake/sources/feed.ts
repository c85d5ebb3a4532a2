import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { SourceOf } from '#kernel/sources/settings.ts'
import type { Delivery, LookTools, Trouble } from './delivery.ts'
import type { FeedEntry } from './feedEntries.ts'
import { type FetchBounds, fetchBounded } from './fetchBounded.ts'
import { readFeed } from './readFeed.ts'

type Source = SourceOf<'feed'>

const LONGEST_PUBLICATION = 60
/** Pages of one site are not fetched faster than a person reads them. */
const BETWEEN_PAGES_MS = 1000

/** What is told back to the server next time; `of` is the hash of the address, which may hold a key. */
const memory = z.object({ of: z.string(), etag: z.string().nullable(), lastModified: z.string().nullable() })

/**
 * Looks at a feed and offers its entries that are not here yet, the oldest first. An entry is its id and what it says: changed later, it is
 * another, which is then recognised as like the first. Where the source follows, an entry without its whole text is fetched from its page.
 *
 * Throws what `fetchBounded` and `readFeed` refuse.
 */
export async function* collectFeed(source: Source, tools: LookTools): AsyncGenerator<Delivery | Trouble> {
  const url = new URL(source.url)
  const of = sha256OfText(url.href)
  const { data: last } = memory.safeParse(tools.memory)
  const isSame = last?.of === of && !tools.isAgainWanted
  const bounds: FetchBounds = { allowPrivate: source.allowPrivate, signal: tools.signal }
  const told = isSame ? { etag: last.etag ?? undefined, lastModified: last.lastModified ?? undefined } : {}
  const fetched = await fetchBounded(url, { ...bounds, ...told })
  if (!fetched) return

  const { title, entries } = await readFeed(fetched.bytes)
  const keyed = entries.map(entry => ({ entry, key: keyOf(entry) }))
  const known = await tools.isKnown(keyed.map(({ key }) => key))
  // What the settings call the publication goes before what the feed calls itself.
  const publication = source.publication === null ? (title?.slice(0, LONGEST_PUBLICATION) ?? null) : null
  const offered = new Set(known)
  const pace = paced(tools.signal)
  for (const { entry, key } of keyed) {
    if (offered.has(key)) continue
    offered.add(key)
    const name = entry.title || entry.id || '—'
    yield { key, name, ...(await contentOf(entry, { source, base: fetched.url, bounds, publication, pace })) }
  }
  tools.remember({ of, etag: fetched.etag, lastModified: fetched.lastModified })
}

const keyOf = ({ id, title, text }: FeedEntry) => `${id ?? ''}\n${sha256OfText(`${title}\n${text}`)}`

type Place = {
  source: Source
  base: URL
  bounds: FetchBounds
  publication: string | null
  /** Waits between two pages. */
  pace(): Promise<void>
}

function paced(signal: AbortSignal) {
  let isFirst = true
  return async () => {
    if (!isFirst) await pause(BETWEEN_PAGES_MS, undefined, { signal })
    isFirst = false
  }
}

async function contentOf(
  { title, text, isWhole, link, issueDate }: FeedEntry,
  { source, base, bounds, publication, pace }: Place,
): Promise<Omit<Delivery, 'key' | 'name'> | { problem: Refusal }> {
  const described = { publication, page: null, issueDate }
  if (isWhole || !source.follow || link === null) {
    if (text === '') return { problem: refuse('sources.entry-empty') }
    return { ...described, text: title === '' ? text : `## ${title}\n\n${text}` }
  }
  try {
    return { ...described, bytes: await pageOf(link, base, bounds, pace) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { problem: error }
  }
}

/** The page an entry links to. */
async function pageOf(link: string, base: URL, bounds: FetchBounds, pace: Place['pace']): Promise<Uint8Array> {
  const url = URL.canParse(link, base) ? new URL(link, base) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw refuse('sources.link-unfit')
  await pace()
  const fetched = await fetchBounded(url, bounds)
  // Nobody asked whether it had changed.
  if (!fetched) throw refuse('sources.answer-unreadable')
  return fetched.bytes
}
