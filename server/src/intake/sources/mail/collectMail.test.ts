import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { parseSources, type SourceOf } from '#kernel/sources/settings.ts'
import { aCertificate } from '#server/testing/certificate.ts'
import type { Delivery, Trouble } from '../delivery.ts'
import { CRLF, type ImapServerParts, imapServer, type Letter, type Misbehaviour } from '../testing/imapServer.ts'
import { attached, lettersOfParts, plainLetter } from '../testing/letters.ts'
import { collectMail } from './collectMail.ts'

type Server = Awaited<ReturnType<typeof imapServer>>
let folder: string
let server: Server | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianghai-mail-'))
  await writeFile(join(folder, 'password'), 'secret\n', { mode: 0o600 })
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const letter = (uid: number, subject = `第${uid}封`): Letter => ({
  uid,
  source: plainLetter(subject, `${subject}的正文。`),
})
const three = [letter(3), letter(5), letter(8)]

const serve = async (parts: Partial<ImapServerParts> = {}) => {
  server = await imapServer({ letters: three, ...parts })
  return server
}

/** A source as the settings file has it; what is left out is as usual, but in the clear to this machine. */
function source(more: object = {}): SourceOf<'imap'> {
  const given = {
    name: '信箱',
    region: 320600,
    kind: 'imap',
    host: '127.0.0.1',
    port: server?.port ?? 1,
    user: 'intake',
  }
  const sources = [{ ...given, security: 'plain', passwordFile: 'password', since: '2026-11-01', ...more }]
  const [only] = parseSources(JSON.stringify({ sources }), join(folder, 'sources.json'))
  if (only?.kind !== 'imap') throw new Error('not a mailbox')
  return only
}

/** What a program keeps between looks: what is settled, what is open, and what the collector remembers. */
function keeping() {
  return { settled: new Set<string>(), isAgainWanted: false, memory: undefined as unknown }
}
type Kept = ReturnType<typeof keeping>

/** One look: what was offered, and the code of what ended it, if something did. */
async function look(
  setting: SourceOf<'imap'>,
  kept: Kept = keeping(),
  { most = Infinity, signal = new AbortController().signal } = {},
) {
  const offers: Array<Delivery | Trouble> = []
  let remembered: unknown
  let error: string | null = null
  let told = ''
  const tools = {
    isKnown: (keys: readonly string[]) => Promise.resolve(new Set(keys.filter(key => kept.settled.has(key)))),
    isAgainWanted: kept.isAgainWanted,
    firstLook: '2026-11-28',
    memory: kept.memory,
    remember: (memory: unknown) => {
      remembered = memory
    },
    comeBackSoon: () => undefined,
    signal,
  }
  try {
    for await (const offer of collectMail(setting, tools, {
      connect: 2000,
      greeting: 300,
      answer: 600,
      message: 600,
      silence: 5000,
    })) {
      offers.push(offer)
      kept.settled.add(offer.key)
      if (offer.mark !== undefined) kept.settled.add(offer.mark)
      if (offers.length >= most) break
    }
    if (remembered !== undefined && offers.length < most) kept.memory = remembered
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    error = thrown.code
    told = JSON.stringify(thrown.params)
  }
  return { shown: offers.map(short), offers, error, told }
}

const short = (offer: Delivery | Trouble) => ('problem' in offer ? `${offer.name}: ${offer.problem.code}` : offer.name)
const fetchedLetters = () => server?.lines.filter(line => line.includes('BODY.PEEK[]')).length

