import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalAlign, WidthType } from 'docx'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newNotes, runs } from './paragraphs.ts'
import { newRows, rowsOf } from './rows.ts'
import type { Column, Run } from './spec.ts'

type Rows = ReadonlyArray<ReadonlyArray<readonly Run[]>>

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('供需清单', `<w:rows w:at="0"/>`, `&"'<>`, 'a\r\nb', '\u0000\uD800', '  两端  ', '$&', ''),
)
const run: fc.Arbitrary<Run> = fc.oneof(
  text,
  fc.record({ text, bold: fc.boolean() }),
  fc.record({ text }),
  fc.record({ light: fc.constantFrom('green', 'blue', 'yellow', 'orange', 'red', 'grey') }),
  fc.record({ note: fc.constantFrom('甲', '乙') }),
)
const columns: readonly Column[] = [
  { head: '一', width: 2 },
  { head: '二', width: 1, align: 'center' },
  { head: '三', width: 1, align: 'right' },
]
const widths = [4000, 2000, 2845]

/** The same rows as the library writes them from its own objects. */
async function byLibrary(rows: Rows): Promise<string | undefined> {
  const notes = newNotes()
  const alignments = [undefined, AlignmentType.CENTER, AlignmentType.RIGHT]
  const written = rows.map(
    row =>
      new TableRow({
        cantSplit: true,
        children: widths.map((size, at) => {
          const alignment = alignments[at]
          const children = runs(row[at] ?? [], notes)
          return new TableCell({
            width: { size, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            children: [new Paragraph({ style: 'Cell', ...(alignment ? { alignment } : {}), children })],
          })
        }),
      }),
  )
  return tableIn(await documentWith(written))
}

async function documentWith(rows: TableRow[]): Promise<string> {
  const bytes = await Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows })] }] }))
  return strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
}

const tableIn = (xml: string) => /<w:tblGrid\/>(.*)<\/w:tbl>|<\/w:tblGrid>(.*)<\/w:tbl>/s.exec(xml)?.slice(1).join('')

describe('the rows of tables', () => {
  it('are written to the byte as the library writes them', async () => {
    const rows = fc.array(fc.array(fc.array(run, { maxLength: 3 }), { maxLength: 3 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(rows, async given => {
        expect(rowsOf(given, columns, widths, newNotes())).toBe(await byLibrary(given))
      }),
      { numRuns: 60 },
    )
  })

  it('come where they are held, whatever stands in them', async () => {
    const rows = newRows()
    const [first, second] = ['$1', '<w:rows w:at="0"/>'].map(word =>
      rowsOf([[[word]]], columns.slice(0, 1), [8845], newNotes()),
    )
    const held = [first ?? '', second ?? ''].map(each => rows.held(each))
    expect(tableIn(rows.put(await documentWith(held)))).toBe(`${first}${second}`)
  })
})
