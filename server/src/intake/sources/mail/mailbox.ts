import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { refuse } from '#kernel/refusal.ts'
import { type Day, startOfDay } from '#kernel/time/index.ts'
import { mailProblem } from './mailProblem.ts'
import { type Head, readHead } from './message.ts'

/** Where a mailbox is and how it is opened; `caFile` names the authority of a server whose certificate no public one signed. */
export type MailboxSetting = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'plain'
  user: string
  mailbox: string
  caFile: string | null
}

/** A message as the list shows it: its number, its size in bytes and when it came as the server says it, and its head. */
export type Listed = { uid: number; size: number; came: Date | null; head: Head }

/** A mailbox opened to be read only. Everything it answers ends in what it says or in a refusal of `mailProblem`. */
export type Mailbox = {
  /** The count of the mailbox's renumberings: a message's number holds as long as this does. */
  validity: string
  /** The numbers of messages that came on a day or later, ascending; by the server's own clock, so perhaps those of the day before too. */
  since(day: Day): Promise<number[]>
  /** Sizes and heads of messages; those that are gone, or of which nothing fit to read was answered, are left out. */
  list(uids: readonly number[]): Promise<Listed[]>
  /** A message whole, or its first `most` bytes and one more; null where it is gone, or not answered. */
  message(uid: number, most: number): Promise<Uint8Array | null>
  close(): Promise<void>
}

/**
 * How long is waited, in milliseconds: for a connection, the greeting, an answer whole, a message whole, and a sign of life, which is more
 * than the reading of a page between two commands takes. Other numbers in tests only.
 */
export type MailPatience = { connect: number; greeting: number; answer: number; message: number; silence: number }
export const usualPatience: MailPatience = {
  connect: 30_000,
  greeting: 30_000,
  answer: 120_000,
  message: 600_000,
  silence: 300_000,
}
/** More messages are not listed at a time: a later day is to be set. */
export const MOST_LISTED = 200_000

/** A server that does not answer the good-bye is left without. */
const LONGEST_PARTING_MS = 3000

const KIBIBYTE = 1024
/** The fields of a head that are read before a message is: enough to know it by and to tell who sends it. */
const headFields = ['message-id', 'date', 'from', 'subject']

/**
 * Opens a mailbox with EXAMINE: nothing in it is marked, moved or deleted. Over TLS, with a certificate that is checked, or, where the
 * setting says `plain`, in the clear to this machine. `most` bytes bound a message. An abort closes the connection.
 */
export async function openMailbox(
  setting: MailboxSetting,
  { password, most, signal, patience = usualPatience }: Opening,
): Promise<Mailbox> {
  const ca = setting.caFile ? await authority(setting.caFile) : undefined
  signal.throwIfAborted()
  const client = clientOf(setting, { password, most, patience, ca })
  // What ended the connection says more than the command that found it ended.
  let broken: unknown
  client.on('error', error => {
    broken ??= error
  })
  const abort = () => client.close()
  signal.addEventListener('abort', abort, { once: true })
  const close = () => {
    signal.removeEventListener('abort', abort)
    client.close()
  }
  const asked = async <Answer>(work: () => Promise<Answer>, within = patience.answer): Promise<Answer> => {
    let isLate = false
    const slow = setTimeout(() => {
      isLate = true
      client.close()
    }, within)
    try {
      return await work()
    } catch (error) {
      close()
      signal.throwIfAborted()
      throw isLate ? refuse('sources.mail-timed-out', { host: setting.host }) : mailProblem(broken ?? error, setting)
    } finally {
      clearTimeout(slow)
    }
  }

  const opened = await asked(async () => {
    await client.connect()
    return client.mailboxOpen(setting.mailbox, { readOnly: true })
  })
  if (opened.uidValidity === undefined) {
    close()
    throw refuse('sources.mail-server-unfit', { host: setting.host })
  }
  return {
    validity: String(opened.uidValidity),
    since: day =>
      asked(async () => {
        const found = await client.search({ since: startOfDay(day) }, { uid: true })
        if (!found) throw refuse('sources.mail-server-unfit', { host: setting.host })
        if (found.length > MOST_LISTED) throw refuse('sources.mail-messages', { most: MOST_LISTED })
        return found
      }),
    list: uids => asked(() => listed(client, uids)),
    message: (uid, limit) =>
      asked(async () => {
        const found = await client.fetchOne(String(uid), { source: { start: 0, maxLength: limit + 1 } }, { uid: true })
        const source = found ? found.source : undefined
        return source ? new Uint8Array(source) : null
      }, patience.message),
    async close() {
      const parting = client.logout().catch(() => undefined)
      await Promise.race([parting, pause(LONGEST_PARTING_MS, undefined, { ref: false })])
      close()
    },
  }
}

type Opening = { password: string; most: number; signal: AbortSignal; patience?: MailPatience | undefined }

function clientOf(
  { host, port, security, user }: MailboxSetting,
  { password, most, patience, ca }: { password: string; most: number; patience: MailPatience; ca: string | undefined },
): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: ca === undefined ? { rejectUnauthorized: true } : { rejectUnauthorized: true, ca },
    auth: { user, pass: password },
    // Some servers let nobody in who does not say what he is.
    clientInfo: { name: 'Jianghai', version: false, vendor: false, 'support-url': false },
    // Its own log would hold addresses and subjects.
    logger: false,
    disableAutoIdle: true,
    // What is packed on the way could be a bomb.
    disableCompression: true,
    disableBinary: true,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.silence,
    // A list of a hundred thousand numbers is a line of a mebibyte.
    maxLineLength: 8 * KIBIBYTE * KIBIBYTE,
    maxLiteralSize: most + KIBIBYTE,
    maxResponseSize: most + 16 * KIBIBYTE * KIBIBYTE,
    maxResponseTokens: 100_000,
  })
}

async function authority(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw refuse('sources.mail-ca-file-unreadable', { file: basename(path) })
  })
}

async function listed(client: ImapFlow, uids: readonly number[]): Promise<Listed[]> {
  const rows = await client.fetchAll(
    uids.join(','),
    { uid: true, size: true, internalDate: true, headers: headFields },
    { uid: true },
  )
  const asked = new Set(uids)
  const found: Listed[] = []
  for (const { uid, size, internalDate, headers } of rows) {
    if (!asked.delete(uid)) continue
    const came = internalDate instanceof Date ? internalDate : null
    found.push({ uid, size: size ?? 0, came, head: await readHead(headers ?? new Uint8Array()) })
  }
  return found.sort((a, b) => a.uid - b.uid)
}