describe('a mailbox', () => {
  it('is only looked at, and its letters come once, the oldest first', async () => {
    await serve()
    const kept = keeping()
    expect(await look(source(), kept)).toMatchObject({ shown: ['第3封', '第5封', '第8封'], error: null })
    const commands = new Set(server?.lines.map(line => /^\S+ ((?:UID )?\w+)/.exec(line)?.[1]))
    expect(commands).toContain('EXAMINE')
    for (const command of ['SELECT', 'UID STORE', 'STORE', 'EXPUNGE', 'UID MOVE', 'APPEND', 'CLOSE'])
      expect(commands).not.toContain(command)
    expect(server?.lines.join('\n')).not.toMatch(/BODY\[/)
    expect(await look(source(), kept)).toMatchObject({ shown: [], error: null })
    Object.assign(server?.state ?? {}, { letters: [...three, letter(9)] })
    expect(await look(source(), kept)).toMatchObject({ shown: ['第9封'], error: null })
    expect(fetchedLetters()).toBe(4)
  })

  it('that was renumbered brings nothing twice', async () => {
    await serve()
    const kept = keeping()
    await look(source(), kept)
    Object.assign(server?.state ?? {}, {
      validity: 2,
      letters: [{ ...letter(8), uid: 1 }, { ...letter(3), uid: 2 }, letter(4)],
    })
    expect(await look(source(), kept)).toMatchObject({ shown: ['第4封'] })
  })

  it('is gone through to the end over several looks, a letter of several files too', async () => {
    const files = lettersOfParts('要闻', [
      attached('1.txt', 'text/plain', '一'),
      attached('2.txt', 'text/plain', '二'),
      attached('3.txt', 'text/plain', '三'),
    ])
    await serve({ letters: [{ uid: 1, source: files }, letter(3)] })
    const kept = keeping()
    const seen: string[] = []
    for (let at = 0; at < 4; at++) seen.push(...(await look(source(), kept, { most: 1 })).shown)
    // One that was broken off within a letter begins it again; what came of it before is known by its key.
    expect([...new Set(seen)].toSorted()).toEqual(expect.arrayContaining(['3.txt']))
    const whole = await look(source(), kept)
    expect(new Set([...seen, ...whole.shown])).toEqual(new Set(['1.txt', '2.txt', '3.txt', '第3封']))
    expect((await look(source(), kept)).shown).toEqual([])
  })

  it('offers again the one file of a letter that failed, and nothing else', async () => {
    const files = lettersOfParts('要闻', [attached('1.txt', 'text/plain', '一'), attached('2.txt', 'text/plain', '二')])
    await serve({ letters: [letter(1), { uid: 2, source: files }] })
    const kept = keeping()
    const { offers } = await look(source(), kept)
    const second = offers.find(offer => offer.name === '2.txt')
    kept.settled.delete(second?.key ?? '')
    kept.settled.delete(second?.mark ?? '')
    expect((await look(source(), kept)).shown).toEqual([])
    kept.isAgainWanted = true
    expect((await look(source(), kept)).shown).toEqual(['2.txt'])
  })

  it('takes letters from a day on only: the one set, or that of the first look', async () => {
    await serve({
      letters: [
        { ...letter(1), came: new Date('2026-11-27T15:59:59Z') },
        { ...letter(2), came: new Date('2026-11-27T16:00:00Z') },
      ],
    })
    expect((await look(source({ since: undefined }))).shown).toEqual(['第2封'])
    expect((await look(source({ since: '2026-11-27' }))).shown).toEqual(['第1封', '第2封'])
    expect((await look(source({ since: '2026-11-29' }))).shown).toEqual([])
  })

  it.each([
    [{ from: ['news@paper.example'] }, '第1封'],
    [{ from: ['PAPER.example'] }, '第1封'],
    [{ from: ['@example'] }, '第1封'],
    [{ from: ['aper.example', 'other@paper.example'] }, '第1封: sources.mail-sender-unlisted'],
    [{ subject: '第１' }, '第1封'],
    [{ subject: '要闻' }, '第1封: sources.mail-subject-differs'],
  ])('with %j opens what it is to, and tells what it passes over', async (more, shown) => {
    await serve({ letters: [letter(1)] })
    expect((await look(source(more))).shown).toEqual([shown])
    expect(fetchedLetters()).toBe(shown.includes(':') ? 0 : 1)
  })

  it('names the publication as its settings do, or by who sends', async () => {
    await serve({ letters: [letter(1)] })
    expect((await look(source())).offers).toMatchObject([{ publication: '江海日报', text: '第1封的正文。' }])
    expect((await look(source({ publication: '江海晚报' }))).offers).toMatchObject([{ publication: '江海晚报' }])
  })

  it('of fifty thousand letters is gone through, most of them by their heads alone', async () => {
    const letters = Array.from({ length: 50_000 }, (_, index) => ({ uid: index + 1, source: 'Subject: x\r\n\r\n' }))
    letters.push({ uid: 60_000, source: plainLetter('新的', '新的一封。') })
    await serve({ letters })
    const kept = keeping()
    kept.memory = { validity: '1', uid: 49_990, since: '2026-11-01' }
    const { shown, error } = await look(source({ from: ['paper.example'] }), kept)
    expect(error).toBeNull()
    expect(shown).toHaveLength(11)
    expect(shown.at(-1)).toBe('新的')
  }, 30_000)
})

describe('a connection', () => {
  const trusted = async () => {
    const { cert, key } = aCertificate('localhost')
    await writeFile(join(folder, 'ca.pem'), cert)
    return { cert, key }
  }

  it.each(['at-once', 'on-demand'] as const)('is encrypted (%s), by a server that is known', async starts => {
    await serve({ tls: { ...(await trusted()), starts } })
    const security = starts === 'at-once' ? 'tls' : 'starttls'
    expect(await look(source({ host: 'localhost', security, caFile: 'ca.pem' }))).toMatchObject({
      error: null,
      shown: ['第3封', '第5封', '第8封'],
    })
  })

  it.each<[string, object, string]>([
    ['no public authority signed', { security: 'tls', host: 'localhost' }, 'sources.mail-certificate-refused'],
    [
      'is made out to another',
      { security: 'tls', host: '127.0.0.1', caFile: 'ca.pem' },
      'sources.mail-certificate-refused',
    ],
    [
      'is not looked at, since there is no authority file',
      { security: 'tls', host: 'localhost', caFile: 'none.pem' },
      'sources.mail-ca-file-unreadable',
    ],
  ])('to a server whose certificate %s is refused before the password goes out', async (_what, more, code) => {
    await serve({ tls: { ...(await trusted()), starts: 'at-once' } })
    expect((await look(source(more))).error).toBe(code)
    expect(server?.lines).toEqual([])
  })

  it('that cannot be encrypted is refused before the password goes out', async () => {
    await serve()
    expect((await look(source({ security: 'starttls', host: 'localhost' }))).error).toBe('sources.mail-not-encrypted')
    expect((await look(source({ security: 'tls', host: 'localhost' }))).error).toBe('sources.mail-not-encrypted')
    expect(server?.lines.join('\n')).not.toContain('secret')
  })

  it.each<[string, object]>([
    ['security', { security: 'plain', host: 'mail.example' }],
    ['port', { security: 'starttls', port: 993 }],
    ['from', { from: [] }],
    ['host', { host: 'mail.example/x' }],
    ['since', { since: '2026-13-01' }],
  ])('with %s that cannot be meant is refused at the start', (field, more) => {
    expect(() => source(more)).toThrow(
      expect.objectContaining({ code: 'sources.field-unfit', params: expect.objectContaining({ field }) }),
    )
  })

  it.each<[string, string, number, string]>([
    ['is not there', '', 0, 'sources.mail-password-file-unreadable'],
    ['others may read', 'secret\n', 0o640, 'sources.mail-password-file-open'],
    ['is empty', '\n', 0o600, 'sources.mail-password-file-unfit'],
    ['holds two lines', 'a\nb\n', 0o600, 'sources.mail-password-file-unfit'],
    ['holds another password', 'wrong\n', 0o600, 'sources.mail-password-refused'],
  ])('with a password file that %s is refused', async (_what, text, mode, code) => {
    await serve()
    const file = join(folder, `password-${code}-${text.length}`)
    if (mode !== 0) {
      await writeFile(file, text)
      await chmod(file, mode)
    }
    const refused = await look(source({ passwordFile: file }))
    expect(refused.error).toBe(code)
    expect(refused.told).not.toContain(folder)
  })

  it('to a place where nobody listens, or that has no such folder, says so', async () => {
    await serve()
    expect((await look(source({ mailbox: '稿件' }))).error).toBe('sources.mail-box-missing')
    const port = server?.port ?? 0
    await server?.stop()
    expect((await look(source({ port }))).error).toBe('sources.mail-unreachable')
  })

  it('ends when the program does', async () => {
    await serve({ misbehaves: ({ line }) => line.startsWith('UID SEARCH') })
    const stop = new AbortController()
    const looking = look(source(), keeping(), { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('stopped')), 100)
    await expect(looking).rejects.toThrow('stopped')
  })
})

/** Misbehaves at one letter's body only. */
const atLetter =
  (uid: number, misbehave: (write: (text: string) => void, tag: string, end: () => void) => void): Misbehaviour =>
  ({ tag, line }, socket) => {
    if (!line.startsWith(`UID FETCH ${uid} `)) return false
    misbehave(
      text => socket.write(text),
      tag,
      () => socket.destroy(),
    )
    return true
  }

describe('a server that misbehaves', () => {
  it.each<[string, Partial<ImapServerParts>, string]>([
    ['does not greet', { greeting: '' }, 'sources.mail-timed-out'],
    ['does not answer', { misbehaves: ({ line }) => line.startsWith('LOGIN') }, 'sources.mail-timed-out'],
    ['drips', { misbehaves: drips }, 'sources.mail-timed-out'],
    [
      'closes',
      { misbehaves: ({ line }, socket) => line.startsWith('UID SEARCH') && Boolean(socket.destroy()) },
      'sources.mail-broke-off',
    ],
    [
      'never ends a line',
      {
        misbehaves: ({ line }, socket) =>
          answered(line.startsWith('UID SEARCH'), () => socket.write('* SEARCH '.padEnd(9_000_000, '1'))),
      },
      'sources.mail-server-unfit',
    ],
    [
      'will not have the folder read',
      {
        misbehaves: ({ tag, line }, socket) =>
          answered(line.startsWith('EXAMINE'), () => socket.write(`${tag} NO Unsafe Login${CRLF}`)),
      },
      'sources.mail-box-closed',
    ],
    [
      'does not search',
      {
        misbehaves: ({ tag, line }, socket) =>
          answered(line.startsWith('UID SEARCH'), () => socket.write(`${tag} BAD what${CRLF}`)),
      },
      'sources.mail-server-unfit',
    ],
    [
      'counts nothing',
      {
        misbehaves: ({ tag, line }, socket) =>
          answered(line.startsWith('EXAMINE'), () => socket.write(`${tag} OK done${CRLF}`)),
      },
      'sources.mail-server-unfit',
    ],
    ['speaks another language', { greeting: 'HTTP/1.1 400 Bad Request' }, 'sources.mail-timed-out'],
  ])('and %s is told, and nothing is lost', async (_what, parts, code) => {
    await serve(parts)
    const kept = keeping()
    expect(await look(source(), kept)).toMatchObject({ shown: [], error: code })
    Object.assign(server?.state ?? {}, { misbehaves: undefined, greeting: undefined })
    expect((await look(source(), kept)).shown).toEqual(['第3封', '第5封', '第8封'])
  })

  it.each<[string, Misbehaviour, string | null]>([
    [
      'closes within it',
      atLetter(5, (write, _tag, end) => {
        write('* 2 FETCH (UID 5 BODY[]<0> {500}\r\nhalf')
        end()
      }),
      'sources.mail-broke-off',
    ],
    [
      'hangs within it',
      atLetter(5, write => write('* 2 FETCH (UID 5 BODY[]<0> {500}\r\nhalf')),
      'sources.mail-timed-out',
    ],
    [
      'announces more than is allowed',
      atLetter(5, write => write('* 2 FETCH (UID 5 BODY[]<0> {99999999999}\r\nx')),
      'sources.mail-server-unfit',
    ],
    [
      'sends more than it announced',
      atLetter(5, (write, tag) => write(`* 2 FETCH (UID 5 BODY[]<0> {3}\r\nabcdefgh)\r\n${tag} OK done\r\n`)),
      null,
    ],
    ['answers without it', atLetter(5, (write, tag) => write(`${tag} OK done\r\n`)), null],
  ])(
    'at one letter and %s is told of that letter, and the next look goes on behind it',
    async (_what, misbehaves, code) => {
      await serve({ misbehaves })
      const kept = keeping()
      const first = await look(source(), kept)
      expect(first.shown.slice(0, 2)).toEqual(['第3封', '第5封: sources.mail-message-unavailable'])
      expect(first.error).toBe(code)
      if (code !== null) expect((await look(source(), kept)).shown).toEqual(['第8封'])
      // It is tried again, and comes when the server behaves.
      const told = first.offers.find(offer => offer.name === '第5封')
      kept.settled.delete(told?.key ?? '')
      kept.settled.delete(told?.mark ?? '')
      Object.assign(server?.state ?? {}, { misbehaves: undefined })
      kept.isAgainWanted = true
      expect((await look(source(), kept)).offers).toMatchObject([{ name: '第5封', key: told?.key }])
    },
  )

  it('and tells nothing of some letters in its list has them told, and the others taken', async () => {
    const row = 'Message-ID: <3.a@paper.example>\r\nSubject: x\r\n\r\n'
    const heads: Misbehaviour = ({ tag, line }, socket) =>
      answered(line.includes('HEADER.FIELDS'), () => {
        const told = `UID 3 RFC822.SIZE 10 BODY[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT)] {${row.length}}`
        socket.write(`* 1 FETCH (${told}\r\n${row})\r\n${tag} OK done\r\n`)
      })
    await serve({ misbehaves: heads })
    const untold = ['UID 5', 'UID 8'].map(name => `${name}: sources.mail-message-unavailable`)
    expect((await look(source())).shown).toEqual(['第3封', ...untold])
  })

  it('and a letter too large to be fetched is told', async () => {
    await serve({ letters: [{ ...letter(1), size: 100 * 1024 * 1024 }] })
    expect((await look(source())).shown).toEqual(['第1封: sources.mail-too-large'])
    expect(fetchedLetters()).toBe(0)
  })
})

const answered = (isMeant: boolean, answer: () => void) => {
  if (isMeant) answer()
  return isMeant
}

/** Answers a search a byte at a time, for ever. */
function drips({ line }: { line: string }, socket: { write(text: string): unknown; destroyed: boolean }): boolean {
  if (!line.startsWith('UID SEARCH')) return false
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('* '.slice(0, 1))), 50)
  return true
}
