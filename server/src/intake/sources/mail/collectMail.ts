import { z } from 'zod'
import { day } from '#contract/kernel.ts'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { SourceOf } from '#kernel/sources/settings.ts'
import { startOfDay } from '#kernel/time/index.ts'
import type { Delivery, LookTools, Trouble } from '../delivery.ts'
import { type Listed, type Mailbox, type MailPatience, openMailbox } from './mailbox.ts'
import { isWhole, MOST_PARTS, type Part } from './message.ts'
import { passwordIn } from './password.ts'
import { readMessageAside } from './readMessageAside.ts'
import { unwanted } from './unwanted.ts'

const MEBIBYTE = 1024 * 1024
/** The largest message that is read: the largest file that is (32 MiB), as it goes by mail, and room for what stands around it. */
export const LARGEST_LETTER = 48 * MEBIBYTE
/** Heads asked for at a time. */
const CHUNK = 100

/** What is remembered of a mailbox: up to which number of which numbering everything was offered, and from which day on. */
const memory = z.object({ validity: z.string(), uid: z.int().min(0), since: day })

/**
 * Looks into a mailbox and offers what its new messages bring, the oldest first, and of each the last part first: whose first part is done
 * with was offered whole.
 *
 * A message is known by its numbers, and, where the mailbox was renumbered, by what its head says of it. Refuses as `passwordIn` and
 * `mailProblem`. A message on which the server breaks off is told by itself before, so that the next look goes on behind it.
 */
export async function* collectMail(
  source: SourceOf<'imap'>,
  tools: LookTools,
  patience?: MailPatience,
): AsyncGenerator<Delivery | Trouble> {
  const password = await passwordIn(source.passwordFile)
  const box = await openMailbox(source, { password, most: LARGEST_LETTER, signal: tools.signal, patience })
  try {
    const before = memory.safeParse(tools.memory).data
    const since = source.since ?? before?.since ?? tools.firstLook
    const isOn = before !== undefined && before.validity === box.validity && before.since === since
    const done = isOn && !tools.isAgainWanted ? before.uid : 0
    const uids = (await box.since(since)).filter(uid => uid > done)
    for (let at = 0; at < uids.length; at += CHUNK) {
      for (const message of await unread(box, uids.slice(at, at + CHUNK), tools)) {
        if ('missing' in message) yield unanswered(box, message.missing)
        else if (message.came === null || message.came >= startOfDay(since))
          yield* offersOf(message, box, source, tools)
      }
    }
    tools.remember({ validity: box.validity, uid: uids.at(-1) ?? done, since })
  } finally {
    await box.close()
  }
}

const markOfFirst = (box: Mailbox, uid: number, parts: number) => `${box.validity}/${uid} of ${parts}`
const markOfPart = (box: Mailbox, uid: number, part: number) => `${box.validity}/${uid} #${part}`
const identityOf = ({ head, size }: Listed) =>
  // Where a program gave its letters no id, the size tells apart those it sent in the same second.
  sha256OfText(JSON.stringify(head.identity[0] ? head.identity : [...head.identity, size]))
const keyOf = (message: Listed, part: number) => `${identityOf(message)} #${part}`

/** Those of some messages of which something may still have to be offered, with their heads; `missing` are those without one. */
async function unread(
  box: Mailbox,
  uids: readonly number[],
  tools: LookTools,
): Promise<Array<Listed | { missing: number }>> {
  const whole = await wholeByNumber(box, uids, tools)
  const rest = uids.filter(uid => !whole.has(uid))
  if (rest.length === 0) return []
  const listed = await box.list(rest)
  // How many parts a message has is not told by its key: where one of them is to be tried again, it is opened.
  const known = tools.isAgainWanted ? new Set<string>() : await tools.isKnown(listed.map(message => keyOf(message, 0)))
  const answered = new Set(listed.map(({ uid }) => uid))
  return [
    ...listed.filter(message => !known.has(keyOf(message, 0))),
    ...rest.filter(uid => !answered.has(uid)).map(missing => ({ missing })),
  ]
}

