import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DocumentSpec } from './index.ts'
import { officialDocument } from './index.ts'
import { notice } from './testing/sample.ts'

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
const wordsOf = (xml: string) => xml.replaceAll('</w:p>', '\n').replace(/<[^>]+>/g, '')
const plain: DocumentSpec = {
  mark: { kind: 'minutes', text: '双月例会纪要' },
  title: '纪要',
  body: [{ kind: 'paragraph', runs: ['会议研究了下一步工作。'] }],
  date: '2025-05-13',
}

describe('an official document', () => {
  let bytes: Uint8Array
  let xml: string
  beforeAll(async () => {
    bytes = await officialDocument(notice)
    xml = part(bytes, 'word/document.xml')
  })

  test('has the page of GB/T 9704-2012: A4, 37 and 28 mm, 22 lines of 28 characters', () => {
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"[^>]*w:gutter="0"/)
    expect(xml).toContain('<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>')
  })

  test('sets every line of the text on the line of 579, and never 30 points, which would leave 21 lines', () => {
    const lines = [...xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '').matchAll(/w:line="(\d+)"/g)].map(found =>
      Number(found[1]),
    )
    const notOnGrid = lines.filter(line => line !== 579)
    // The mark and the slivers; a sliver stands behind each of the two tables.
    expect(notOnGrid).toHaveLength(3)
    expect(notOnGrid.filter(line => line === 10)).toHaveLength(2)
  })

  test('prints mark and line red, title in small-title Song of size 2, text in FangSong of size 3', () => {
    expect(xml).toMatch(
      /w:eastAsia="方正小标宋简体"[^>]*\/><w:color w:val="FF0000"\/><w:sz w:val="\d+"\/>.{0,120}江海示范市科技创新委员会办公室文件/,
    )
    expect(xml).toContain('<w:bottom w:val="single" w:color="FF0000" w:sz="12" w:space="7"/>')
    expect(xml).toMatch(/w:eastAsia="方正小标宋简体"[^>]*\/><w:sz w:val="44"\/>.{0,80}点评材料/)
    expect(part(bytes, 'word/styles.xml')).toMatch(/w:eastAsia="仿宋_GB2312".*?<w:sz w:val="32"\/>/)
  })

  test('numbers headings 一、（一）1.（1） in Hei, Kai and FangSong, beginning anew under each', () => {
    for (const [face, words] of [
      ['黑体', '一、总体情况'],
      ['楷体_GB2312', '（一）亮灯'],
      ['仿宋_GB2312', '1.项目'],
      ['仿宋_GB2312', '（1）签约'],
      ['楷体_GB2312', '（二）指标'],
      ['黑体', '二、下一步'],
    ]) {
      expect(xml).toMatch(new RegExp(`w:eastAsia="${face}"[^>]*/>(?:(?!w:rFonts).)*>${words}<`))
    }
  })

  test('says lights by shape and character, and gives equal notes one number', () => {
    expect(wordsOf(xml)).toContain('■红二项，○灰一项。〔2〕')
    expect(wordsOf(xml)).toContain('出处\n〔1〕会议记录第3页\n〔2〕事项台账，截至2025年5月8日\n')
    expect(wordsOf(xml).match(/90\.5〔1〕/g)).toHaveLength(40)
  })

  test('repeats a table head on each page, splits no row, and gives the columns exactly the text width', () => {
    const table = /<w:tbl>.*?<\/w:tbl>/s.exec(xml)?.[0] ?? ''
    expect(table.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(table.match(/<w:cantSplit\/>/g)).toHaveLength(41)
    const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(found => Number(found[1]))
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(8845)
  })

  test('numbers pages — n —, right on odd and left on even pages', () => {
    expect(part(bytes, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    const sides = ['footer1', 'footer2'].map(name => /<w:jc w:val="(\w+)"/.exec(part(bytes, `word/${name}.xml`))?.[1])
    expect(sides).toEqual(['right', 'left'])
    expect(part(bytes, 'word/footer1.xml')).toMatch(/宋体.*<w:sz w:val="28"\/>.*— .*PAGE.* —/s)
  })

  test('names its typefaces with substitutes and holds none', () => {
    expect(part(bytes, 'word/fontTable.xml')).toContain('w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong')
    expect(Object.keys(unzipSync(bytes)).filter(name => /font.*(odttf|ttf)$/.test(name))).toEqual([])
  })

  test('of one spec is the same bytes in another process, in another time zone', () => {
    const script = `
      const { officialDocument } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)})
      const { notice } = await import(${JSON.stringify(new URL('./testing/sample.ts', import.meta.url).href)})
      const { createHash } = await import('node:crypto')
      await officialDocument({ ...notice, title: 'first' })
      console.log(createHash('sha256').update(await officialDocument(notice)).digest('hex'))`
    for (const TZ of ['America/New_York', 'Asia/Shanghai']) {
      const other = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
      })
      expect(other.toString().trim()).toBe(sha(bytes))
    }
  })

  test('bears its own date as the time of writing, and other bytes for another date', async () => {
    expect(part(bytes, 'docProps/core.xml')).toMatch(/<dcterms:created[^>]*>2025-05-07T16:00:00Z</)
    expect(sha(await officialDocument({ ...notice, date: '2025-05-09' }))).not.toBe(sha(bytes))
  })
})

describe('text that no document can hold', () => {
  test('is shown as a replacement character, and markup stays text', async () => {
    const text = 'a\u0000b\ud800c\u000bd <w:br/> & "e" \ufffe'
    const bytes = await officialDocument({
      ...plain,
      title: text,
      signer: text,
      body: [{ kind: 'paragraph', runs: [text] }],
    })
    const document = part(bytes, 'word/document.xml')
    expect(document).toContain('a\ufffdb\ufffdc\ufffdd &lt;w:br/&gt; &amp;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(document + part(bytes, 'docProps/core.xml')).not.toMatch(/[\u0000-\u0008\u000b]/)
  })

  test('of a cell missing in a row is an empty cell', async () => {
    const columns = [
      { head: '甲', width: 1 },
      { head: '乙', width: 0 },
    ]
    const bytes = await officialDocument({ ...plain, body: [{ kind: 'table', columns, rows: [[['一']]] }] })
    expect(part(bytes, 'word/document.xml').match(/<w:tc>/g)).toHaveLength(4)
  })
})

test('minutes go unsigned, name those present, and have no addressee', async () => {
  const bytes = await officialDocument({
    ...plain,
    body: [...plain.body, { kind: 'attendance', label: '出席', names: ['张一', '李二'] }],
  })
  const words = wordsOf(part(bytes, 'word/document.xml'))
  expect(words).toContain('出席：张一　李二')
  expect(words).not.toContain('2025年5月13日')
})
