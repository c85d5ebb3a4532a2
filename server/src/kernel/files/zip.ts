import { crc32, inflateRawSync } from 'node:zlib'
import { limits } from './limits.ts'

/** Why a package is not opened; the caller makes a refusal of it, with the file's name. */
export class BadPackage extends Error {
  override readonly name = 'BadPackage'
  readonly why: string
  constructor(why: string) {
    super(why)
    this.why = why
  }
}

/** One entry as both directories of the package describe it. */
export type ZipEntry = {
  name: string
  method: 0 | 8
  packed: number
  unpacked: number
  headerAt: number
  dataAt: number
  crc: number
}

const endSize = 22
const sign = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 }
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Whether the bytes end as a zip package does. Used to see packages that hide behind another beginning. */
export function endsAsZip(bytes: Uint8Array): boolean {
  return endOf(bytes) !== null
}

/**
 * The entries of a zip package by its central directory, checked against each entry's own header, without unpacking anything.
 *
 * Throws `BadPackage` for what an office document never is: bytes before or behind it, several disks, zip64, encryption, other methods,
 * links, paths that leave the package, names twice, entries that overlap, other packages inside, too many entries, sizes that amount to a bomb.
 */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(bytes)
  if (end === null) throw new BadPackage('truncated')
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  if (view.getUint16(end + 8, true) !== count || view.getUint16(end + 4, true) !== 0)
    throw new BadPackage('several-disks')
  if (count > limits.entries) throw new BadPackage('too-many-entries')
  if (start + size !== end) throw new BadPackage('directory')

  const entries: ZipEntry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== sign.central) throw new BadPackage('directory')
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) throw new BadPackage('directory')
    entries.push(readEntry(bytes, view, at, nameLength, start))
    at = next
  }
  if (at !== end) throw new BadPackage('directory')
  checkTogether(entries)
  return entries.filter(entry => !entry.name.endsWith('/'))
}

/** Unpacks an entry, stopping at the limits by what really comes out. Throws `BadPackage`. */
export function unpack(bytes: Uint8Array, entry: ZipEntry, budget: { left: number }): Uint8Array {
  const data = bytes.subarray(entry.dataAt, entry.dataAt + entry.packed)
  const most = Math.min(limits.entry, budget.left, entry.unpacked)
  let content: Uint8Array
  try {
    content = entry.method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(most, 1) })
  } catch {
    throw new BadPackage('content')
  }
  if (content.length !== entry.unpacked || content.length > most) throw new BadPackage('size')
  if (crc32(content) !== entry.crc) throw new BadPackage('content')
  budget.left -= content.length
  return content
}

function endOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const furthest = Math.max(0, bytes.length - endSize - 0xffff)
  for (let at = bytes.length - endSize; at >= furthest; at--) {
    // The comment must reach exactly to the last byte, or something else is hidden behind the package.
    if (view.getUint32(at, true) === sign.end && at + endSize + view.getUint16(at + 20, true) === bytes.length)
      return at
  }
  return null
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, nameLength: number, directory: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
  const header = view.getUint32(at + 42, true)
  const mode = view.getUint32(at + 38, true) >>> 16
  const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength))
  if ((flags & 0x2041) !== 0) throw new BadPackage('encrypted')
  if (method !== 0 && method !== 8) throw new BadPackage('method')
  if ((mode & 0o170000) === 0o120000) throw new BadPackage('link')
  if (packed === 0xffffffff || unpacked === 0xffffffff || header === 0xffffffff) throw new BadPackage('zip64')
  if (unpacked > limits.entry) throw new BadPackage('too-large')
  if (unpacked > limits.ratioGrace && packed / unpacked < limits.ratio) throw new BadPackage('ratio')
  if (/\.(zip|docx|xlsx|pptx|docm|xlsm|jar|rar|7z|gz|tgz|bz2|xz)$/i.test(name)) throw new BadPackage('package-inside')

  if (header + 30 > directory || view.getUint32(header, true) !== sign.local) throw new BadPackage('header')
  const localName = bytes.subarray(header + 30, header + 30 + view.getUint16(header + 26, true))
  const dataAt = header + 30 + localName.length + view.getUint16(header + 28, true)
  if (nameOf(localName) !== name || view.getUint16(header + 8, true) !== method) throw new BadPackage('header')
  if (dataAt + packed > directory) throw new BadPackage('header')
  return { name, method, packed, unpacked, headerAt: header, dataAt, crc: view.getUint32(at + 16, true) }
}

function nameOf(bytes: Uint8Array): string {
  let name: string
  try {
    name = utf8.decode(bytes)
  } catch {
    throw new BadPackage('name')
  }
  const leaves = name.split('/').includes('..') || /^[/\\]|^[A-Za-z]:|\\/.test(name)
  if (name === '' || leaves || /\p{Cc}/u.test(name)) throw new BadPackage('path')
  return name
}

function checkTogether(entries: readonly ZipEntry[]): void {
  // Word and Excel read names without regard to case: two that differ in case only are one to them.
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size < entries.length) throw new BadPackage('names-twice')
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.unpacked) throw new BadPackage('too-large')
  const ordered = [...entries].sort((a, b) => a.headerAt - b.headerAt)
  let free = 0
  for (const { headerAt, dataAt, packed } of ordered) {
    if (headerAt < free) throw new BadPackage('overlap')
    free = dataAt + packed
  }
  if ((ordered[0]?.headerAt ?? 0) !== 0) throw new BadPackage('bytes-before')
}
