import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { officialDocument } from '#kernel/documents/index.ts'
import { decodeText, readText, typeByContent } from './index.ts'
import { htmlToText, webPageToText } from './read/html.ts'
import { unifyRadicals } from './read/radicals.ts'
import { pdfOf } from './testing/packages.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const chinese = '名称,金额,说明\r\n南通港口,118.11亿元,“签约”项目，占比约三成\r\n崇川区,20个,已开工—在建；其余待定\r\n'
const utf16 = (text: string, big: boolean) => {
  const bytes = new Uint8Array(Buffer.from(text, 'utf16le'))
  return big ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes
}
// Two rows of GB 18030, as encoders write them; no encoder is at hand in the language.
const gb = Uint8Array.from([
  0xc4, 0xcf, 0xcd, 0xa8, 0xb8, 0xdb, 0xbf, 0xda, 0x2c, 0x31, 0x31, 0x38, 0x2e, 0x31, 0x31, 0xd2, 0xda, 0xd4, 0xaa,
  0x0d, 0x0a, 0xb3, 0xe7, 0xb4, 0xa8, 0xc7, 0xf8, 0xa3, 0xac, 0x32, 0x30, 0xb8, 0xf6, 0xa1, 0xa3, 0x0a,
])

describe('text is what the bytes say', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', utf8(chinese)],
    ['UTF-8 with a mark', utf8(`\uFEFF${chinese}`)],
    ['UTF-16 with a mark', utf16(`\uFEFF${chinese}`, false)],
    ['UTF-16 without', utf16(chinese, false)],
    ['UTF-16, big end first, with a mark', utf16(`\uFEFF${chinese}`, true)],
    ['UTF-16, big end first, without', utf16(chinese, true)],
  ])('in %s, without the mark and with everything else', async (_, bytes) => {
    expect((await readText(bytes, 'a.csv')).text).toBe(chinese)
  })

  test('in GB 18030', async () => {
    expect(decodeText(gb)).toEqual({ text: '南通港口,118.11亿元\r\n崇川区，20个。\n', encoding: 'gb18030' })
    expect((await readText(gb, 'page.txt')).text).toContain('崇川区，20个。')
  })

  test('and no control character, space or line end is taken away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), filler => {
        const text = `第一行\r\n${filler.replaceAll('\0', '').toWellFormed()}\t  \u000b\n\n结尾。${'字'.repeat(60)}`
        expect(decodeText(utf8(text))?.text).toBe(text)
      }),
    )
  })

  test('bytes of no encoding are no text', () => {
    expect(decodeText(Uint8Array.of(0x41, 0xff, 0xff, 0x42))).toBeNull()
    expect(decodeText(Uint8Array.of(0x41, 0x00, 0x00, 0x42))).toBeNull()
    expect(decodeText(utf8('hello, zero:\0 and on it goes, evenly'))).toBeNull()
    expect(decodeText(utf16('第一行\0第二行，南通', false))).toBeNull()
    expect(decodeText(utf16(`${'南通市科技创新，'.repeat(40)}\0。`, false))).toBeNull()
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => ((index * 7919) ^ (index >> 3)) & 0xff)
    expect(decodeText(noise)).toBeNull()
  })

  test('reading any bytes ends in a type or a refusal', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('a.txt', 'a.docx', 'a', 'a.csv'),
        (bytes, name) => {
          try {
            expect(typeByContent(bytes, name).type).toMatch(/^(txt|md|html|docx|pdf|xlsx|csv)$/)
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^files\./) })
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a page of HTML', () => {
  test.each([
    ['<h1>标题</h1><h2>副题</h2><p>正文</p>', '标题\n副题\n正文'],
    ['<p>一\n  二</p><p></p><p>三<br>四</p>', '一 二\n三\n四'],
    [
      '<table><tr><th>甲</th><th>乙</th></tr><tr><td><p>1</p><p>2</p></td><td></td><td>3</td></tr></table>尾',
      '甲\t乙\n1 2\t\t3\n尾',
    ],
    ['<head><title>页</title><style>p{}</style></head><body><script>if(a<b)"</p>"</script>文<!-- 注 --></body>', '文'],
    ['<ul><li>一<li>二</ul>', '一\n二'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    [
      'a &lt;b&gt; &amp;amp; &#8220;x&#x201D; &nbsp;y &unknown; &#0; &#xD800;',
      'a <b> &amp; “x” \u00A0y &unknown; \uFFFD \uFFFD',
    ],
    ['1 < 2 <3 且 a<b', '1 < 2 <3 且 a'],
    ['<p title="a>b">文</p>', '文'],
    ['<head><p>未闭合的头不遮住正文', '未闭合的头不遮住正文'],
    ['<svg><text>图</text></svg>文<noscript>无</noscript>', '文'],
    ['<a href="没有结束', ''],
    ['<div style="display:none"><div>一</div>二</div>三', '三'],
    ['<span hidden>一</span><p data-hidden="a">二</p><p title="hidden">三</p>', '二\n三'],
    ['<nav><ul><li>首页</ul></nav>文<button>分享</button>', '文'],
  ])('%s', (html, text) => expect(htmlToText(html)).toBe(text))

  test('saved from the web is read without its lists of links, unless it is one', () => {
    const links = ['首页', '要闻', '经济', '社会'].map(name => `<li><a href="/x">${name}</a></li>`).join('')
    const sentence = '江海演示物流集团与南通演示港务局<a href="/y">签署合作框架协议</a>，共建沿江物流走廊。'
    const page = `<ul>${links}</ul><h1>标题</h1><p><a href="/z">原文</a></p>${`<p>${sentence}</p>`.repeat(4)}<ul>${links}</ul>`
    const lines = webPageToText(page).split('\n')
    expect(lines).toHaveLength(6)
    expect(lines.slice(0, 3)).toEqual(['标题', '原文', sentence.replace(/<[^>]*>/g, '')])
    expect(webPageToText(`<ul>${links}</ul>`)).toBe('首页\n要闻\n经济\n社会')
  })

  test('never fails, and takes time by its length, whatever the markup', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '</',
            '<p',
            '<!--',
            '-->',
            '"',
            '<td>',
            '<svg>',
            '<script>',
            '<head>',
            '文',
            '&#',
            ';',
            '\n',
          ),
        ),
        parts => {
          expect(typeof htmlToText(parts.join(''))).toBe('string')
        },
      ),
    )
    for (const part of [
      '<svg>',
      '<head>',
      '<!--',
      '<script>',
      '<td>',
      '&#x',
      '< ',
      '<a "',
      '<pre>',
      ' \t ',
      '<div hidden>',
      '<a>x<p>',
    ]) {
      expect(typeof webPageToText(part.repeat(200_000))).toBe('string')
    }
  }, 40_000)
})

