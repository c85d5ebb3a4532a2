import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'

/** A letter in the mailbox; `size` is what the server says of it, where that is not true. */
export type Letter = { uid: number; source: string | Uint8Array; came?: Date; size?: number }

/** What a command of the client is answered by a server that misbehaves: true where it was answered, or is not to be. */
export type Misbehaviour = (command: { tag: string; line: string }, socket: Socket) => boolean

export type ImapServerParts = {
  letters: readonly Letter[]
  validity?: number
  user?: string
  password?: string
  mailbox?: string
  /** TLS from the first byte, or after STARTTLS. */
  tls?: { cert: string; key: string; starts: 'at-once' | 'on-demand' }
  /** Its first line, where it is not `* OK ready`; empty where it says nothing. */
  greeting?: string
  capabilities?: string
  misbehaves?: Misbehaviour | undefined
}

export const CRLF = '\r\n'

/**
 * A mail server of one mailbox on this machine that speaks as much of IMAP4rev1 (RFC 3501) as a client needs that only reads: LOGIN, LIST,
 * EXAMINE, UID SEARCH SINCE, UID FETCH of heads and whole letters with literals, LOGOUT. SELECT, STORE and whatever else could change a
 * mailbox are not known to it. `lines` are all commands that came, passwords included.
 */
export async function imapServer(parts: ImapServerParts) {
  const state = { validity: 1, ...parts }
  const lines: string[] = []
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    const { greeting = '* OK ready' } = state
    if (greeting !== '') socket.write(greeting + CRLF)
    listen(socket, state, lines)
  }
  const { tls } = parts
  const server: Server = tls?.starts === 'at-once' ? createTlsServer(tls, serve) : createServer(serve)
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    lines,
    /** May be changed between two looks. */
    state,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

type State = ImapServerParts & { validity: number }

function listen(socket: Socket, state: State, lines: string[]) {
  let rest = ''
  const take = (data: Buffer) => {
    rest += data.toString('latin1')
    for (let end = rest.indexOf(CRLF); end >= 0; end = rest.indexOf(CRLF)) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + CRLF.length)
      lines.push(line)
      const [, tag = '*', command = ''] = /^(\S+) (.*)$/s.exec(line) ?? []
      if (state.misbehaves?.({ tag, line: command }, socket)) continue
      if (command === 'STARTTLS' && state.tls) {
        socket.removeListener('data', take)
        socket.write(`${tag} OK begin${CRLF}`)
        const secure = new TLSSocket(socket, { ...state.tls, isServer: true })
        secure.on('error', () => undefined)
        const { tls: _over, ...within } = state
        listen(secure, within, lines)
        return
      }
      for (const answer of answers(command, state)) socket.write(answer)
      socket.write(`${tag} ${ending(command, state)}${CRLF}`)
      if (command === 'LOGOUT') socket.end()
    }
  }
  socket.on('data', take)
}

/** How the answer to a command ends. */
function ending(command: string, state: State): string {
  const { user = 'intake', password = 'secret', mailbox = 'INBOX' } = state
  if (command.startsWith('LOGIN'))
    return command === `LOGIN "${user}" "${password}"` || command === `LOGIN ${user} ${password}`
      ? 'OK in'
      : 'NO [AUTHENTICATIONFAILED] wrong'
  if (command.startsWith('EXAMINE'))
    return unquoted(command.slice(8)) === mailbox ? 'OK [READ-ONLY] done' : 'NO there is none'
  return /^(?:CAPABILITY|ID|LIST|LSUB|NOOP|UID SEARCH|UID FETCH|LOGOUT)\b/.test(command) ? 'OK done' : 'BAD unknown'
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/, '$1')

function* answers(command: string, state: State): Generator<string | Buffer> {
  const { mailbox = 'INBOX', letters } = state
  if (command === 'CAPABILITY')
    yield `* CAPABILITY IMAP4rev1 ID ${state.tls?.starts === 'on-demand' ? 'STARTTLS ' : ''}${state.capabilities ?? ''}`.trimEnd() +
      CRLF
  if (command.startsWith('ID')) yield `* ID NIL${CRLF}`
  if (/^(?:LIST|LSUB)/.test(command)) {
    const asked = unquoted(command.split(' ').at(-1) ?? '')
    if (asked === '') yield `* LIST (\\Noselect) "/" ""${CRLF}`
    else if (asked === mailbox) yield `* LIST () "/" "${mailbox}"${CRLF}`
  }
  if (command.startsWith('EXAMINE') && unquoted(command.slice(8)) === mailbox) {
    yield `* FLAGS (\\Seen)${CRLF}* ${letters.length} EXISTS${CRLF}* OK [UIDVALIDITY ${state.validity}] valid${CRLF}`
  }
  if (command.startsWith('UID SEARCH')) {
    const since = /SINCE (\S+)/.exec(command)?.[1]
    const from = since ? Date.parse(`${since.replaceAll('"', '')} UTC`) : 0
    const found = letters.filter(letter => cameAt(letter).getTime() >= from)
    yield `* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd() + CRLF
  }
  if (command.startsWith('UID FETCH')) yield* fetched(command, letters)
  if (command === 'LOGOUT') yield `* BYE${CRLF}`
}

const cameAt = ({ came }: Letter) => came ?? new Date('2026-11-28T02:00:00Z')

function* fetched(command: string, letters: readonly Letter[]): Generator<Buffer> {
  const [, set = '', items = ''] = /^UID FETCH (\S+) (.*)$/.exec(command) ?? []
  const ranges = set.split(',').map(each => each.split(':').map(Number))
  for (const [index, letter] of letters.entries()) {
    if (!ranges.some(([from = 0, to = from]) => letter.uid >= from && letter.uid <= to)) continue
    const source = Buffer.from(letter.source)
    const told = `UID ${letter.uid} RFC822.SIZE ${letter.size ?? source.length} INTERNALDATE "${internalDate(cameAt(letter))}"`
    const most = /BODY\.PEEK\[\]<0\.(\d+)>/.exec(items)?.[1]
    const [named, literal] =
      most === undefined
        ? ['BODY[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT)]', headOf(source)]
        : ['BODY[]<0>', source.subarray(0, Number(most))]
    yield Buffer.concat([
      Buffer.from(`* ${index + 1} FETCH (${told} ${named} {${literal.length}}${CRLF}`),
      literal,
      Buffer.from(`)${CRLF}`),
    ])
  }
}

/** The four fields of a letter's head that are asked for, folded lines with them. */
function headOf(source: Buffer): Buffer {
  const [head = ''] = source.toString('latin1').split(/\r?\n\r?\n/)
  const fields = head.split(/\r?\n(?![ \t])/).filter(field => /^(?:message-id|date|from|subject):/i.test(field))
  return Buffer.from(`${fields.join(CRLF)}${CRLF}${CRLF}`, 'latin1')
}

function internalDate(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
  return `${day}-${names[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000`
}
