import type { IParagraphOptions, IRunOptions } from 'docx'
import { AlignmentType, LineRuleType, Paragraph, TextRun } from 'docx'
import type { Face } from './fonts.ts'
import { fontOf } from './fonts.ts'
import { page } from './page.ts'
import type { PrintedLight, Run } from './spec.ts'
import { printable } from './text.ts'

// Shapes of GB 2312, which every Chinese typeface holds; the circle with a dot inside stands for the half-filled one of the screens.
export const lights: Record<PrintedLight, { mark: string; color: string }> = {
  green: { mark: '●绿', color: '1B7A47' },
  blue: { mark: '◎蓝', color: '2A5FC0' },
  yellow: { mark: '▲黄', color: '7A5A00' },
  orange: { mark: '◆橙', color: 'B34C00' },
  red: { mark: '■红', color: 'B01F24' },
  grey: { mark: '○灰', color: '5D6A6A' },
}

/** Numbers the notes of one document in order of appearance; equal texts share a number. */
export type Notes = { numberOf(note: string): number; readonly all: readonly string[] }

export function newNotes(): Notes {
  const all: string[] = []
  return {
    all,
    numberOf(note) {
      if (!all.includes(note)) all.push(note)
      return all.indexOf(note) + 1
    },
  }
}

type Look = { face?: Face; halfPoints?: number; color?: string; bold?: boolean }

/** One run of text, in the face and size of its paragraph's style where none is given; line feeds become line breaks. */
export function text(content: string, { face, halfPoints, color, bold }: Look = {}): TextRun[] {
  const look: IRunOptions = {
    ...(face ? { font: fontOf(face) } : {}),
    ...(halfPoints ? { size: halfPoints } : {}),
    ...(color ? { color } : {}),
    ...(bold ? { bold } : {}),
  }
  return printable(content)
    .split('\n')
    .map((line, index) => new TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }))
}

/** The runs of a block, in its face and size. */
export function runs(given: readonly Run[], notes: Notes, look: Look = {}): TextRun[] {
  return given.flatMap(run => {
    if (typeof run === 'string') return text(run, look)
    if ('text' in run) return text(run.text, { ...look, bold: run.bold ?? false })
    if ('light' in run) return text(lights[run.light].mark, { ...look, color: lights[run.light].color })
    const size = look.halfPoints ? { size: look.halfPoints } : {}
    const number = `〔${notes.numberOf(run.note)}〕`
    return [new TextRun({ text: number, font: fontOf('song'), superScript: true, ...size })]
  })
}

/** A paragraph on the grid: exact line, no space around, no widow control, since either would break the 22 lines. */
export function onGrid(children: TextRun[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    spacing: { line: page.line, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    widowControl: false,
    ...options,
    children,
  })
}

/** First line two characters in (空二字), said in characters for Word and in twips for the others. */
export const twoCharactersIn = { firstLineChars: 200, firstLine: 2 * page.char } as const

export const blankLine = (options: IParagraphOptions = {}): Paragraph => onGrid(text(''), options)

export const centred = (children: TextRun[], options: IParagraphOptions = {}): Paragraph =>
  onGrid(children, { alignment: AlignmentType.CENTER, ...options })

/** A paragraph of no height to speak of, half a point: it parts two tables, carries a page break, holds a frame on its page. */
export const sliver = (options: IParagraphOptions = {}): Paragraph =>
  onGrid(text('', { halfPoints: 2 }), { spacing: { line: 10, lineRule: LineRuleType.EXACT }, ...options })
