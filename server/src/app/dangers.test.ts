import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/* What sources may do only where it is said why: run text, build patterns, reach beyond the program (ASVS 5.0, 1.2.9, 1.3.2, 13.2.4, 16.2.3). */

const root = join(import.meta.dirname, '../../..')

type Danger = { name: string; sign: RegExp; where: Readonly<Record<string, string>> }
const dangers: readonly Danger[] = [
  {
    name: 'runs text as a program',
    sign: /\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(\s*['"`]|\bset(?:Timeout|Interval)\s*\(\s*['"`]|from 'node:vm'|import\s*\(\s*[^'"\s)]/,
    where: {},
  },
  {
    name: 'writes markup',
    sign: /\b(?:inner|outer)HTML\b|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write|\bsrcdoc\b/i,
    where: {},
  },
  { name: 'opens a door for debuggers', sign: /from 'node:(?:inspector|repl|diagnostics_channel)'/, where: {} },
  { name: 'starts another program', sign: /from 'node:(?:child_process|cluster)'/, where: {} },
  {
    // A pattern at the top of a file is made once, from the file's own words; elsewhere it could be made of what people send.
    name: 'builds a pattern while it runs',
    sign: /^(?!(?:export )?const [A-Za-z]+(?:: [^=]+)? = new RegExp\().*\bnew RegExp\(/m,
    where: {
      'server/src/projects/queries/funnel.ts': 'of the form of an id, a constant',
      'server/src/indicators/rules/periods.ts': 'of the form of a month, a constant',
      'server/src/kernel/files/read/xlsxPercent.ts': 'of the names of a few elements and attributes of a workbook',
      'server/src/kernel/files/read/html.ts': 'of the names of the few elements that hold plain text',
      'server/src/kernel/time/printed.ts': 'of the forms of a day, constants',
      'server/src/intake/extract/scan.ts': 'of the patterns of the extraction, constants',
      'server/src/intake/extract/events/actions.ts': 'of the words for visits, constants',
      'server/src/intake/extract/events/meetings.ts': 'of the words for meetings, constants',
      'server/src/intake/extract/people/posts.ts': 'of the words for posts, constants',
      'web/src/portal/place.ts': 'of the form of an id, a constant',
    },
  },
  {
    name: 'prints or writes lines of its own',
    sign: /\bconsole\.|process\.std(?:out|err)\.write|\bappendFile\b|\bcreateWriteStream\b|from 'node:syslog'/,
    where: {
      'server/src/app/io.ts': 'what a command of the command line says',
      'server/src/app/main.ts': 'the end of a command that failed',
      'server/src/app/commands/serve.ts': 'faults, one line of JSON each',
      'server/src/app/backups/keepBackups.ts': 'faults of the nightly backup, the same',
      'server/src/kernel/citizens/sender.ts':
        'messages for a program of the office, where JIANGHAI_SENDER names a file',
      'server/src/kernel/backup/lines.ts': 'the backup itself',
    },
  },
  {
    name: 'reaches another machine',
    sign: /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|sendBeacon|new ImapFlow\(|new pg\.(?:Pool|Client)|import \{[^}]*\b(?:connect|request|get|lookup|resolve)\b[^}]*\} from 'node:(?:net|tls|http|https|http2|dgram|dns)'/,
    where: {
      'server/src/kernel/database/open.ts': 'the database named by DATABASE_URL',
      'server/src/kernel/citizens/sender.ts': 'the gateway named by JIANGHAI_SENDER, without following redirects',
      'server/src/kernel/model/client.ts': 'the model named by JIANGHAI_LLM_URL, without following redirects',
      'server/src/intake/sources/fetchBounded.ts':
        'feeds named in the settings file and the pages they link to, only of the public internet unless allowed',
      'server/src/intake/sources/mail/mailbox.ts': 'mail servers named in the settings file, to read a mailbox only',
      'server/src/kernel/sources/addresses.ts': 'asks for the address of such a name, and checks it',
      'web/src/ui/api/request.ts':
        'the browser asks the address it came from, which the policy of every page holds it to',
      'web/src/portal/api.ts': 'the same, from the citizens’ portal',
      'web/src/participation/parts/useLive.ts': 'the same, for what is told while a quiz runs',
    },
  },
]

function dangersOf(file: string, text: string): string[] {
  return dangers.filter(({ sign, where }) => sign.test(text) && !where[file]).map(({ name }) => `${file} ${name}`)
}

function* sources(directory: string): Generator<string> {
  for (const each of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, each.name)
    if (each.isDirectory()) {
      if (!['testing', 'node_modules', 'dist'].includes(each.name)) yield* sources(path)
    } else if (/\.tsx?$/.test(each.name) && !/\.test\.tsx?$/.test(each.name)) yield path
  }
}
const texts = ['server/src', 'contract/src', 'web/src'].flatMap(folder =>
  [...sources(join(root, folder))].map(path => [relative(root, path), readFileSync(path, 'utf8')] as const),
)

describe('the sources', () => {
  it('run no text, write no markup, start no program, and reach out only where it is said', () => {
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.flatMap(([file, text]) => dangersOf(file, text))).toEqual([])
  })

  it('are what the exceptions are about: none stands for nothing', () => {
    const stale = dangers.flatMap(({ name, sign, where }) =>
      Object.keys(where)
        .filter(file => !texts.some(([path, text]) => path === file && sign.test(text)))
        .map(file => `${file}: ${name}`),
    )
    expect(stale).toEqual([])
  })
})

it.each([
  ['const x = eval(text)', 'runs text as a program'],
  ['return new Function("a", text)', 'runs text as a program'],
  ["setTimeout('go()', 5)", 'runs text as a program'],
  ["import { runInNewContext } from 'node:vm'", 'runs text as a program'],
  ['await import(given)', 'runs text as a program'],
  ['element.innerHTML = text', 'writes markup'],
  ['<p dangerouslySetInnerHTML={{ __html: text }} />', 'writes markup'],
  ["import { open } from 'node:inspector'", 'opens a door for debuggers'],
  ["import { exec } from 'node:child_process'", 'starts another program'],
  ['function f(query) {\n  const found = new RegExp(query.find)\n}', 'builds a pattern while it runs'],
  ['  return new RegExp(given).test(name)', 'builds a pattern while it runs'],
  ['console.log(password)', 'prints or writes lines of its own'],
  ["await appendFile('/tmp/trace', text)", 'prints or writes lines of its own'],
  ['const answer = await fetch(address)', 'reaches another machine'],
  ["import { connect } from 'node:net'", 'reaches another machine'],
])('%s would be found', (text, name) => {
  expect(dangersOf('server/src/matters/planted.ts', text)).toEqual([`server/src/matters/planted.ts ${name}`])
})
