import { docxParts, type Part, pdfOf, xlsxParts, zipOf } from './packages.ts'

const mebibyte = 1024 * 1024
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const text = (value: string) => new TextEncoder().encode(value)
const withPart = (...parts: Part[]) => zipOf([...docxParts(['甲']), ...parts])
const documentOf = (xml: string) =>
  zipOf(docxParts([]).map(part => (part.name === 'word/document.xml' ? { ...part, content: xml, stored: true } : part)))
const bodyOf = (inner: string) =>
  `<w:document ${word}><w:body><w:p><w:r><w:t>${inner}</w:t></w:r></w:p></w:body></w:document>`
const outside = (url: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
    'attachedTemplate',
    'oleObject',
  ]
    .map(
      (type, index) =>
        `<Relationship Id="x${index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${url}" TargetMode="External"/>`,
    )
    .join('')}</Relationships>`

/** One file of an attack: what it is called, its bytes, and what must become of it: the code of a refusal, or the text read. */
export type Attack =
  | { name: string; bytes: () => Uint8Array; refused: RegExp }
  | { name: string; bytes: () => Uint8Array; read: string }

const refused = (bytes: () => Uint8Array, code: RegExp = /^files\./, name = 'a.docx'): Attack => ({
  name,
  bytes,
  refused: code,
})
const read = (bytes: () => Uint8Array, text: string, name = 'a.docx'): Attack => ({ name, bytes, read: text })

const chinese = '指标,数值\r\n货物吞吐量,2150\r\n'
/** 指标,数值 and the rest in GB18030; Node writes no GB18030. */
const gb18030 = Buffer.from('d6b8b1ea2ccafdd6b50d0abbf5ceefcdcccdc2c1bf2c323135300d0a', 'hex')
const whole = docxParts(['江海协同'])

/**
 * The attacks of the upload list (ASVS 5.0.0 V5.2, V1.5), each made as its line says, by the name it has there; `url` is where a
 * reference to the outside points.
 */
export const attacksAt = (url: string): Readonly<Record<string, readonly Attack[]>> => ({
  'ratio bomb': [
    refused(() => withPart({ name: 'word/media/a.xml', content: new Uint8Array(200 * mebibyte) }), /unsafe/),
  ],
  'many entries': [
    refused(() => withPart(...Array.from({ length: 20_000 }, (_, i) => ({ name: `e${i}`, stored: true }))), /unsafe/),
  ],
  'nested zip in docx media': [
    refused(() => {
      const inner = zipOf([{ name: 'in.zip', content: zipOf([{ name: 'in.zip', content: zipOf(whole) }]) }])
      return withPart({ name: 'word/media/in.zip', content: inner })
    }),
  ],
  'overlapping entries': [refused(() => withPart({ name: 'word/document.xml2', sharesHeaderOf: 2 }))],
  'lying size': [
    refused(() => withPart({ name: 'word/media/a.xml', content: new Uint8Array(50 * mebibyte), toldSize: 10 })),
  ],
  'path traversal': ['../../etc/passwd', 'C:\\x', '/etc/passwd'].map(name =>
    refused(() => withPart({ name, content: 'x' }), /unsafe/),
  ),
  'symlink entry': [
    refused(() => withPart({ name: 'word/link', content: '/etc/passwd', unixMode: 0o120777 }), /unsafe/),
  ],
  'billion laughs': [
    refused(() => {
      const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
      return documentOf(`<!DOCTYPE w [<!ENTITY l0 "lol">${entities}]>${bodyOf('&l9;')}`)
    }, /unsafe/),
  ],
  'external entity': ['file:///etc/passwd', url].map(target =>
    refused(() => documentOf(`<!DOCTYPE w [<!ENTITY x SYSTEM "${target}">]>${bodyOf('&x;')}`), /unsafe/),
  ),
  'external relationship': [
    read(() => withPart({ name: 'word/_rels/document.xml.rels', content: outside(url) }), '甲'),
  ],
  'macro content type': [
    refused(() => zipOf(docxParts(['甲'], 'application/vnd.ms-word.document.macroEnabled.main+xml')), /unsafe/),
    refused(() =>
      zipOf(
        xlsxParts('').map(part => ({
          ...part,
          content: String(part.content).replace(
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main',
            'vnd.ms-excel.sheet.macroEnabled.main',
          ),
        })),
      ),
    ),
  ],
  'xlsx sharedStrings 10 million': [
    read(
      () =>
        zipOf(
          xlsxParts(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>',
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="10000000" uniqueCount="10000000"><si><t>甲</t></si><si><t>乙</t></si><si><t>丙</t></si></sst>',
          ),
        ),
      '表\n甲\t乙\t丙',
      'a.xlsx',
    ),
  ],
  'xlsx used range XFD1048576': [
    read(() => zipOf(xlsxParts('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')), '7', 'b.xlsx'),
  ],
  'deep XML': [
    refused(
      () => documentOf(`<w:document ${word}>${'<w:x>'.repeat(100_000)}${'</w:x>'.repeat(100_000)}</w:document>`),
      /unsafe/,
    ),
  ],
  'duplicate entry names': [refused(() => withPart({ name: 'word/document.xml', content: bodyOf('乙') }), /unsafe/)],
  'encrypted / CFB container': [
    refused(
      () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(1024)),
      /old-or-encrypted/,
    ),
  ],
  truncated: Array.from({ length: 99 }, (_, index) => index + 1).map(percent =>
    refused(() => {
      const sound = zipOf(whole)
      return sound.slice(0, Math.max(1, Math.floor((sound.length * percent) / 100)))
    }),
  ),
  polyglot: [
    refused(() => zipOf(whole, text('<html>hello</html>')), /unsafe/),
    refused(() => pdfOf(['BT ET']), /name-differs|scan-without-text/),
    refused(() => text('GIF89a,1,2\n'), /unknown-type/, 'a.csv'),
  ],
  'NUL and bidi in name': [
    { ...refused(() => zipOf(docxParts(['名称一'])), /^kernel\./), name: 'a\u0000.docx' },
    { ...refused(() => zipOf(docxParts(['名称二'])), /^kernel\./), name: '\u202Excod.exe' },
    { ...refused(() => zipOf(docxParts(['名称三'])), /^kernel\./), name: `${'长'.repeat(500)}.docx` },
    read(() => zipOf(docxParts(['名称四'])), '名称四', 'CON.docx'),
  ],
  'GB18030 and UTF-16 CSV': [
    read(() => gb18030, chinese, 'gb18030.csv'),
    read(() => text(`${chinese}UTF-8\r\n`), `${chinese}UTF-8\r\n`, 'u.csv'),
    read(() => text(`\uFEFF${chinese}UTF-8 BOM\r\n`), `${chinese}UTF-8 BOM\r\n`, 'ub.csv'),
    read(() => Buffer.from(`\uFEFF${chinese}LE BOM\r\n`, 'utf16le'), `${chinese}LE BOM\r\n`, 'le.csv'),
    read(() => Buffer.from(`${chinese}LE\r\n`, 'utf16le'), `${chinese}LE\r\n`, 'l.csv'),
    read(() => Buffer.from(`\uFEFF${chinese}BE BOM\r\n`, 'utf16le').swap16(), `${chinese}BE BOM\r\n`, 'be.csv'),
    read(() => Buffer.from(`${chinese}BE\r\n`, 'utf16le').swap16(), `${chinese}BE\r\n`, 'b.csv'),
  ],
})
