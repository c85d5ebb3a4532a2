import { createServer } from 'node:http'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { limits, readTable, readText, shownName, typeByContent } from './index.ts'
import { docxParts, pdfOf, xlsxParts, zipOf } from './testing/packages.ts'

const mebibyte = 1024 * 1024
const sound = zipOf(docxParts(['江海协同', '第二段']))
const withPart = (part: Parameters<typeof zipOf>[0][number]) => zipOf([...docxParts(['甲']), part])
const documentOf = (xml: string) =>
  zipOf(docxParts([]).map(part => (part.name === 'word/document.xml' ? { ...part, content: xml, stored: true } : part)))
const inUtf16 = (xml: string) =>
  zipOf(
    docxParts([]).map(part =>
      part.name === 'word/document.xml'
        ? { ...part, content: new Uint8Array(Buffer.from(`\uFEFF${xml}`, 'utf16le')) }
        : part,
    ),
  )
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const body = (inner: string) =>
  `<w:document ${w}><w:body><w:p><w:r><w:t>${inner}</w:t></w:r></w:p></w:body></w:document>`
const unsafe = (why: string) => ({ code: 'files.unsafe', params: { name: 'a.docx', why } })

describe('an upload built to do harm is refused, by name of what it does', () => {
  test.each<[string, () => Uint8Array, object]>([
    [
      'a ratio bomb',
      () => withPart({ name: 'word/media/a.xml', content: new Uint8Array(31 * mebibyte) }),
      unsafe('ratio'),
    ],
    [
      'an entry over the limit',
      () => withPart({ name: 'word/media/a.xml', content: new Uint8Array(200 * mebibyte) }),
      unsafe('too-large'),
    ],
    [
      '20,000 entries',
      () =>
        zipOf([...docxParts(['甲']), ...Array.from({ length: 20_000 }, (_, i) => ({ name: `e${i}`, stored: true }))]),
      unsafe('too-many-entries'),
    ],
    [
      'a package in a package in a package',
      () => withPart({ name: 'word/media/in.zip', content: zipOf([{ name: 'in.zip', content: sound }]) }),
      unsafe('package-inside'),
    ],
    [
      'entries that share one header',
      () => zipOf([...docxParts(['甲']), { name: 'word/document.xml2', sharesHeaderOf: 2 }]),
      { code: 'files.unreadable' },
    ],
    [
      'an entry inside the data of another',
      () =>
        zipOf([
          ...docxParts(['甲']),
          { name: 'word/a.xml', content: zipOf([{ name: 'b.xml', content: '<a/>' }]), stored: true },
          { name: 'b.xml', content: '<a/>', insideOf: 3 },
        ]),
      unsafe('overlap'),
    ],
    [
      'two records of one entry',
      () => zipOf([...docxParts(['甲']), { ...docxParts(['甲'])[2], name: 'word/document.xml', sharesHeaderOf: 2 }]),
      unsafe('names-twice'),
    ],
    [
      'a size told too small',
      () => withPart({ name: 'word/media/a.xml', content: new Uint8Array(50 * mebibyte), toldSize: 10 }),
      { code: 'files.unreadable' },
    ],
    ['a path that leaves', () => withPart({ name: '../../etc/passwd', content: 'x' }), unsafe('path')],
    ['a path that leaves in the middle', () => withPart({ name: 'word/../../x', content: 'x' }), unsafe('path')],
    ['a Windows path', () => withPart({ name: 'C:\\x', content: 'x' }), unsafe('path')],
    ['an absolute path', () => withPart({ name: '/etc/passwd', content: 'x' }), unsafe('path')],
    ['a link', () => withPart({ name: 'word/link', content: '/etc/passwd', unixMode: 0o120777 }), unsafe('link')],
    [
      'an encrypted entry',
      () => withPart({ name: 'word/x.xml', content: 'x', flags: 0x801 }),
      { code: 'files.old-or-encrypted' },
    ],
    ['another method of packing', () => withPart({ name: 'word/x.xml', content: 'x', method: 12 }), unsafe('method')],
    ['the same name twice', () => withPart({ name: 'word/document.xml', content: body('乙') }), unsafe('names-twice')],
    [
      'the same name in capitals',
      () => withPart({ name: 'word/DOCUMENT.xml', content: body('乙') }),
      unsafe('names-twice'),
    ],
    [
      'a billion laughs',
      () => documentOf(`<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${body('&b;')}`),
      unsafe('document-type'),
    ],
    [
      'an entity from a file',
      () => documentOf(`<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body('&x;')}`),
      unsafe('document-type'),
    ],
    [
      'a document type in UTF-16',
      () => inUtf16(`<!DOCTYPE w [<!ENTITY x "y">]>${body('&x;')}`),
      unsafe('document-type'),
    ],
    [
      '100,000 elements deep',
      () => documentOf(`<w:document ${w}>${'<w:x>'.repeat(100_000)}${'</w:x>'.repeat(100_000)}</w:document>`),
      unsafe('depth'),
    ],
    [
      'macros under the name of a document',
      () => zipOf(docxParts(['甲'], 'application/vnd.ms-word.document.macroEnabled.main+xml')),
      unsafe('macros'),
    ],
    ['a macro part', () => withPart({ name: 'word/vbaProject.bin', content: 'x' }), unsafe('macros')],
    [
      'a page before the package',
      () => zipOf(docxParts(['甲']), new TextEncoder().encode('<html>hello</html>')),
      unsafe('two-types'),
    ],
    ['a package behind a PDF', () => zipOf(docxParts(['甲']), pdfOf(['BT ET'])), unsafe('two-types')],
  ])('%s', async (_, make, expected) => {
    await expect(readText(make(), 'a.docx')).rejects.toMatchObject(expected)
  })

  test('a bomb costs no more memory than the limit', async () => {
    const bomb = withPart({ name: 'word/media/a.xml', content: new Uint8Array(31 * mebibyte), toldSize: 10 })
    await readText(sound, 'a.docx')
    const before = process.memoryUsage().rss
    await expect(readText(bomb, 'a.docx')).rejects.toMatchObject({ code: 'files.unreadable' })
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte)
  })

  test('nothing is fetched, and references to the outside are dropped and counted', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.end()
    }).listen(0, '127.0.0.1')
    try {
      await new Promise(resolve => server.once('listening', resolve))
      const address = server.address()
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/template.dotx`
      const rels = ['attachedTemplate', 'oleObject'].map(
        (type, index) =>
          `<Relationship Id="x${index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${url}" TargetMode="External"/>`,
      )
      const content = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rels.join('')}</Relationships>`
      const read = await readText(withPart({ name: 'word/_rels/document.xml.rels', content }), 'a.docx')
      expect(read).toMatchObject({ text: '甲', dropped: 2 })
      const page = `<html><head><link rel=stylesheet href="${url}"></head><body><img src="${url}"><p>乙</p></body></html>`
      expect((await readText(new TextEncoder().encode(page), 'a.html')).text).toBe('乙')
      expect(asked).toBe(0)
    } finally {
      server.close()
    }
  })
})

