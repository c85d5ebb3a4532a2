import { AlignmentType, type Paragraph, type Table } from 'docx'
import type { Face } from './fonts.ts'
import { page, size } from './page.ts'
import { blankLine, type Notes, onGrid, runs, text, twoCharactersIn } from './paragraphs.ts'
import type { WrittenRows } from './rows.ts'
import type { Block } from './spec.ts'
import { documentTable } from './table.ts'
import { chineseNumeral, widthOf } from './text.ts'

type Part = Paragraph | Table
type Heading = Extract<Block, { kind: 'heading' }>

const headingFaces: Record<Heading['level'], Face> = { 1: 'heiTi', 2: 'kaiTi', 3: 'fangSong', 4: 'fangSong' }
const headingNumbers: Record<Heading['level'], (count: number) => string> = {
  1: count => `${chineseNumeral(count)}、`,
  2: count => `（${chineseNumeral(count)}）`,
  3: count => `${count}.`,
  4: count => `（${count}）`,
}

/**
 * The blocks of the body or of an enclosure, headings numbered 一、（一）1.（1） from the start. A page break belongs to the block
 * behind it: with none behind it, or two in a row, no blank page comes of it.
 */
export function bodyParts(blocks: readonly Block[], notes: Notes, written: WrittenRows): Part[] {
  const counts = [0, 0, 0, 0]
  let breakBefore = false
  return blocks.flatMap(block => {
    if (block.kind === 'page-break') {
      breakBefore = true
      return []
    }
    const parts = partsOf(block, counts, { notes, written }, breakBefore)
    breakBefore = false
    return parts
  })
}

function partsOf(
  block: Exclude<Block, { kind: 'page-break' }>,
  counts: number[],
  { notes, written }: { notes: Notes; written: WrittenRows },
  pageBreakBefore: boolean,
): Part[] {
  switch (block.kind) {
    case 'heading':
      return [heading(block, counts, pageBreakBefore)]
    case 'paragraph':
      return [
        onGrid(runs(block.runs, notes), {
          pageBreakBefore,
          ...(block.indent === false ? {} : { indent: twoCharactersIn }),
        }),
      ]
    case 'table':
      return documentTable(block, notes, written, pageBreakBefore)
    case 'attendance':
      return [blankLine({ pageBreakBefore }), attendance(block.label, block.names)]
  }
}

/** The notes the body refers to, numbered, in a size smaller than the text; nothing where there are none. */
export function noteParts(notes: Notes, head: string): Paragraph[] {
  if (notes.all.length === 0) return []
  const small = { halfPoints: size.table }
  return [
    blankLine(),
    onGrid(text(head, { face: 'heiTi', ...small }), { keepNext: true, indent: twoCharactersIn }),
    ...notes.all.map((note, index) =>
      onGrid(text(`〔${index + 1}〕${note}`, small), { indent: { left: 600, hanging: 600 } }),
    ),
  ]
}

function heading(
  { level, text: words, numbered = true }: Heading,
  counts: number[],
  pageBreakBefore: boolean,
): Paragraph {
  if (numbered) counts[level - 1] = (counts[level - 1] ?? 0) + 1
  counts.fill(0, level)
  const number = numbered ? headingNumbers[level](counts[level - 1] ?? 1) : ''
  return onGrid(text(`${number}${words}`, { face: headingFaces[level] }), {
    indent: twoCharactersIn,
    pageBreakBefore,
    outlineLevel: level - 1,
    keepNext: true,
  })
}

/** 出席：names, those of further lines under the first one (GB/T 9704-2012, 10.3). */
function attendance(label: string, names: readonly string[]): Paragraph {
  const hang = Math.round((widthOf(label) + 1) * page.char)
  const head = text(`${label}：`, { face: 'heiTi' })
  return onGrid([...head, ...text(names.join('　'))], {
    alignment: AlignmentType.LEFT,
    indent: { left: 2 * page.char + hang, hanging: hang },
  })
}

/** 附件：1.… under the body, and the space before what follows. */
export function attachmentNotice(titles: readonly string[]): Paragraph[] {
  if (titles.length === 0) return []
  const head = Math.round(widthOf('附件：') * page.char)
  return [
    blankLine(),
    ...titles.map((title, index) => {
      const number = titles.length > 1 ? `${index + 1}.` : ''
      const left = 2 * page.char + head + Math.round(widthOf(number) * page.char)
      const first = index === 0
      const hanging = first ? left - 2 * page.char : Math.round(widthOf(number) * page.char)
      return onGrid(text(`${first ? '附件：' : ''}${number}${title}`), { indent: { left, hanging } })
    }),
  ]
}
