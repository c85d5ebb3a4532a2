import {
  AlignmentType,
  BorderStyle,
  type IParagraphStyleOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  type TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { page, rule, size } from './page.ts'
import { centred, type Notes, sliver, text } from './paragraphs.ts'
import { rowsOf, type WrittenRows } from './rows.ts'
import type { Block, Column } from './spec.ts'

type TableBlock = Extract<Block, { kind: 'table' }>

const look = { halfPoints: size.table } as const

/** How a cell's text looks (小四): said once and not in every cell, of which a pack has thousands. */
export const cellStyle: IParagraphStyleOptions = {
  id: 'Cell',
  name: 'Cell',
  basedOn: 'Normal',
  run: { size: size.table },
  paragraph: {
    alignment: AlignmentType.LEFT,
    spacing: { line: 320, lineRule: LineRuleType.AT_LEAST, before: 0, after: 0 },
  },
}
const line = { style: BorderStyle.SINGLE, size: rule.cell, color: '000000' } as const

/**
 * A table as wide as the type area, in small size 4 (小四), with its head repeated on every page and no row split across two.
 * Column widths are shared out in whole twips that add up to the measure, so that it never sticks out.
 */
export function documentTable(
  block: TableBlock,
  notes: Notes,
  written: WrittenRows,
  pageBreakBefore: boolean,
): Array<Paragraph | Table> {
  const widths = share(block.columns)
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.columns.map(
      (column, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          verticalAlign: VerticalAlign.CENTER,
          children: [inHead(text(column.head, { face: 'heiTi' }))],
        }),
    ),
  })
  const rows = written.held(rowsOf(block.rows, block.columns, widths, notes))
  const table = new Table({
    width: { size: page.measure, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.LEFT,
    margins: { top: 40, bottom: 40, left: 80, right: 80, marginUnitType: WidthType.DXA },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [head, rows],
  })
  const above =
    block.caption === undefined
      ? [...(pageBreakBefore ? [sliver({ pageBreakBefore })] : [])]
      : [centred(text(block.caption, { face: 'heiTi', ...look }), { keepNext: true, pageBreakBefore })]
  // Word would join two tables in a row.
  return [...above, table, sliver()]
}

function inHead(children: TextRun[]): Paragraph {
  return new Paragraph({ style: cellStyle.id, alignment: AlignmentType.CENTER, children })
}

function share(columns: readonly Column[]): number[] {
  const total = columns.reduce((sum, { width }) => sum + Math.max(width, 0.1), 0)
  let [before, used] = [0, 0]
  return columns.map(({ width }) => {
    before += Math.max(width, 0.1)
    const size = Math.round((before / total) * page.measure) - used
    used += size
    return size
  })
}
