import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { refuse } from '#kernel/refusal.ts'
import { limits } from '../limits.ts'
import { textOfPage } from './pdfColumns.ts'
import type { Piece } from './pdfLines.ts'
import { unifyRadicals } from './radicals.ts'

/** Where each page's text stands in the whole, in UTF-16 units; `end` is exclusive. */
export type PageSpan = { start: number; end: number }

/**
 * The text layer of a PDF in reading order, pages parted by a blank line; `scanned` are the numbers of pages, from 1, that hold a picture
 * and no text. Nothing outside the file is read, and its scripts are not run.
 *
 * Refuses `files.scan-without-text`, `files.old-or-encrypted`, `files.too-many-pages` {name, limit}.
 */
export async function readPdf(
  bytes: Uint8Array,
  name: string,
): Promise<{ text: string; pages: PageSpan[]; scanned: number[] }> {
  const options = {
    isEvalSupported: false,
    stopAtErrors: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  }
  const pdf = await getDocumentProxy(bytes, options).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'PasswordException') throw refuse('files.old-or-encrypted', { name })
    throw error
  })
  if (pdf.numPages > limits.pages) throw refuse('files.too-many-pages', { name, limit: limits.pages })

  const pages: PageSpan[] = []
  const scanned: number[] = []
  let text = ''
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const own = unifyRadicals(textOfPage(await piecesOf(page))).trimEnd()
    if (!hasWords(own) && (await hasPicture(page))) scanned.push(number)
    if (pages.length > 0) text += '\n\n'
    const start = text.length
    text += own
    pages.push({ start, end: text.length })
    page.cleanup()
    if (text.length > limits.characters) break
  }
  if (!hasWords(text)) throw refuse('files.scan-without-text', { name })
  return { text, pages, scanned }
}

const hasWords = (text: string) => /[\p{L}\p{N}]/u.test(text)

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

/** The printed pieces of a page, turned as the page is shown. What is set sideways is read as if it lay: its order is kept. */
async function piecesOf(page: PdfPage): Promise<Piece[]> {
  const { transform } = page.getViewport({ scale: 1 })
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform.map(Number)
  const { items } = await page.getTextContent()
  return items.flatMap(item => {
    if (!('str' in item)) return []
    const [ta = 0, tb = 0, tc = 0, td = 0, x = 0, y = 0] = item.transform.map(Number)
    const size = item.height || Math.hypot(tc, td)
    const [left, base] = [a * x + c * y + e, b * x + d * y + f]
    const isUpright = Math.abs(a * ta + c * tb) >= Math.abs(b * ta + d * tb)
    const right = left + (isUpright ? item.width : size)
    return [left, right, base, size].every(Number.isFinite) ? [{ text: item.str, left, right, base, size }] : []
  })
}

/** Whether a page paints a picture: one without text is then a scan, and one without either is blank. */
async function hasPicture(page: PdfPage): Promise<boolean> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray } = await page.getOperatorList()
  return fnArray.some(
    each =>
      each === OPS.paintImageXObject || each === OPS.paintInlineImageXObject || each === OPS.paintImageMaskXObject,
  )
}
