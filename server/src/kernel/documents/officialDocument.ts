import { AlignmentType, Document, DocumentGridType, Packer, type Paragraph, type Table } from 'docx'
import { startOfDay } from '#kernel/time/index.ts'
import { attachmentNotice, bodyParts, noteParts } from './body.ts'
import { fontOf, fontTable } from './fonts.ts'
import { documentHead, titleAndAddressee } from './head.ts'
import { page, size } from './page.ts'
import { blankLine, centred, newNotes, onGrid, text } from './paragraphs.ts'
import { repeatable } from './repeatable.ts'
import { newRows } from './rows.ts'
import type { Attachment, DocumentSpec } from './spec.ts'
import { cellStyle } from './table.ts'
import { colophon, pageNumber, signature } from './tail.ts'
import { escaped, printable } from './text.ts'
import { titleLines } from './titleLines.ts'

/** The media type of what is written here. */
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * Writes an official document (公文) as a DOCX on the page of GB/T 9704-2012.
 *
 * The same spec gives the same bytes, on any machine and at any time: the only date inside is the spec's own.
 */
export async function officialDocument(spec: DocumentSpec): Promise<Uint8Array> {
  const notes = newNotes()
  const rows = newRows()
  const attachments = spec.attachments ?? []
  const body = bodyParts(spec.body, notes, rows)
  const enclosed = attachments.map((attachment, index) => ({
    parts: bodyParts(attachment.body, notes, rows),
    head: attachmentHead(attachment, attachments.length > 1 ? index + 1 : null),
  }))
  const children: Array<Paragraph | Table> = [
    ...documentHead(spec),
    ...titleAndAddressee(spec),
    ...body,
    ...noteParts(notes, spec.notesHead ?? '出处'),
    ...attachmentNotice(attachments.map(({ title }) => printable(title))),
    ...(spec.mark.kind === 'minutes' && spec.signer === undefined ? [] : signature(spec)),
    ...enclosed.flatMap(({ head, parts }) => [...head, ...parts]),
    ...colophon(spec),
  ]
  const document = new Document({
    features: { updateFields: false },
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            font: fontOf('fangSong'),
            size: size.three,
            characterSpacing: page.pitchLess,
            language: { value: 'zh-CN', eastAsia: 'zh-CN' },
          },
          paragraph: { alignment: AlignmentType.BOTH, spacing: { before: 0, after: 0 } },
        },
      },
      paragraphStyles: [cellStyle],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: {
              top: page.top,
              right: page.right,
              bottom: page.bottom,
              left: page.left,
              header: 851,
              footer: page.footer,
              gutter: 0,
            },
          },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: page.line, charSpace: page.charSpace },
        },
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children,
      },
    ],
  })
  const written = await Packer.toBuffer(document)
  return repeatable(written, {
    'docProps/core.xml': () => coreProperties(spec),
    'word/document.xml': rows.put,
    'word/fontTable.xml': fontTable,
    'word/styles.xml': offTheGrid,
  })
}

/** An enclosure begins a page: 附件 in Hei on the first line, its title on the third. */
function attachmentHead({ title }: Attachment, number: number | null): Paragraph[] {
  const most = Math.floor(page.measure / (size.two * 10))
  return [
    onGrid(text(`附件${number ?? ''}`, { face: 'heiTi' }), { pageBreakBefore: true, alignment: AlignmentType.LEFT }),
    blankLine(),
    ...titleLines(printable(title), most).map(line =>
      centred(text(line, { face: 'titleSong', halfPoints: size.two }), { keepNext: true }),
    ),
    blankLine(),
  ]
}

function coreProperties({ title, signer, printedBy, date }: DocumentSpec): string {
  const at = startOfDay(date).toISOString().replace('.000Z', 'Z')
  const author = escaped(printable(signer ?? printedBy ?? ''))
  const when = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ',
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(printable(title).replaceAll('\n', ''))}</dc:title><dc:creator>${author}</dc:creator>`,
    `<cp:lastModifiedBy>${author}</cp:lastModifiedBy><cp:revision>1</cp:revision>${when('created')}${when('modified')}</cp:coreProperties>`,
  ].join('')
}

/**
 * Takes the text off the section's character grid, on which LibreOffice gives a character of 16 points two cells of 15.79. The line of
 * 579 and the pitch of `page.pitchLess`, set on the text itself, put the same 22 lines of 28 characters on the page in every program.
 * The style states its size, because the grid is counted from it and not from the defaults. Marks do not hang out of the type area.
 */
function offTheGrid(styles: string): string {
  const normal = '<w:name w:val="Normal"/><w:qFormat/>'
  if (!styles.includes(normal)) throw new Error('the written styles have no Normal style where it was expected')
  const own = '<w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>'
  const sizes = `<w:sz w:val="${size.three}"/><w:szCs w:val="${size.three}"/>`
  return styles.replace(normal, `${normal}<w:pPr>${own}</w:pPr><w:rPr>${sizes}</w:rPr>`)
}
