import { extractText, getDocumentProxy } from 'unpdf'
import { refuse } from '#kernel/refusal.ts'
import { limits } from '../limits.ts'
import { unifyRadicals } from './radicals.ts'

/** Where each page's text stands in the whole, in UTF-16 units; `end` is exclusive. */
export type PageSpan = { start: number; end: number }

/**
 * The text layer of a PDF, pages parted by a blank line. Nothing outside the file is read, and its scripts are not run.
 *
 * Refuses `files.scan-without-text`, `files.old-or-encrypted`, `files.too-many-pages` {name, limit}.
 */
export async function readPdf(bytes: Uint8Array, name: string): Promise<{ text: string; pages: PageSpan[] }> {
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
  const { text: texts } = await extractText(pdf, { mergePages: false })

  const pages: PageSpan[] = []
  let text = ''
  for (const page of texts) {
    if (pages.length > 0) text += '\n\n'
    const start = text.length
    text += unifyRadicals(page).trimEnd()
    pages.push({ start, end: text.length })
  }
  if (!/[\p{L}\p{N}]/u.test(text)) throw refuse('files.scan-without-text', { name })
  return { text, pages }
}
