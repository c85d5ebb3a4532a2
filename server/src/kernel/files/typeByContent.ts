import { refuse } from '#kernel/refusal.ts'
import { decodeText } from './decodeText.ts'
import type { Kind } from './kinds.ts'
import { kindOfName, shownName } from './kinds.ts'
import { limits } from './limits.ts'
import { officeKind } from './office.ts'
import { BadPackage, endsAsZip } from './zip.ts'

/** Beginnings of files that are no text, whatever they decode to. */
const binaries: ReadonlyArray<readonly [string, readonly number[]]> = [
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['windows program', [0x4d, 0x5a, 0x90]],
  ['elf', [0x7f, 0x45, 0x4c, 0x46]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

/**
 * What a file is by its bytes; its name only tells apart kinds of text, and must not contradict. `why` says what decided.
 *
 * Refuses `files.empty`, `files.too-large` {name, limitMiB}, `files.old-or-encrypted` (Office before 2007, or with a password),
 * `files.unknown-type`, `files.name-differs` {name, type}, `files.unsafe` {name, why} for packages that are built to do harm,
 * and `files.unreadable` {name, why} for broken ones.
 */
export function typeByContent(bytes: Uint8Array, name: string): { type: Kind; why: string } {
  const shown = shownName(name)
  if (bytes.length === 0) throw refuse('files.empty', { name: shown })
  if (bytes.length > limits.file) throw refuse('files.too-large', { name: shown, limitMiB: limits.file / 1024 / 1024 })
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw refuse('files.old-or-encrypted', { name: shown })

  const found = binaryKind(bytes, shown) ?? textKind(bytes, name, shown)
  const claimed = kindOfName(name)
  const isBinary = (kind: Kind) => kind === 'docx' || kind === 'xlsx' || kind === 'pdf'
  if (claimed !== null && claimed !== found.type && (isBinary(claimed) || isBinary(found.type))) {
    throw refuse('files.name-differs', { name: shown, type: found.type })
  }
  return found
}

function binaryKind(bytes: Uint8Array, shown: string): { type: Kind; why: string } | null {
  if (begins(bytes, [0x50, 0x4b])) {
    const kind = inPackage(shown, () => officeKind(bytes))
    if (kind === null) throw refuse('files.unknown-type', { name: shown })
    return { type: kind, why: kind === 'docx' ? 'package with a word document' : 'package with a workbook' }
  }
  if (begins(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) {
    if (endsAsZip(bytes)) throw refuse('files.unsafe', { name: shown, why: 'two-types' })
    return { type: 'pdf', why: 'begins with %PDF-' }
  }
  if (binaries.some(([, beginning]) => begins(bytes, beginning))) throw refuse('files.unknown-type', { name: shown })
  return null
}

function textKind(bytes: Uint8Array, name: string, shown: string): { type: Kind; why: string } {
  if (endsAsZip(bytes)) throw refuse('files.unsafe', { name: shown, why: 'two-types' })
  const decoded = decodeText(bytes)
  if (decoded === null) throw refuse('files.unknown-type', { name: shown })
  const claimed = kindOfName(name)
  const looksLikeHtml =
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(
      decoded.text.slice(0, 4000),
    )
  if (claimed === 'txt' || claimed === 'md' || claimed === 'csv' || claimed === 'html')
    return { type: claimed, why: `text in ${decoded.encoding}` }
  return { type: looksLikeHtml ? 'html' : 'txt', why: `text in ${decoded.encoding}` }
}

/** Runs a reading of a package and makes its complaints refusals with the file's name. */
export function inPackage<Result>(shown: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof BadPackage) throw packageRefusal(error, shown)
    throw error
  }
}

const broken = new Set(['truncated', 'directory', 'header', 'content', 'xml', 'encoding', 'name'])

/** `files.unreadable` for a broken package, `files.old-or-encrypted` for a locked one, `files.unsafe` for all others. */
function packageRefusal({ why }: BadPackage, name: string) {
  if (why === 'encrypted') return refuse('files.old-or-encrypted', { name })
  return refuse(broken.has(why) ? 'files.unreadable' : 'files.unsafe', { name, why })
}

function begins(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte)
}