describe('a broken upload is refused, never waited for', () => {
  test('every prefix of a document', async () => {
    for (let percent = 1; percent < 100; percent++) {
      const prefix = sound.slice(0, Math.floor((sound.length * percent) / 100))
      await expect(readText(prefix, 'a.docx')).rejects.toMatchObject({ code: expect.stringMatching(/^files\./) })
    }
    expect((await readText(sound, 'a.docx')).text).toBe('江海协同\n第二段')
  })

  test('every prefix of a PDF and of a workbook is read or refused, in words', async () => {
    for (const [name, whole] of [
      ['a.pdf', pdfOf(['BT /F1 12 Tf 72 700 Td (Jianghai) Tj ET'])],
      ['a.xlsx', zipOf(xlsxParts('<row r="1"><c r="A1"><v>1</v></c></row>'))],
    ] as const) {
      for (let percent = 10; percent < 100; percent += 15) {
        const prefix = whole.slice(0, Math.floor((whole.length * percent) / 100))
        const outcome = await readText(prefix, name).then(
          read => read.kind,
          error => error.code,
        )
        expect(outcome).toMatch(/^(pdf|files\.)/)
      }
    }
  })

  test('a flipped byte in the content', async () => {
    const whole = zipOf(docxParts(['Jianghai']).map(part => ({ ...part, stored: true })))
    expect((await readText(whole, 'a.docx')).text).toBe('Jianghai')
    whole[Buffer.from(whole).indexOf('Jianghai')] = 'K'.charCodeAt(0)
    await expect(readText(whole, 'a.docx')).rejects.toMatchObject({
      code: 'files.unreadable',
      params: { why: 'content' },
    })
  })

  test('Office before 2007, pictures, programs, nothing, and too much', () => {
    const refusedAs = (code: string) => expect.objectContaining({ code })
    const cfb = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)
    expect(() => typeByContent(cfb, 'a.docx')).toThrow(refusedAs('files.old-or-encrypted'))
    expect(() => typeByContent(new TextEncoder().encode('GIF89a,1,2\n'), 'a.csv')).toThrow(
      refusedAs('files.unknown-type'),
    )
    expect(() => typeByContent(Uint8Array.of(1, 2, 3, 0, 255, 254, 7, 7, 7), 'a.txt')).toThrow(
      refusedAs('files.unknown-type'),
    )
    expect(() => typeByContent(new Uint8Array(), 'a.txt')).toThrow(refusedAs('files.empty'))
    expect(() => typeByContent(new Uint8Array(limits.file + 1), 'a.txt')).toThrow(refusedAs('files.too-large'))
    expect(() => typeByContent(zipOf([{ name: 'a.txt', content: 'x' }]), 'a.docx')).toThrow(
      refusedAs('files.unknown-type'),
    )
    expect(() => typeByContent(pdfOf(['BT ET']), 'a.docx')).toThrow(refusedAs('files.name-differs'))
    expect(() => typeByContent(sound, 'a.txt')).toThrow(refusedAs('files.name-differs'))
  })

  test('a PDF of pictures only is told apart from a broken one', async () => {
    await expect(readText(pdfOf(['0 0 100 100 re f']), 'a.pdf')).rejects.toMatchObject({
      code: 'files.scan-without-text',
    })
    await expect(readText(new TextEncoder().encode('%PDF-1.7\nnothing'), 'a.pdf')).rejects.toMatchObject({
      code: 'files.unreadable',
    })
  })

  test('a reading that takes too long is killed', async () => {
    await expect(readText(sound, 'a.docx', { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'files.too-slow',
      params: { seconds: 1 },
    })
    const stop = new AbortController()
    const reading = readText(sound, 'a.docx', { signal: stop.signal })
    stop.abort(new Error('called off'))
    await expect(reading).rejects.toThrow('called off')
    expect((await readText(sound, 'a.docx')).kind).toBe('docx')
  })
})

