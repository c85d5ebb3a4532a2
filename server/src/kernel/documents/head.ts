import { AlignmentType, BorderStyle, LineRuleType, type Paragraph } from 'docx'
import { page, red, rule, size } from './page.ts'
import { blankLine, centred, onGrid, text } from './paragraphs.ts'
import type { DocumentSpec } from './spec.ts'
import { printable, widthOf } from './text.ts'
import { titleLines } from './titleLines.ts'

/** The head (版头): red mark with its upper edge 35 mm under the type area's, the number two lines below, the red line 4 mm below that. */
export function documentHead(spec: DocumentSpec): Paragraph[] {
  const mark = printable(spec.mark.text)
  // As large as one line takes: the size is free, but a mark of two lines reads as two bodies issuing together.
  const fitting = Math.floor((page.measure / 10 / Math.max(widthOf(mark), 1)) * 0.98)
  const halfPoints = Math.max(size.markLeast, Math.min(size.markMost, fitting))
  const height = Math.round(halfPoints * 10 * 1.25)
  const number = spec.number === undefined ? '' : printable(spec.number)
  return [
    centred(text(mark, { face: 'titleSong', halfPoints, color: red }), {
      // The leading above the characters of an exact line is taken off, so that the ink begins at 35 mm.
      spacing: {
        before: page.markOffset - Math.round((height - halfPoints * 10) / 2),
        line: height,
        lineRule: LineRuleType.EXACT,
      },
    }),
    blankLine(),
    blankLine(),
    centred(text(number), { border: { bottom: { style: BorderStyle.SINGLE, size: rule.red, color: red, space: 7 } } }),
  ]
}

/** The title (标题) two blank lines under the red line, a draft's mark under it, and the addressee (主送机关) a blank line below. */
export function titleAndAddressee(spec: DocumentSpec): Paragraph[] {
  const most = Math.floor(page.measure / (size.two * 10))
  const lines = titleLines(printable(spec.title), most)
  const paragraphs = [blankLine(), blankLine()]
  for (const line of lines)
    paragraphs.push(centred(text(line, { face: 'titleSong', halfPoints: size.two }), { keepNext: true }))
  if (spec.status === 'draft') paragraphs.push(centred(text('（草稿）', { face: 'kaiTi' })))
  paragraphs.push(blankLine())
  if (spec.addressee !== undefined) {
    paragraphs.push(onGrid(text(`${spec.addressee}：`), { alignment: AlignmentType.LEFT }))
  }
  return paragraphs
}
