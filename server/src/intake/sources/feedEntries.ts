import { parseFeed } from 'feedsmith'
import { decodeText } from '#kernel/files/index.ts'
import { htmlToText } from '#kernel/files/read/html.ts'
import { safeXml } from '#kernel/files/xml.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Day, dayOf, isDay } from '#kernel/time/index.ts'

/** A feed longer than this is no news but an archive. */
export const MOST_ENTRIES = 10_000
const LONGEST_TITLE = 200

/** An entry of a feed: `id` as the feed tells it, or else its link; null where it has neither. `isWhole` where the feed brings its whole text. */
export type FeedEntry = {
  id: string | null
  link: string | null
  title: string
  text: string
  isWhole: boolean
  issueDate: Day | null
}
export type ReadFeed = { title: string | null; entries: FeedEntry[] }

/**
 * The entries of a feed in RSS 0.9x or 2.0, RSS 1.0 or Atom, the oldest first, each text as lines without markup. The encoding is told from
 * the bytes, as of any file.
 *
 * Refuses `sources.not-a-feed`, `sources.feed-unsafe` for one with a document type (entities of its own) or nested without end, and
 * `sources.feed-too-many` {most}. A parser cannot be stopped from its own thread: `readFeed` calls this in another.
 */
export function entriesOf(bytes: Uint8Array): ReadFeed {
  const feed = parsed(xmlOf(bytes))
  if (feed.entries.length > MOST_ENTRIES) throw refuse('sources.feed-too-many', { most: MOST_ENTRIES })
  // Feeds tell the newest first; of two without a day the later in the feed is the older.
  const entries = feed.entries
    .map((entry, place) => ({ entry, place }))
    .toSorted((a, b) => compare(a.entry.issueDate ?? '', b.entry.issueDate ?? '') || b.place - a.place)
    .map(({ entry }) => entry)
  return { title: feed.title, entries }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function xmlOf(bytes: Uint8Array): string {
  const decoded = decodeText(bytes)
  if (!decoded) throw refuse('sources.not-a-feed')
  // Whatever it was written in, it is UTF-8 from here on.
  const text = decoded.text.replace(/^\s*<\?xml[^>]*\?>/, '').trimStart()
  if (!text.startsWith('<')) throw refuse('sources.not-a-feed')
  try {
    return safeXml(Buffer.from(text))
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw refuse(/document-type|depth/.test(why) ? 'sources.feed-unsafe' : 'sources.not-a-feed')
  }
}

function parsed(xml: string): ReadFeed {
  const read = readXml(xml)
  if (read.format === 'atom') {
    const { title, entries = [] } = read.feed
    return { title: plain(title?.value ?? '') || null, entries: entries.map(atomEntry) }
  }
  if (read.format === 'json') throw refuse('sources.not-a-feed')
  const { title, items = [] } = read.feed
  return { title: plain(title ?? '') || null, entries: items.map(rssEntry) }
}

function readXml(xml: string) {
  try {
    return parseFeed(xml)
  } catch {
    throw refuse('sources.not-a-feed')
  }
}

type Read = ReturnType<typeof readXml>
type AtomEntry = NonNullable<Extract<Read, { format: 'atom' }>['feed']['entries']>[number]
type RssItem = NonNullable<Extract<Read, { format: 'rss' | 'rdf' }>['feed']['items']>[number]

function rssEntry(item: RssItem): FeedEntry {
  const whole = item.content?.encoded
  const guid = 'guid' in item ? item.guid?.value : undefined
  const about = 'rdf' in item ? item.rdf?.about : undefined
  const link = item.link ?? null
  return entry({
    id: guid ?? about ?? link,
    link,
    title: item.title,
    html: whole ?? item.description,
    isWhole: whole !== undefined,
    dated: ('pubDate' in item ? item.pubDate : undefined) ?? item.dc?.dates?.[0],
  })
}

function atomEntry({ id, links = [], title, content, summary, published, updated }: AtomEntry): FeedEntry {
  const link = (links.find(each => each.rel === undefined || each.rel === 'alternate') ?? links[0])?.href ?? null
  const told = content?.value === undefined ? summary : content
  const html = told?.type === 'html' || told?.type === 'xhtml' ? told.value : escaped(told?.value)
  const isWhole = content?.value !== undefined
  return entry({ id: id ?? link, link, title: title?.value, html, isWhole, dated: published ?? updated })
}

const escaped = (text: string | undefined) =>
  text
    ?.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\r\n?|\n/g, '<br>')

type Told = {
  id: string | null
  link: string | null
  title: string | undefined
  html: string | undefined
  isWhole: boolean
  dated: string | undefined
}

function entry({ id, link, title = '', html = '', isWhole, dated }: Told): FeedEntry {
  const shown = plain(title).slice(0, LONGEST_TITLE)
  const text = htmlToText(html)
  return { id, link, title: shown, text, isWhole: isWhole && text !== '', issueDate: dayTold(dated) }
}

/** A title as one line; some feeds write markup into it. */
const plain = (title: string) => htmlToText(title).replace(/\s+/g, ' ').trim()

/**
 * The day a feed tells of an entry, in China: of an instant (RFC 822, RFC 3339) the day it falls on here, of a time without a zone the day it
 * names. Null where it tells none that exists.
 */
export function dayTold(told: string | undefined): Day | null {
  if (told === undefined) return null
  const [, year, month, day, rest = ''] = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$/s.exec(told) ?? []
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (year !== undefined && !/(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC)\s*$/i.test(rest)) return isDay(written) ? written : null
  const instant = new Date(told)
  const on = Number.isNaN(instant.getTime()) ? '' : dayOf(instant)
  return isDay(on) ? on : null
}
