import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COUNTED, listQuery } from '#contract/kernel.ts'
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from '#kernel/accounts/auth.ts'
import { AT_ONCE, PASSWORD_COST } from '#kernel/accounts/passwordHash.ts'
import { FIRST_PASSWORD_DAYS, PASSWORD_LEAST, PASSWORD_MOST, stems } from '#kernel/accounts/passwords.ts'
import { RECOVERY_CODES } from '#kernel/accounts/recoveryCodes.ts'
import { codeLock } from '#kernel/accounts/secondFactor.ts'
import { nameLock } from '#kernel/accounts/signIn.ts'
import { STEP_SECONDS } from '#kernel/accounts/totp.ts'
import { codeRules } from '#kernel/citizens/codes.ts'
import { SESSION_DAYS } from '#kernel/citizens/sessions.ts'
import { kinds } from '#kernel/files/kinds.ts'
import { limits as files } from '#kernel/files/limits.ts'
import { patience } from '#kernel/http/connections.ts'
import {
  type Limit,
  usualCodes,
  usualExports,
  usualLimits,
  usualOpenReads,
  usualReads,
  usualRefused,
} from '#kernel/http/limits.ts'
import { BODY_LIMIT } from '#kernel/http/server.ts'
import { LONGEST_ANSWER, settableOfModel } from '#kernel/model/index.ts'
import { FIRST_RUN_HOURS } from '#server/app/commands/serve.ts'
import { rooms } from '#server/app/rooms.ts'
import { MOST_OF_A_LOOK } from '../intake/commands/collectSource.ts'
import { MOST_ENTRIES } from '../intake/sources/feedEntries.ts'
import {
  PATIENCE_MS as FETCH_PATIENCE_MS,
  LARGEST_ANSWER as LARGEST_FETCHED,
  MOST_REDIRECTS,
} from '../intake/sources/fetchBounded.ts'
import { MOST_FILES } from '../intake/sources/folder.ts'
import { LARGEST_LETTER } from '../intake/sources/mail/collectMail.ts'
import { usualPatience as MAIL_PATIENCE, MOST_LISTED } from '../intake/sources/mail/mailbox.ts'
import { MOST_PARTS } from '../intake/sources/mail/message.ts'
import { MOST_TRIES } from '../intake/sources/waits.ts'
import { secrets } from './permission/secrets.ts'

/* The tables in docs/security that name numbers, lists and routes: made from the code, so that a document cannot say another. */

/** The routes that answer whoever is not signed in, each with why; `session` where it can begin one. Everything else answers 401. */
export const openToAnybody: ReadonlyMap<string, { why: string; session?: true }> = new Map([
  [
    'POST /api/session',
    { why: 'signing in: user name and password, and a code where the account has a second factor', session: true },
  ],
  ['DELETE /api/session', { why: 'signing out: without a session nothing ends' }],
  ['GET /api/session/demonstration', { why: 'the accounts of the demonstration city, where it is loaded; else none' }],
  ['GET /api/session/first-run', { why: 'whether the installation waits to be set up' }],
  ['POST /api/session/first-run', { why: 'setting up, once, with the token the terminal printed' }],
  ['POST /api/:region/citizens/code', { why: 'asking for a code to a mobile number' }],
  [
    'POST /api/:region/citizens/session',
    { why: 'signing in to the portal: a mobile number and the code sent to it', session: true },
  ],
  ['DELETE /api/:region/citizens/session', { why: 'signing out of the portal' }],
  ['GET /api/:region/participation/open', { why: 'published quizzes' }],
  ['GET /api/:region/participation/open/:id', { why: 'one published quiz, with its rules' }],
  ['GET /api/:region/participation/open/:id/ranking', { why: 'the public ranking, under names that tell nobody' }],
  ['GET /api/:region/participation/open/:id/bank', { why: 'a question bank with its answers, once it is published' }],
  [
    'GET /api/:region/participation/open/:id/draws',
    {
      why: 'the announced draws of a quiz and who won, under names that tell nobody; a family name with four digits only of who agreed to it',
    },
  ],
  [
    'GET /api/:region/participation/open/draws/:id/pool',
    { why: 'the pool of an announced draw under the same names, so that anybody can compute it' },
  ],
  ['GET /api/:region/participation/open/draws/:id/proof', { why: 'the proof of a published draw' }],
  [
    'GET /api/docs',
    { why: 'the description of the API as a page: who connects a system of their own reads it; no data' },
  ],
  ['GET /api/openapi.json', { why: 'the same for programs' }],
])

