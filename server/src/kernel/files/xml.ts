import { limits } from './limits.ts'
import { BadPackage } from './zip.ts'

/**
 * The text of an XML part that is safe to hand to any parser: no document type (so no entities of its own, no outside reference), and
 * no nesting past the limit. Reads once from left to right. Throws `BadPackage`.
 */
export function safeXml(bytes: Uint8Array): string {
  const xml = decodeXml(bytes)
  let [at, depth] = [0, 0]
  for (;;) {
    at = xml.indexOf('<', at)
    if (at < 0) break
    if (xml.startsWith('<!--', at)) at = past(xml, '-->', at + 4)
    else if (xml.startsWith('<![CDATA[', at)) at = past(xml, ']]>', at + 9)
    else if (xml.startsWith('<!', at)) throw new BadPackage('document-type')
    else if (xml.startsWith('<?', at)) at = past(xml, '?>', at + 2)
    else {
      const isEnd = xml.startsWith('</', at)
      at = pastTag(xml, at + 1)
      if (isEnd) depth--
      else if (xml[at - 2] !== '/') depth++
      if (depth > limits.depth) throw new BadPackage('depth')
      if (depth < 0) throw new BadPackage('xml')
    }
  }
  if (depth !== 0) throw new BadPackage('xml')
  return xml
}

/** Only the two encodings every XML parser must know; a declared other one could hide markup from this reading. */
function decodeXml(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  let xml: string
  try {
    xml = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new BadPackage('encoding')
  }
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1]?.toLowerCase()
  if (
    declared !== undefined &&
    !['utf-8', 'utf8', 'utf-16', 'utf-16le', 'utf-16be', 'us-ascii', 'ascii'].includes(declared)
  ) {
    throw new BadPackage('encoding')
  }
  // The text is handed on as UTF-8: the declaration must not say otherwise.
  return xml.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="UTF-8"?>')
}

function past(xml: string, end: string, from: number): number {
  const found = xml.indexOf(end, from)
  if (found < 0) throw new BadPackage('xml')
  return found + end.length
}

/** The place behind a tag's `>`, quotes respected. */
function pastTag(xml: string, from: number): number {
  let quote = 0
  for (let at = from; at < xml.length; at++) {
    const code = xml.charCodeAt(at)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at + 1
    else if (code === 60) break
  }
  throw new BadPackage('xml')
}
