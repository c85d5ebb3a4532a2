import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { shownName, typeByContent } from '#kernel/files/index.ts'
import { htmlToText } from '#kernel/files/read/html.ts'
import { Refusal, type RefusalParams, refuse } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time/index.ts'
import { type Body, bodyOf } from './body.ts'
import { printedDayIn } from './printedDayIn.ts'

/** Deliveries of one message: more of them, and it is told as one that must be sent in parts. */
export const MOST_PARTS = 20

/** What a message's head says, as it is written there; `identity` is what tells it from every other one. */
export type Head = {
  identity: readonly (string | null)[]
  subject: string
  from: { name: string; address: string } | null
}

/** One thing a message brings: a file's bytes or the text of its body, or why a part of it cannot be brought. */
export type Part = { name: string } & (
  | { bytes: Uint8Array; sender: string | null; issueDate: Day | null }
  | { text: string; sender: string | null; issueDate: Day | null; cut: Body['cut'] }
  | { problem: { code: string; params: RefusalParams } }
)

const bounds = { maxNestingDepth: 32, maxHeadersSize: 256 * 1024 }

/** Reads the head of a message, or the fields of it that were asked for. Never throws for what it holds. */
export async function readHead(bytes: Uint8Array): Promise<Head> {
  const email = await PostalMime.parse(bytes, bounds).catch(() => null)
  // One beyond all measure is known by what it is; its subject and sender are left alone.
  if (email === null) return { identity: [null, Buffer.from(bytes).toString('latin1')], subject: UNTITLED, from: null }
  const field = (key: string) => email.headers.find(each => each.key === key)?.value ?? null
  return {
    identity: ['message-id', 'date', 'from', 'subject'].map(field),
    subject: titleOf(email.subject),
    from: mailboxOf(email.from),
  }
}

/**
 * Whether bytes can be the whole of a message as it was listed: of the same id, and of about the size the server said, which many only
 * reckon. A server that counts wrong would else have half a message taken for one.
 */
export async function isWhole(bytes: Uint8Array, { head, size }: { head: Head; size: number }): Promise<boolean> {
  const beginning = Buffer.from(bytes.subarray(0, bounds.maxHeadersSize)).toString('latin1')
  const [fields = ''] = beginning.split(/\r?\n\r?\n/, 1)
  const { identity } = await readHead(bytes.subarray(0, fields.length))
  return identity[0] === head.identity[0] && bytes.length * 2 >= size
}

/**
 * What a message brings, in the order of its parts: each attachment that the reader of files reads, by its content; where there is none,
 * the body. A message that was forwarded as a whole is opened; one within that one is told.
 *
 * Pictures, signatures, cards and calendars are passed over. Every other part that cannot be read is told with its reason: the refusals
 * of `typeByContent`, `sources.mail-winmail`, `sources.mail-sealed` (encrypted, or signed so that nothing is to be seen), and
 * `sources.mail-nested` {name}. A message that brings nothing is told by one part: `sources.mail-empty`, `sources.mail-report`,
 * `sources.mail-parts` {count, most}, `sources.mail-malformed`. Never throws for what a message holds.
 */
export async function readMessage(bytes: Uint8Array): Promise<Part[]> {
  const parts = await partsOf(bytes, 0)
  if (parts.length <= MOST_PARTS) return parts
  const name = parts[0]?.name ?? UNTITLED
  return [trouble(name, refuse('sources.mail-parts', { count: parts.length, most: MOST_PARTS }))]
}

const UNTITLED = '（无主题）'
const titleOf = (subject: string | undefined) => shownName((subject ?? '').trim()) || UNTITLED

async function partsOf(bytes: Uint8Array, depth: number): Promise<Part[]> {
  const email = await parsed(bytes)
  if (email === null) return [trouble(UNTITLED, refuse('sources.mail-malformed'))]
  const title = titleOf(email.subject)
  const has = (type: string) => email.attachments.some(({ mimeType }) => mimeType === type)
  if (has('message/delivery-status')) return [trouble(title, refuse('sources.mail-report'))]
  if (has('application/pgp-encrypted')) return [trouble(title, refuse('sources.mail-sealed', { name: title }))]

  const parts: Part[] = []
  for (const [index, each] of email.attachments.entries()) {
    const name = nameOf(each, title, index)
    if (isLetter(each, name)) parts.push(...(await letterWithin(each, name, depth)))
    else parts.push(...attachmentOf(each, name, email))
  }
  if (!parts.some(part => !('problem' in part))) parts.push(...bodyPart(email, title))
  return parts.length > 0 ? parts : [trouble(title, refuse('sources.mail-empty'))]
}