const MiB = 1024 * 1024
const pace = ({ atOnce, perMinute }: Limit) => `${atOnce} at once, ${perMinute} a minute after that`
const table = (head: readonly string[], lines: ReadonlyArray<readonly (string | number)[]>) =>
  [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')

const ofWho = () =>
  table(
    ['who', 'what', 'how much', 'setting'],
    [
      ['one session', 'writes', pace(usualLimits.writes), '`writes`'],
      ['one session', 'reads', pace(usualReads), '`reads`'],
      ['one session', 'files made on asking', pace(usualExports), '`exports`'],
      ['one address', 'failed sign-ins, whatever names', pace(usualLimits.failedSignIns), '`failed-sign-ins`'],
      ['one address', 'reads of whoever is not signed in', pace(usualOpenReads), '`open-reads`'],
      ['one address', 'codes to citizens', pace(usualCodes), '`codes`'],
      ['one session or address', 'refusals written down', pace(usualRefused.each), '–'],
      ['everybody together', 'refusals written down', pace(usualRefused.together), '–'],
      ['everybody together', 'connections', patience.connections, '–'],
      ['everybody together', 'passwords hashed at a time', `${AT_ONCE}, others wait in line`, '–'],
      ['everybody together', 'files parsed at a time', `${files.workers}, others wait in line`, '–'],
      ['one request', 'body', `${BODY_LIMIT / MiB} MiB, more only where a file is brought`, '–'],
      [
        'one request',
        'seconds for headers, for the whole, without a byte',
        `${patience.headersMs / 1000}, ${patience.requestMs / 1000}, ${patience.silenceMs / 1000}`,
        '–',
      ],
      ['one list', 'rows a page, rows counted', `${mostRows()}, ${COUNTED}`, '–'],
    ],
  )

function mostRows(): number {
  for (let rows = 1; rows < 100_000; rows++) if (!listQuery.safeParse({ limit: rows + 1 }).success) return rows
  throw new Error('a list has no most')
}

const ofSignIn = () =>
  table(
    ['what', 'how much'],
    [
      ['characters of a password', `${PASSWORD_LEAST} to ${PASSWORD_MOST}`],
      ['cost of a password', `scrypt N=${PASSWORD_COST.N} r=${PASSWORD_COST.r} p=${PASSWORD_COST.p}`],
      ['days of a first password', `${FIRST_PASSWORD_DAYS} [C], setting \`first-password-days\``],
      [
        'wrong passwords in a row until a name is locked, minutes of the lock',
        `${nameLock.failures}, ${nameLock.minutes} [C]`,
      ],
      [
        'wrong codes in a row until codes are locked, minutes of the lock',
        `${codeLock.failures}, ${codeLock.minutes} [C]`,
      ],
      ['seconds of a code of the application', `${STEP_SECONDS}, and the one before and after`],
      ['recovery codes', `${RECOVERY_CODES}, each once`],
      [
        'a session of an office ends after',
        `${IDLE_SECONDS / 60} minutes without a request, ${ABSOLUTE_SECONDS / 3600} hours in any case`,
      ],
      ['a session of a citizen ends after', `${SESSION_DAYS} days`],
      [
        'a code sent to a citizen',
        `${codeRules.goodForSeconds} seconds, ${codeRules.tries} tries, one in ${codeRules.againAfterSeconds} seconds, ${codeRules.perDay} a day`,
      ],
      ['the address of the first run', `${FIRST_RUN_HOURS} hours, one set-up`],
    ],
  )

const ofWords = () => [...stems].map(word => `\`${word}\``).join(' ')

const ofUploads = () =>
  table(
    ['route', 'bytes of the request', 'kinds'],
    rooms.flatMap(room =>
      room.routes
        .filter(({ bodyLimit }) => bodyLimit !== undefined)
        .map(({ method, path, bodyLimit, summary }) => [
          `\`${method} ${path}\` ${summary}`,
          bodyLimit ?? 0,
          path.startsWith('/intake')
            ? kinds.join(', ')
            : kinds.filter(kind => ['csv', 'xlsx'].includes(kind)).join(', '),
        ]),
    ),
  )

const ofFiles = () =>
  table(
    ['what', 'at most'],
    [
      ['bytes of a file', `${files.file / MiB} MiB`],
      [
        'bytes of one entry of a package, and of all, unpacked',
        `${files.entry / MiB} MiB, ${files.unpacked / MiB} MiB`,
      ],
      ['entries of a package', files.entries],
      ['unpacked to packed', `${1 / files.ratio} to 1, past ${files.ratioGrace / 1024} KiB`],
      ['nesting of XML', files.depth],
      [
        'characters of a text, cells of a table, pages of a PDF',
        `${files.characters / MiB} Mi, ${files.cells}, ${files.pages}`,
      ],
      ['memory and seconds of the thread that parses', `${files.workerHeap} MiB, ${files.timeoutMs / 1000}`],
    ],
  )

const ofModel = () =>
  table(
    ['what', 'how much', 'setting'],
    [
      ...Object.entries(settableOfModel).map(([name, { what, usual }]) => [what, usual, `\`${name}\``]),
      ['bytes of an answer', `${LONGEST_ANSWER / MiB} MiB`, '–'],
    ],
  )

const ofSources = () =>
  table(
    ['what', 'at most'],
    [
      [
        'things brought at one look, and their bytes; the rest a minute later',
        `${MOST_OF_A_LOOK.things}, ${MOST_OF_A_LOOK.bytes / MiB} MiB [C]`,
      ],
      ['tries of a thing that failed, before a person must say so', `${MOST_TRIES} [C]`],
      ['files in a watched folder', `${MOST_FILES} [C]`],
      ['bytes of an answer, as it comes and unpacked', `${LARGEST_FETCHED / MiB} MiB [C]`],
      ['seconds for an answer, redirects followed', `${FETCH_PATIENCE_MS / 1000}, ${MOST_REDIRECTS} [C]`],
      ['entries of a feed', `${MOST_ENTRIES} [C]`],
      ['bytes of a letter, and its attachments', `${LARGEST_LETTER / MiB} MiB, ${MOST_PARTS} [C]`],
      ['letters of a mailbox that are listed', `${MOST_LISTED} [C]`],
      [
        'seconds for a mail server to connect, to answer, and to send a letter whole',
        `${MAIL_PATIENCE.connect / 1000}, ${MAIL_PATIENCE.answer / 1000}, ${MAIL_PATIENCE.message / 1000} [C]`,
      ],
    ],
  )

const ofDoors = () =>
  table(
    ['route', 'why it is open to whoever is not signed in'],
    [...openToAnybody].map(([route, { why }]) => [`\`${route}\``, why]),
  )

const ofFields = () =>
  table(
    ['what', 'stands on', 'who is given it'],
    secrets.map(({ what, of, may }) => [what, of, may]),
  )

/** Every event that the sources record, by the room it is of. */
export function eventsOf(folder = join(import.meta.dirname, '..')): string[] {
  const found = new Set<string>()
  for (const each of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(each.parentPath, each.name)
    if (!each.isFile() || !/(?<!\.test)\.ts$/.test(each.name) || path.includes('/testing/')) continue
    for (const [, event = ''] of readFileSync(path, 'utf8').matchAll(
      /\brecord\(\s*(?:ctx,\s*)?['`]([a-z]+\.[a-z${}A-Za-z.-]+)['`]/g,
    ))
      found.add(event)
  }
  return [...found].toSorted()
}

const ofEvents = () => {
  const byRoom = Map.groupBy(eventsOf(), event => event.split('.')[0] ?? '')
  return table(
    ['room', 'events'],
    [...byRoom].map(([room, events]) => [room, events.map(event => `\`${event.slice(room.length + 1)}\``).join(' ')]),
  )
}

/** By the name under which a document holds it. */
export const securityTables: Readonly<Record<string, () => string>> = {
  'limits of each and of all': ofWho,
  'figures of signing in': ofSignIn,
  'words not for passwords': ofWords,
  uploads: ofUploads,
  'limits of a file': ofFiles,
  'limits of the model': ofModel,
  'limits of sources': ofSources,
  'open doors': ofDoors,
  'sensitive fields': ofFields,
  events: ofEvents,
}
