import { crc32, deflateRawSync } from 'node:zlib'

/** An entry to write, with the lies it shall tell. */
export type Part = {
  name: string | Uint8Array
  content?: string | Uint8Array
  stored?: boolean
  /** Size told in both directories instead of the real one. */
  toldSize?: number
  flags?: number
  method?: number
  unixMode?: number
  /** Points at the header of the entry with this index instead of its own. */
  sharesHeaderOf?: number
  /** Its header and data are the data of the entry with this index, which must be stored. */
  insideOf?: number
}

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** Writes a zip package byte by byte, sound unless its parts say otherwise; for tests of what reads them. */
export function zipOf(parts: readonly Part[], before: Uint8Array = new Uint8Array()): Uint8Array {
  const locals: Uint8Array[] = [before]
  const central: Uint8Array[] = []
  const offsets: number[] = []
  let at = before.length
  for (const part of parts) {
    const name = bytesOf(part.name)
    const content = bytesOf(part.content ?? '')
    const data = part.stored ? content : deflateRawSync(content)
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(part.flags ?? 0x800, 2)
    fixed.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4)
    fixed.writeUInt16LE(33, 8)
    fixed.writeUInt32LE(crc32(content), 10)
    fixed.writeUInt32LE(data.length, 14)
    fixed.writeUInt32LE(part.toldSize ?? content.length, 18)
    fixed.writeUInt16LE(name.length, 22)
    const hostAt = offsets[part.sharesHeaderOf ?? part.insideOf ?? -1]
    const hostName = bytesOf(parts[part.insideOf ?? -1]?.name ?? '')
    offsets.push(hostAt === undefined ? at : part.insideOf === undefined ? hostAt : hostAt + 30 + hostName.length)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((part.unixMode ?? 0o100644) << 16) >>> 0, 6)
    tail.writeUInt32LE(offsets.at(-1) ?? 0, 10)
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), fixed, tail, name)
    if (hostAt !== undefined) continue
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), fixed, name, data)
    at += 30 + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const typesNs = 'http://schemas.openxmlformats.org/package/2006/content-types'
const relsNs = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeNs = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a small word document with one paragraph per text. */
export function docxParts(paragraphs: readonly string[], mainType: string = word): Part[] {
  const body = paragraphs.map(text => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`).join('')
  return [
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${typesNs}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${mainType}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${relsNs}"><Relationship Id="r1" Type="${officeNs}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
  ]
}

/** The parts of a small workbook with one sheet of the given rows in XML. */
export function xlsxParts(sheetData: string, sharedStrings?: string): Part[] {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const shared =
    sharedStrings === undefined
      ? ''
      : `<Relationship Id="r2" Type="${officeNs}/sharedStrings" Target="sharedStrings.xml"/>`
  const parts: Part[] = [
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${typesNs}"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheet}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${relsNs}"><Relationship Id="r1" Type="${officeNs}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${officeNs}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${relsNs}"><Relationship Id="r1" Type="${officeNs}/worksheet" Target="worksheets/sheet1.xml"/>${shared}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    },
  ]
  if (sharedStrings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', content: sharedStrings })
  return parts
}

/** A PDF with the given page contents (content streams) and one Latin font; offsets computed, so that it is sound. */
export function pdfOf(contents: readonly string[]): Uint8Array {
  const pageIds = contents.map((_, index) => 4 + index * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map(id => `${id} 0 R`).join(' ')}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(file)
}
