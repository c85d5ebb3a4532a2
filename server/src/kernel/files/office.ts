import { strToU8, zipSync } from 'fflate'
import { limits } from './limits.ts'
import { safeXml } from './xml.ts'
import type { ZipEntry } from './zip.ts'
import { BadPackage, listZip, unpack } from './zip.ts'

/** What an Office Open XML package is, by its main part. */
export type OfficeKind = 'docx' | 'xlsx'

const types = '[Content_Types].xml'
const mainParts: ReadonlyArray<readonly [OfficeKind, string, string]> = [
  ['docx', 'word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  ['xlsx', 'xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
]

/** Which office document a package is, by its content types; null for any other package. Throws `BadPackage`, also for macros. */
export function officeKind(bytes: Uint8Array): OfficeKind | null {
  const entries = listZip(bytes)
  const declared = entries.find(({ name }) => name === types)
  if (!declared) return null
  const content = safeXml(unpack(bytes, declared, { left: limits.entry }))
  if (/macroEnabled|vbaProject/i.test(content) || entries.some(({ name }) => /vbaProject/i.test(name)))
    throw new BadPackage('macros')
  const found = mainParts.find(([, part, type]) => content.includes(type) && entries.some(({ name }) => name === part))
  return found?.[0] ?? null
}

/**
 * The package as parsers get it: only its XML parts, each unpacked within the limits and checked, without references to the outside,
 * packed anew, so that no parser reads another package than the one that was checked. Tells how many outside references were dropped.
 */
export function safePackage(bytes: Uint8Array): { bytes: Uint8Array; dropped: number } {
  const parts: Record<string, Uint8Array> = {}
  const budget = { left: limits.unpacked }
  let dropped = 0
  for (const entry of listZip(bytes)) {
    const content = unpack(bytes, entry, budget)
    if (!isXml(entry)) continue
    let xml = safeXml(content)
    if (entry.name.endsWith('.rels')) {
      xml = xml.replace(
        /<Relationship\b[^>]*?\bTargetMode\s*=\s*["']External["'][^>]*?(?:\/>|>\s*<\/Relationship>)/gi,
        () => {
          dropped++
          return ''
        },
      )
    }
    parts[entry.name] = strToU8(xml)
  }
  return { bytes: zipSync(parts, { level: 0, mtime: new Date(1980, 0, 1) }), dropped }
}

const isXml = ({ name }: ZipEntry) => /\.(xml|rels)$/i.test(name)
