import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { isPublic } from '#kernel/sources/addresses.ts'
import { parseSources } from '#kernel/sources/settings.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { pageOf } from '../queries/pages.ts'
import { again, delivered, look, lookAfter, outcomes, setUpSources } from '../testing/looks.ts'
import { dayTold, entriesOf, MOST_ENTRIES } from './feedEntries.ts'
import { fetchBounded, LARGEST_ANSWER } from './fetchBounded.ts'

/** What the server of a test answers; another for each path. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void
const answers = new Map<string, Answer>()
const asked: IncomingMessage[] = []
let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request)
    const answer = answers.get(request.url ?? '')
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const sends =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(body)
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>江海演示日报</title><link>${base}</link><description>新闻</description>${items.join('')}</channel></rss>`
const item = (n: number | string, more = '') =>
  `<item><guid isPermaLink="false">g${n}</guid><title>第${n}号港区公布数据</title><link>/page/${n}</link><pubDate>Mon, 12 May 2025 23:30:00 GMT</pubDate>${more}</item>`
const paragraphs = (n: number | string) =>
  `<p>本报讯 市统计局发布数据，2025年4月，江海第${n}港区货物吞吐量21${n}0万吨，同比增长3.${n}%。</p><p>第${n}港区开工。</p>`
const whole = (n: number | string) => `<content:encoded><![CDATA[${paragraphs(n)}]]></content:encoded>`
const html = (n: number | string) =>
  sends(`<html><body>${paragraphs(n)}</body></html>`, { 'content-type': 'text/html' })

describe('what a feed says', () => {
  it.each([
    ['RSS 2.0', () => rss(item(1, `<description>摘要</description>${whole(1)}`))],
    [
      'RSS 1.0',
      () =>
        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="c"><title>江海演示日报</title><link>x</link><description>d</description></channel><item rdf:about="g1"><title>第1号港区公布数据</title><link>/page/1</link><dc:date>2025-05-13</dc:date>${whole(1)}</item></rdf:RDF>`,
    ],
    [
      'Atom',
      () =>
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>江海演示日报</title><id>f</id><updated>2025-05-12T23:30:00Z</updated><entry><id>g1</id><title type="html">第1号港区&lt;b&gt;公布&lt;/b&gt;数据</title><link rel="alternate" href="/page/1"/><published>2025-05-12T23:30:00Z</published><updated>2025-06-01T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>本报讯 市统计局发布数据，2025年4月，江海第1港区货物吞吐量2110万吨，同比增长3.1%。</p><p>第1港区开工。</p></div></content></entry></feed>`,
    ],
  ])('is read alike from %s, with the day it is in China', (_, made) => {
    expect(entriesOf(Buffer.from(made()))).toEqual({
      title: '江海演示日报',
      entries: [
        {
          id: 'g1',
          link: '/page/1',
          title: '第1号港区公布数据',
          text: '本报讯 市统计局发布数据，2025年4月，江海第1港区货物吞吐量2110万吨，同比增长3.1%。\n第1港区开工。',
          isWhole: true,
          issueDate: '2025-05-13',
        },
      ],
    })
  })

  it('is read from GB18030 too, and whatever its declaration says', () => {
    // 江海 in GB18030.
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>'),
      Buffer.from([0xbd, 0xad, 0xba, 0xa3]),
      Buffer.from('</title></channel></rss>'),
    ])
    expect(entriesOf(bytes).title).toBe('江海')
  })

  it.each([
    ['Tue, 13 May 2025 00:30:00 +0800', '2025-05-13'],
    ['2025-05-12T16:00:00Z', '2025-05-13'],
    ['2025-05-12 23:59:59', '2025-05-12'],
    ['2025/5/2', '2025-05-02'],
    ['2025-02-30', null],
    ['昨天', null],
    [undefined, null],
  ])('names the day of %s', (told, on) => expect(dayTold(told)).toBe(on))

  it.each([
    ['sources.not-a-feed', () => '<html><body>错</body></html>'],
    ['sources.not-a-feed', () => '{"version":"https://jsonfeed.org/version/1.1","items":[]}'],
    ['sources.not-a-feed', () => rss(item(1)).slice(0, -20)],
    ['sources.not-a-feed', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
    ['sources.not-a-feed', () => ''],
    ['sources.feed-unsafe', () => `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${rss(item('&b;'))}`],
    ['sources.feed-unsafe', () => `<rss version="2.0"><channel>${'<a>'.repeat(500)}`],
    ['sources.feed-too-many', () => rss('<item><guid>a</guid></item>'.repeat(MOST_ENTRIES + 1))],
  ])('is refused with %s where it is no feed to be read (%#)', (code, made) => {
    expect(() => entriesOf(Buffer.from(made()))).toThrow(expect.objectContaining({ code }))
  })

  it('is read or refused, whatever it is', () => {
    const parts = fc.constantFrom(
      '<rss version="2.0">',
      '<channel>',
      '<item>',
      '</item>',
      '</channel>',
      '</rss>',
      '<title>',
      '</title>',
      '<guid/>',
      '<![CDATA[',
      ']]>',
      '&lt;',
      '&#x0;',
      '&#x110000;',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      '</feed>',
      '<entry>',
      '</entry>',
      '__proto__',
      '<__proto__>',
      '</__proto__>',
      '<constructor/>',
      '江',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), made => {
        try {
          expect(entriesOf(Buffer.from(made.join(''))).entries.length).toBeLessThan(31)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        expect({}).not.toHaveProperty('title')
      }),
    )
  })
})

describe('an address', () => {
  it.each<readonly [string, boolean]>([
    ['8.8.8.8', true],
    ['2400:3200::1', true],
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.31.255.255',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
    ].map(each => [each, false] as const),
    ...[
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
    ].map(each => [each, false] as const),
    ['no address', false],
  ])('%s is public: %s', (address, is) => expect(isPublic(address)).toBe(is))
})

describe('fetching', () => {
  const get = (path: string, more: { allowPrivate?: boolean; patienceMs?: number; at?: string } = {}) =>
    fetchBounded(new URL(path, more.at ?? base), {
      allowPrivate: more.allowPrivate ?? true,
      signal: new AbortController().signal,
      patienceMs: more.patienceMs,
    }).then(
      fetched => Buffer.from(fetched?.bytes ?? []).toString(),
      (error: unknown) => {
        if (error instanceof Refusal) return error.code
        throw error
      },
    )
  const near = (path: string) => `${base}${path}`

  it.each<[string, string, Answer]>([
    ['an answer', '好', sends('好')],
    ['a packed one', '好', sends(gzipSync('好'), { 'content-encoding': 'gzip' })],
    ['one moved', '到了', sends('', { location: '/moved' }, 301)],
    ['a ring of redirects', 'sources.redirected-too-often', sends('', { location: '/ring' }, 302)],
    ['a redirect elsewhere', 'sources.redirect-unfit', sends('', { location: 'file:///etc/passwd' }, 302)],
    ['a redirect with a password', 'sources.redirect-unfit', sends('', { location: 'http://a:b@127.0.0.1/' }, 302)],
    ['a redirect to nowhere', 'sources.redirect-unfit', sends('', {}, 302)],
    ['a status', 'sources.status', sends('', {}, 500)],
    [
      'one that says it is too large',
      'sources.answer-too-large',
      sends('x', { 'content-length': String(LARGEST_ANSWER + 1) }),
    ],
    [
      'a bomb',
      'sources.answer-too-large',
      sends(gzipSync(Buffer.alloc(LARGEST_ANSWER * 4)), { 'content-encoding': 'gzip' }),
    ],
    ['a broken packing', 'sources.answer-unreadable', sends('no gzip', { 'content-encoding': 'gzip' })],
    ['an unknown packing', 'sources.answer-unreadable', sends('x', { 'content-encoding': 'br' })],
    [
      'one cut off',
      'sources.broke-off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.destroy())
      },
    ],
    [
      'a packed one cut off',
      'sources.broke-off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000', 'content-encoding': 'gzip' })
        response.write(gzipSync('abc'.repeat(100)).subarray(0, 12), () => response.destroy())
      },
    ],
    ['one hung up on', 'sources.unreachable', (_, response) => void response.destroy()],
    [
      'one that never ends',
      'sources.answer-too-large',
      (_, response) => {
        const block = Buffer.alloc(256 * 1024, 'x')
        const more = () => {
          while (!response.destroyed && response.write(block));
          if (!response.destroyed) response.once('drain', more)
        }
        response.on('error', () => undefined)
        more()
      },
    ],
  ])('%s comes to %s', async (what, comesTo, answer) => {
    const path = what === 'a ring of redirects' ? '/ring' : `/${encodeURIComponent(what)}`
    answers.set(path, answer).set('/moved', sends('到了'))
    expect(await get(near(path))).toBe(comesTo)
  })

  it('waits no longer than it may, for the first byte or for the last', async () => {
    answers.set('/silent', () => undefined)
    answers.set('/drips', (_, response) => void response.writeHead(200).write('a'))
    expect(await get('/silent', { patienceMs: 100 })).toBe('sources.timed-out')
    expect(await get('/drips', { patienceMs: 100 })).toBe('sources.timed-out')
  })

  it('leads only to the public internet unless the source allows others, by digits and by name', async () => {
    answers.set('/within', sends('内'))
    const port = new URL(base).port
    const before = asked.length
    for (const at of [
      base,
      `http://localhost:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://2130706433:${port}`,
    ])
      expect(await get('/within', { at, allowPrivate: false }), at).toBe('sources.address-within')
    expect(asked.length).toBe(before)
    expect(await get('/within', { at: `http://localhost:${port}` })).toBe('内')
    // Nor by a connection that was made for a source that may.
    expect(await get('/within', { at: `http://localhost:${port}`, allowPrivate: false })).toBe('sources.address-within')
  })

  it('tells who asks, and sends nothing else of us', async () => {
    answers.set('/plain', sends('x'))
    await get('/plain')
    expect(Object.keys(asked.at(-1)?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
    expect(asked.at(-1)?.headers['user-agent']).toContain('Jianghai')
  })
})

describe('a feed as a source', () => {
  let city: City
  beforeAll(async () => {
    city = await aCity()
  })
  afterAll(() => city.close())
  const follow = (name: string, more: object = {}) =>
    setUpSources(city, { name, kind: 'feed', url: `${base}/${name}?key=secret`, allowPrivate: true, ...more })
  const answer = (name: string, with_: Answer) => answers.set(`/${name}?key=secret`, with_)

  it('brings each entry once, one that was changed as a page of its own, and asks only whether anything is new', async () => {
    follow('one')
    const heard: Array<string | undefined> = []
    const telling =
      (etag: string, body: string): Answer =>
      (request, response) => {
        heard.push(request.headers['if-none-match'])
        if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
        else response.writeHead(200, { etag }).end(body)
      }
    answer('one', telling('"1"', rss(item(1, whole(1)), item(2, whole(2)))))
    const [source] = await look(city)
    expect(source).toMatchObject({ kind: 'feed', error: null, place: `${new URL(base).host}/one` })
    expect(JSON.stringify(source)).not.toContain('secret')
    expect(outcomes(await delivered(city, 'one'))).toEqual(['第2号港区公布数据 brought', '第1号港区公布数据 brought'])
    await lookAfter(city, 15)
    answer('one', telling('"2"', rss(item(1, whole(1)), item(2, whole(2).replace('开工', '完工')))))
    await lookAfter(city, 15)
    expect(heard).toEqual([undefined, '"1"', '"1"'])
    const rows = await delivered(city, 'one')
    expect(outcomes(rows).slice(2)).toEqual(['第2号港区公布数据 brought'])
    const pages = await Promise.all(rows.map(row => city.ask('staff', ctx => pageOf(ctx, row.page?.id ?? ''))))
    expect(pages[0]).toMatchObject({ publication: '江海演示日报', issueDate: '2025-05-13', dateStanding: 'given' })
    expect(pages[2]?.items[0]?.repeats).toBe('open')
  })

  it('that brings summaries is followed to the pages, each told for itself, and what failed is tried again later and later', async () => {
    follow('two', { follow: true, publication: '晚报' })
    answer('two', sends(rss(item(5, '<description>摘要</description>'), item(6), item(7))))
    answers.set('/page/5', html(5))
    answers.set('/page/6', sends('', {}, 503))
    await look(city)
    const rows = await delivered(city, 'two')
    expect(outcomes(rows).toSorted()).toEqual([
      '第5号港区公布数据 brought',
      '第6号港区公布数据 failed sources.status',
      '第7号港区公布数据 refused sources.status',
    ])
    const waits = async () => {
      const six = (await delivered(city, 'two')).find(row => row.name.includes('6'))
      return [six?.tries, (new Date(six?.againAt ?? 0).getTime() - city.clock.now().getTime()) / 60_000]
    }
    expect(await waits()).toEqual([1, 15])
    await lookAfter(city, 15)
    expect(await waits()).toEqual([2, 30])
    await lookAfter(city, 15)
    expect(await waits()).toEqual([2, 15])

    answers.set('/page/7', html(7))
    const seven = rows.find(row => row.name.includes('7'))
    if (!seven) throw new Error('the seventh was delivered')
    await again(city, seven)
    await look(city)
    expect((await delivered(city, 'two')).find(row => row.id === seven.id)?.state).toBe('brought')
  })

  it('that misbehaves is told so, waits as long as it asks, and goes on when it is well', async () => {
    follow('three')
    answer('three', sends('', { 'retry-after': '7200' }, 429))
    const nextAfter = (minutes: number) => new Date(city.clock.now().getTime() + minutes * 60_000).toISOString()
    const standing = async (rows: ReturnType<typeof look>) => (await rows).find(each => each.name === 'three')
    expect(await standing(look(city))).toMatchObject({
      error: { code: 'sources.status', params: { status: 429 } },
      nextAt: nextAfter(120),
    })
    answer('three', sends('<html></html>'))
    expect((await standing(lookAfter(city, 120)))?.error?.code).toBe('sources.not-a-feed')
    answer('three', sends(rss(item(9, whole(9)))))
    expect(await standing(lookAfter(city, 60))).toMatchObject({ error: null, nextAt: nextAfter(15) })
    expect(outcomes(await delivered(city, 'three'))).toEqual(['第9号港区公布数据 brought'])
  })
})

describe('the settings file', () => {
  const one = { name: '日报', region: NANTONG, kind: 'feed', url: 'https://news.example/feed' }
  const read = (...sources: unknown[]) => parseSources(JSON.stringify({ sources }), '/etc/sources.json')

  it('gives what is not set as usual, and paths as they are from its folder', () => {
    expect(read(one, { ...one, name: '夹', kind: 'folder', url: undefined, path: 'in' })).toEqual([
      { ...one, publication: null, internal: false, unit: null, every: 15, follow: false, allowPrivate: false },
      {
        name: '夹',
        region: NANTONG,
        kind: 'folder',
        path: '/etc/in',
        publication: null,
        internal: false,
        unit: null,
        every: 15,
        settle: 5,
      },
    ])
  })

  it.each([
    ['sources.file-unfit', undefined, () => parseSources('[', '/etc/sources.json')],
    ['sources.file-unfit', undefined, () => parseSources('[]', '/etc/sources.json')],
    ['sources.name-twice', undefined, () => read(one, one)],
    ['sources.field-missing', 'url', () => read({ ...one, url: undefined })],
    ['sources.field-missing', 'kind', () => read({ ...one, kind: undefined })],
    ['sources.field-unfit', 'kind', () => read({ ...one, kind: 'ftp' })],
    ['sources.field-unfit', 'every', () => read({ ...one, every: 0 })],
    ['sources.field-unfit', 'region', () => read({ ...one, region: '南通' })],
    ['sources.field-unfit', 'url', () => read({ ...one, url: 'https://a:b@news.example/' })],
    ['sources.field-unfit', 'url', () => read({ ...one, url: 'file:///etc/passwd' })],
    ['sources.field-unknown', 'pasword', () => read({ ...one, pasword: 'x' })],
  ])('is refused with %s naming the field %s', (code, field, reading) => {
    const source = field === undefined ? (code.endsWith('twice') ? '日报' : undefined) : '日报'
    const params = { file: '/etc/sources.json', ...(source ? { source } : {}), ...(field ? { field } : {}) }
    expect(reading).toThrow(expect.objectContaining({ code, params }))
  })
})