/** A message in its parts; null where it is nested beyond all measure. */
async function parsed(bytes: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes, { ...bounds, forceRfc822Attachments: true })
  } catch {
    return null
  }
}

const bytesOf = ({ content }: Attachment) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)

/** A file's own name without the folders some programs write before it; a part without one is called by the subject. */
function nameOf({ filename }: Attachment, title: string, index: number): string {
  const last = (filename ?? '').split(/[\\/]/).at(-1)?.trim() ?? ''
  return last === '' ? `${title} ${index + 1}` : shownName(last)
}

const isLetter = ({ mimeType }: Attachment, name: string) => mimeType === 'message/rfc822' || /\.eml$/i.test(name)

async function letterWithin(attachment: Attachment, name: string, depth: number): Promise<Part[]> {
  return depth > 0 ? [trouble(name, refuse('sources.mail-nested', { name }))] : partsOf(bytesOf(attachment), depth + 1)
}

const passedOverTypes = /^(?:image|audio|video|font)\/|^text\/(?:calendar|vcard|x-vcard|directory|rfc822-headers)$/
const passedOverApplications = new Set([
  'application/ics',
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
])
const passedOverNames = /\.(?:png|jpe?g|gif|bmp|webp|svg|ico|ics|vcf|p7s|asc)$/i
const sealedTypes = /^application\/(?:x-)?pkcs7-mime$/
/** A picture that was attached and is larger than this, in bytes, is a scan of something rather than somebody's sign. */
const SCAN = 100 * 1024

function attachmentOf(attachment: Attachment, name: string, email: Email): Part[] {
  const { mimeType, related, disposition } = attachment
  if (mimeType === 'application/ms-tnef' || /^winmail\.dat$/i.test(name))
    return [trouble(name, refuse('sources.mail-winmail', { name }))]
  if (sealedTypes.test(mimeType) || /\.p7m$/i.test(name))
    return [trouble(name, refuse('sources.mail-sealed', { name }))]
  const bytes = bytesOf(attachment)
  const isPassedOver =
    passedOverTypes.test(mimeType) || passedOverApplications.has(mimeType) || passedOverNames.test(name)
  const isScan = mimeType.startsWith('image/') && disposition === 'attachment' && bytes.length > SCAN
  if (related || (isPassedOver && !isScan)) return []
  try {
    typeByContent(bytes, name)
  } catch (error) {
    if (error instanceof Refusal) return [trouble(name, error)]
    throw error
  }
  return [{ name, bytes, sender: senderOf(email), issueDate: printedDayIn(name) ?? printedDayIn(email.subject ?? '') }]
}

/** The body as a page: its HTML as a browser shows it, else its plain text; nothing where no word stands in it. */
function bodyPart(email: Email, title: string): Part[] {
  const fromHtml = email.html ? htmlToText(email.html) : ''
  const written = /[\p{L}\p{N}]/u
  const whole = written.test(fromHtml) ? fromHtml : (email.text ?? '')
  if (!written.test(whole)) return []
  const { text, cut } = bodyOf(whole, /^\s*(?:转发|轉寄|Fwd?|WG)\s*[:：]/i.test(email.subject ?? ''))
  const issueDate = printedDayIn(email.subject ?? '')
  return [{ name: title, text, sender: senderOf(email), issueDate, cut }]
}

function mailboxOf(address: Address | undefined): Head['from'] {
  const first = address?.group === undefined ? address : address.group[0]
  return first ? { name: first.name.trim(), address: first.address.trim().toLowerCase() } : null
}

/** The sender's name as a publication may be called; null where only an address is known. */
function senderOf({ from }: Email): string | null {
  const name = mailboxOf(from)?.name ?? ''
  return name === '' || name.includes('@') ? null : [...shownName(name)].slice(0, 60).join('')
}

const trouble = (name: string, { code, params }: Refusal): Part => ({ name, problem: { code, params } })
