import mammoth from 'mammoth'
import { safePackage } from '../office.ts'
import { htmlToText } from './html.ts'

/**
 * The text of a word document: each paragraph and table row on a line, cells parted by tabs. Pictures, comments and what a reference to
 * the outside would fetch are left out; `dropped` counts those references.
 */
export async function readDocx(bytes: Uint8Array): Promise<{ text: string; dropped: number }> {
  const safe = safePackage(bytes)
  const noPictures = mammoth.images.imgElement(async () => ({ src: '' }))
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(safe.bytes) }, { convertImage: noPictures })
  return { text: htmlToText(value), dropped: safe.dropped }
}