/** A message that is there and of which the server told nothing: where it was only just deleted, the next look says so. */
const unanswered = (box: Mailbox, uid: number): Trouble => ({
  key: `${box.validity}/${uid}`,
  mark: markOfFirst(box, uid, 1),
  name: `UID ${uid}`,
  problem: refuse('sources.mail-message-unavailable'),
})

/** The messages whose every part is known by their numbers. */
async function wholeByNumber(box: Mailbox, uids: readonly number[], tools: LookTools): Promise<Set<number>> {
  const counts = Array.from({ length: MOST_PARTS }, (_, index) => index + 1)
  const firsts = await tools.isKnown(uids.flatMap(uid => counts.map(parts => markOfFirst(box, uid, parts))))
  const partsOf = new Map(
    uids.flatMap(uid => {
      const parts = counts.find(count => firsts.has(markOfFirst(box, uid, count)))
      return parts === undefined ? [] : [[uid, parts] as const]
    }),
  )
  if (!tools.isAgainWanted) return new Set(partsOf.keys())
  const others = (uid: number, parts: number) => counts.slice(0, parts - 1).map(part => markOfPart(box, uid, part))
  const known = await tools.isKnown([...partsOf].flatMap(([uid, parts]) => others(uid, parts)))
  return new Set(
    [...partsOf].filter(([uid, parts]) => others(uid, parts).every(mark => known.has(mark))).map(([uid]) => uid),
  )
}

/** What one message brings, or why it is passed over. */
async function* offersOf(
  message: Listed,
  box: Mailbox,
  source: SourceOf<'imap'>,
  tools: LookTools,
): AsyncGenerator<Delivery | Trouble> {
  const whole = (problem: Refusal): Trouble => ({
    key: keyOf(message, 0),
    mark: markOfFirst(box, message.uid, 1),
    name: message.head.subject,
    problem,
  })
  const why = unwanted(message.head, source) ?? (message.size > LARGEST_LETTER ? tooLarge() : null)
  if (why !== null) {
    yield whole(why)
    return
  }
  const bytes = await bytesOf(message, box, tools.signal)
  if ('problem' in bytes) {
    yield whole(bytes.problem)
    if (bytes.cause) throw bytes.cause
    return
  }
  const parts = await readMessageAside(bytes.whole, message.head.subject, tools.signal).catch((error: unknown) => {
    if (error instanceof Refusal) return error
    throw error
  })
  if (parts instanceof Refusal) {
    yield whole(parts)
    return
  }
  const known = tools.isAgainWanted ? await tools.isKnown(parts.map((_, index) => keyOf(message, index))) : new Set()
  for (const [index, part] of [...parts.entries()].reverse()) {
    const key = keyOf(message, index)
    const mark = index === 0 ? markOfFirst(box, message.uid, parts.length) : markOfPart(box, message.uid, index)
    if (!known.has(key)) yield offerOf(part, { key, mark }, source.publication)
  }
}

const tooLarge = () => refuse('sources.mail-too-large', { most: LARGEST_LETTER / MEBIBYTE })

type Fetched = { whole: Uint8Array } | { problem: Refusal; cause?: Refusal }

/** A message's bytes; or what is told of it, and what of the source where the server broke off on it. */
async function bytesOf(message: Listed, box: Mailbox, signal: AbortSignal): Promise<Fetched> {
  try {
    const whole = await box.message(message.uid, LARGEST_LETTER)
    if (whole === null || !(await isWhole(whole, message)))
      return { problem: refuse('sources.mail-message-unavailable') }
    return whole.length > LARGEST_LETTER ? { problem: tooLarge() } : { whole }
  } catch (cause) {
    signal.throwIfAborted()
    if (!(cause instanceof Refusal)) throw cause
    return { problem: refuse('sources.mail-message-unavailable'), cause }
  }
}

/** A part as the source offers it; a source that names no publication is called by who sends. */
function offerOf(part: Part, told: { key: string; mark: string }, publication: string | null): Delivery | Trouble {
  const { name } = part
  if ('problem' in part) return { ...told, name, problem: refuse(part.problem.code, part.problem.params) }
  const described = { ...told, name, publication: publication ?? part.sender, page: null, issueDate: part.issueDate }
  return 'text' in part ? { ...described, text: part.text, cut: part.cut } : { ...described, bytes: part.bytes }
}
