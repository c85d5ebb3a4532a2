import { type IXmlableObject, TableRow } from 'docx'
import { fontOf } from './fonts.ts'
import { lights, type Notes } from './paragraphs.ts'
import type { Column, Run } from './spec.ts'
import { escaped, printable } from './text.ts'

/**
 * The rows of a document's tables, written here: a pack has thousands of cells, and the library makes several objects of each word in them
 * before it writes one. `held` gives what stands in their place while the library writes the rest; `put` puts them there. What is written is
 * to the byte what the library writes of the same rows (`rows.test.ts`).
 */
export type WrittenRows = { held(rows: string): TableRow; put(document: string): string }

export function newRows(): WrittenRows {
  const all: string[] = []
  return {
    held: rows => new Place(all.push(rows) - 1),
    // A text can hold no such element: its brackets are escaped.
    put: document => document.replace(/<w:rows w:at="(\d+)"\/>/g, (_, at) => all[Number(at)] ?? ''),
  }
}

/** Stands where rows will stand. */
class Place extends TableRow {
  readonly #at: number

  constructor(at: number) {
    super({ children: [] })
    this.#at = at
  }

  override prepForXml(): IXmlableObject {
    return { 'w:rows': { _attr: { 'w:at': this.#at } } }
  }
}

/** Rows as WordprocessingML: none is split across two pages, each cell has its column's width and alignment. */
export function rowsOf(
  rows: ReadonlyArray<ReadonlyArray<readonly Run[]>>,
  columns: readonly Column[],
  widths: readonly number[],
  notes: Notes,
): string {
  const cells = columns.map(({ align = 'left' }, index) => {
    const aligned = align === 'left' ? '' : `<w:jc w:val="${align}"/>`
    return [
      `<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="${widths[index] ?? 0}"/><w:vAlign w:val="center"/></w:tcPr>`,
      `<w:p><w:pPr><w:pStyle w:val="Cell"/>${aligned}</w:pPr>`,
    ].join('')
  })
  let xml = ''
  for (const row of rows) {
    xml += '<w:tr><w:trPr><w:cantSplit/></w:trPr>'
    for (const [index, cell] of cells.entries()) {
      xml += cell
      for (const run of row[index] ?? []) xml += runOf(run, notes)
      xml += '</w:p></w:tc>'
    }
    xml += '</w:tr>'
  }
  return xml
}

function runOf(run: Run, notes: Notes): string {
  if (typeof run === 'string') return textOf(run, '')
  if ('text' in run) return textOf(run.text, run.bold ? '<w:rPr><w:b/><w:bCs/></w:rPr>' : '')
  if ('light' in run)
    return textOf(lights[run.light].mark, `<w:rPr><w:color w:val="${lights[run.light].color}"/></w:rPr>`)
  return textOf(`〔${notes.numberOf(run.note)}〕`, noteLook)
}

const song = fontOf('song')
const noteLook = [
  `<w:rPr><w:rFonts w:ascii="${song.ascii}" w:cs="${song.cs}" w:eastAsia="${song.eastAsia}" w:hAnsi="${song.hAnsi}" w:hint="${song.hint}"/>`,
  '<w:vertAlign w:val="superscript"/></w:rPr>',
].join('')

function textOf(content: string, look: string): string {
  const lines = printable(content).split('\n')
  let xml = ''
  for (const [index, line] of lines.entries())
    xml += `<w:r>${look}${index > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${inText(line)}</w:t></w:r>`
  return xml
}

/** The library writes quotation marks as it must in attributes, also in texts. */
const inText = (line: string) => escaped(line).replaceAll('"', '&quot;').replaceAll("'", '&apos;')
