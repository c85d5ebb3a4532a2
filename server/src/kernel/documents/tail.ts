import {
  AlignmentType,
  BorderStyle,
  Footer,
  LineRuleType,
  OverlapType,
  PageNumber,
  Paragraph,
  RelativeVerticalPosition,
  Tab,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { printDay } from '#kernel/time/index.ts'
import { fontOf } from './fonts.ts'
import { page, rule, size } from './page.ts'
import { blankLine, onGrid, sliver, text } from './paragraphs.ts'
import type { DocumentSpec } from './spec.ts'
import { printedWidth } from './text.ts'

/**
 * Who and when, unsealed (GB/T 9704-2012, 7.3.5.2): the name two characters from the right a blank line under the text, the date
 * on the next line beginning two characters right of the name; where the date is longer, it keeps the two characters instead.
 */
export function signature({ signer, date }: DocumentSpec): Paragraph[] {
  const printed = printDay(date)
  const toEdge = (characters: number) => ({
    alignment: AlignmentType.LEFT,
    indent: { left: page.measure - Math.round(characters * page.char) },
  })
  if (signer === undefined) return [blankLine(), onGrid(text(printed), toEdge(2 + printedWidth(printed)))]
  // Where the two lines begin, counted in characters from the right edge.
  const [dateFrom, nameFrom] =
    printedWidth(signer) >= printedWidth(printed)
      ? [printedWidth(signer), printedWidth(signer) + 2]
      : [printedWidth(printed) + 2, printedWidth(printed) + 4]
  return [
    blankLine(),
    onGrid(text(signer), { ...toEdge(nameFrom), keepNext: true }),
    onGrid(text(printed), toEdge(dateFrom)),
  ]
}

/**
 * The colophon (版记) with its last line on the type area's lower edge: copies (抄送), and who printed it when, in a table that floats
 * there. It stands on the last page, odd or even: no blank page is put in for it.
 */
export function colophon({ copies, printedBy, printedOn, date }: DocumentSpec): Array<Paragraph | Table> {
  const lines: Paragraph[] = []
  if (copies !== undefined) lines.push(line(text(`抄送：${copies.replace(/[。.]$/, '')}。`, small)))
  if (printedBy !== undefined) {
    const printed = text(`${printDay(printedOn ?? date)}印发`, small)
    lines.push(line([...text(printedBy, small), new TextRun({ children: [new Tab()] }), ...printed]))
  }
  if (lines.length === 0) return []
  const border = (width: number) => ({ style: BorderStyle.SINGLE, size: width, color: '000000' })
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const table = new Table({
    float: {
      // Measured from the page: LibreOffice does not let a table float that is as wide as the margins it is measured from.
      horizontalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: page.left,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      overlap: OverlapType.NEVER,
    },
    width: { size: page.measure, type: WidthType.DXA },
    columnWidths: [page.measure],
    layout: TableLayoutType.FIXED,
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: {
      top: border(rule.thick),
      bottom: border(rule.thick),
      insideHorizontal: border(rule.thin),
      left: none,
      right: none,
      insideVertical: none,
    },
    rows: lines.map(
      child =>
        new TableRow({
          cantSplit: true,
          children: [new TableCell({ width: { size: page.measure, type: WidthType.DXA }, children: [child] })],
        }),
    ),
  })
  // What follows a floating table holds it on its page; at the very end it would have nothing to hold on to.
  return [table, sliver()]
}

/** A line of the colophon, one character in on both sides; its further lines begin under the first character behind 抄送：. */
function line(children: TextRun[]): Paragraph {
  const behindWord = 3 * page.smallChar
  return new Paragraph({
    children,
    alignment: AlignmentType.LEFT,
    spacing: { line: 420, lineRule: LineRuleType.EXACT, before: 40, after: 40 },
    indent: { left: page.smallChar + behindWord, hanging: behindWord, right: page.smallChar },
    tabStops: [{ type: TabStopType.RIGHT, position: page.measure - page.smallChar }],
  })
}

/** — 1 — in half-width Song of size 4, 7 mm under the type area: right on odd pages, left on even ones, one character in. */
export function pageNumber(side: 'odd' | 'even'): Footer {
  const look = { font: fontOf('song'), size: size.four }
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'odd' ? { right: page.smallChar } : { left: page.smallChar },
        spacing: { line: page.footerLine, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
        children: [new TextRun({ ...look, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}

const small = { halfPoints: size.four } as const
