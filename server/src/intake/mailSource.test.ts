import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { docxParts, zipOf } from '#kernel/files/testing/packages.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { pageOf } from './queries/pages.ts'
import { imapServer, type Letter } from './sources/testing/imapServer.ts'
import { attached, lettersOfParts, plainLetter } from './sources/testing/letters.ts'
import { again, delivered, look, lookAfter, outcomes, setUpSources } from './testing/looks.ts'

const SECRET = 'correct-horse-battery'
let city: City
let folder: string
let server: Awaited<ReturnType<typeof imapServer>>
const name = '投稿信箱'

beforeAll(async () => {
  city = await aCity()
  folder = await mkdtemp(join(tmpdir(), 'jianghai-mail-'))
  await writeFile(join(folder, 'password'), SECRET, { mode: 0o600 })
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await city.close()
})
afterEach(() => server.stop())

const report = (n: number) =>
  `江海第${n}港区公布数据\n\n本报讯 市统计局发布数据，2025年4月，江海第${n}港区货物吞吐量21${n}0万吨，同比增长3.${n}%。\n`
const came = new Date('2030-01-01T00:00:00Z')
const letter = (uid: number, source: string): Letter => ({ uid, source, came })

async function setUp(letters: readonly Letter[], more: object = {}) {
  server = await imapServer({ letters, password: SECRET })
  const mailbox = { name, kind: 'imap', host: '127.0.0.1', port: server.port, security: 'plain', user: 'intake' }
  setUpSources(city, { ...mailbox, passwordFile: join(folder, 'password'), ...more })
}

it('a mailbox brings pages: bodies and files, once, with the day and the sender; what cannot be brought is told', async () => {
  const bomb = docxParts(['x']).map(part =>
    part.name === 'word/document.xml' ? { ...part, content: ' '.repeat(20_000_000) } : part,
  )
  const files = [
    attached('第3版.docx', 'application/zip', zipOf(docxParts([report(2)]))),
    attached('炸弹.docx', 'application/zip', zipOf(bomb)),
    attached('旧.doc', 'application/msword', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
  ]
  const letters = [
    letter(1, plainLetter('2025-05-12 news', `${report(1)}\n-- \n张三\n`)),
    letter(2, lettersOfParts('pages', files)),
    letter(3, plainLetter('again', report(1))),
    letter(4, plainLetter('other', report(4)).replace('news@paper', 'x@elsewhere')),
  ]
  await setUp(letters, { from: ['paper.example'] })
  const [source] = await look(city)
  expect(source).toMatchObject({ kind: 'imap', place: '127.0.0.1 INBOX', error: null, hasMore: false })
  const rows = await delivered(city, name)
  expect(outcomes(rows)).toEqual([
    '2025-05-12 news brought',
    '旧.doc refused files.old-or-encrypted',
    '炸弹.docx refused files.unsafe',
    '第3版.docx brought',
    'again known',
    'other refused sources.mail-sender-unlisted',
  ])
  expect(rows.map(({ cut }) => cut)).toEqual([{ quoted: 0, signature: 2, header: 0 }, null, null, null, null, null])
  const page = await city.ask('staff', ctx => pageOf(ctx, rows[0]?.page?.id ?? ''))
  expect(page).toMatchObject({ publication: '江海日报', issueDate: '2025-05-12' })
  expect(page.text).toBe(report(1).trim())

  // Nothing new; the same again by a person's word; renumbered.
  const fetched = () => server.lines.filter(line => line.includes('BODY.PEEK[]')).length
  const before = fetched()
  await lookAfter(city, 15)
  expect(fetched()).toBe(before)
  Object.assign(server.state, { validity: 7, letters: letters.map(each => ({ ...each, uid: each.uid + 100 })) })
  await lookAfter(city, 15)
  expect(fetched()).toBe(before)
  const [, refused] = await delivered(city, name)
  if (!refused) throw new Error('there is none')
  await again(city, refused)
  await lookAfter(city, 15)
  expect(fetched()).toBeGreaterThan(before)
  const after = await delivered(city, name)
  expect(outcomes(after)).toEqual(outcomes(rows))
  expect(after[1]?.version).toBe(refused.version + 2)
})

it('a letter on which the server breaks off is told, the others come, and it comes later', async () => {
  await setUp([letter(1, plainLetter('one', report(5))), letter(2, plainLetter('two', report(6)))], { name: '断续' })
  server.state.misbehaves = ({ line }, socket) => line.startsWith('UID FETCH 1 ') && Boolean(socket.destroy())
  const [standing] = await look(city)
  expect(standing).toMatchObject({ name: '断续', error: { code: 'sources.mail-broke-off' }, isLooking: false })
  await lookAfter(city, 1)
  server.state.misbehaves = undefined
  await lookAfter(city, 60)
  await lookAfter(city, 60)
  expect(outcomes(await delivered(city, '断续')).toSorted()).toEqual(['one brought', 'two brought'])
})

it('a password that is wrong stands at the source, and is not shown there', async () => {
  await setUp([], { name: '错密码' })
  server.state.password = 'another'
  const shown = await look(city)
  expect(shown.find(each => each.name === '错密码')?.error).toEqual({
    code: 'sources.mail-password-refused',
    params: { host: '127.0.0.1' },
  })
  expect(server.lines.join('\n')).toContain(SECRET)
  expect(JSON.stringify(shown)).not.toContain(SECRET)
})