describe('a table that lies about its size costs what it holds', () => {
  test('ten million shared strings declared, three there', async () => {
    const shared =
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="10000000" uniqueCount="10000000"><si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si></sst>'
    const cells =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    const table = await readTable(zipOf(xlsxParts(cells, shared)), 'a.xlsx')
    expect(table.sheets).toEqual([{ name: '表', rows: [['甲', '乙', '丙']], at: [1] }])
  })

  test('one cell in the last place of a sheet', async () => {
    const table = await readTable(zipOf(xlsxParts('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')), 'a.xlsx')
    const [sheet] = table.sheets
    expect(sheet?.at).toEqual([1_048_576])
    expect(sheet?.rows[0]?.filter(cell => cell !== '')).toEqual(['7'])
  })
})

test.each([
  ['a\u0000.docx', 'a\\u{0}.docx'],
  ['\u202Excod.exe', '\\u{202E}xcod.exe'],
  ['CON.docx', 'CON.docx'],
  [`${'长'.repeat(500)}.docx`, `${'长'.repeat(100)}…${'长'.repeat(14)}.docx`],
])('a file is read whatever its name, which is shown as %j is', async (name, shown) => {
  expect((await readText(sound, name)).text).toBe('江海协同\n第二段')
  expect(shownName(name)).toBe(shown)
})

test('what the tests call deflated is deflated', () =>
  expect(deflateRawSync(new Uint8Array(mebibyte)).length).toBeLessThan(2000))