describe('a PDF', () => {
  test('gives its text and where each page stands in it', async () => {
    const { text, pages, kind } = await readText(
      pdfOf(['BT /F1 12 Tf 72 700 Td (First page) Tj ET', 'BT /F1 12 Tf 72 700 Td (Second) Tj ET']),
      'a.pdf',
    )
    expect({ text, kind }).toEqual({ text: 'First page\n\nSecond', kind: 'pdf' })
    expect(pages?.map(({ start, end }) => text.slice(start, end))).toEqual(['First page', 'Second'])
  })

  test('has its radicals read as characters, and nothing else changed', () => {
    expect(unifyRadicals('⽉⽬⼈⻓⺠⻔⻢，（）①㎡')).toBe('月目人长民门马，（）①㎡')
    for (let code = 0x2e80; code <= 0x2fd5; code++) {
      const radical = String.fromCodePoint(code)
      if (!/\p{Assigned}/u.test(radical)) continue
      expect(unifyRadicals(radical), radical).toMatch(/^[\u3400-\u4DBF\u4E00-\u9FFF]$/)
    }
  })
})

test('an official document of our own is read back line by line', async () => {
  const bytes = await officialDocument({
    mark: { kind: 'document', text: '某市文件' },
    title: '关于某事的通知',
    body: [
      { kind: 'heading', level: 1, text: '总体' },
      {
        kind: 'table',
        columns: [
          { head: '甲', width: 1 },
          { head: '乙', width: 1 },
        ],
        rows: [
          [['1'], []],
          [[], ['2']],
        ],
      },
      { kind: 'paragraph', runs: ['结束。'] },
    ],
    date: '2025-05-08',
  })
  const { text } = await readText(bytes, 'a.docx')
  expect(text.split('\n')).toEqual([
    '某市文件',
    '关于某事的通知',
    '一、总体',
    '甲\t乙',
    '1\t',
    '\t2',
    '结束。',
    '2025年5月8日',
  ])
})
