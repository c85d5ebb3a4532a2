import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { refuse } from '../refusal.ts'

/** The format this program writes, and the newest it reads. */
export const FORMAT = 1

/** How many bytes of lines are handed on at once. */
const CHUNK = 64 * 1024
const SEAL = 32

const opening = (format: number) => `jianghai-backup ${format}\n`

/**
 * Writes lines of text into a sealed file: one opening line that says the format, the lines compressed with gzip, and the SHA-256 of every
 * byte before it. The seal is why any flipped bit is found: gzip's own check does not cover its head. The file stands on the disk when this
 * resolves. Gives the seal.
 */
export async function writeLines(
  path: string,
  lines: AsyncIterable<string>,
  signal?: AbortSignal,
): Promise<{ seal: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* sealed(source: AsyncIterable<Buffer>) {
    const count = (part: Buffer) => {
      bytes += part.length
      return part
    }
    const start = count(Buffer.from(opening(FORMAT)))
    hash.update(start)
    yield start
    for await (const part of source) {
      hash.update(part)
      yield count(part)
    }
    yield count(hash.copy().digest())
  }
  await pipeline(
    Readable.from(gathered(lines), { objectMode: false }),
    createGzip(),
    sealed,
    createWriteStream(path, { mode: 0o600, flush: true }),
    ...(signal ? [{ signal }] : []),
  )
  return { seal: hash.digest('hex'), bytes }
}

/** Small lines are joined, so that each is not a write of its own. */
async function* gathered(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let held: string[] = []
  let size = 0
  for await (const line of lines) {
    held.push(line, '\n')
    size += line.length
    if (size < CHUNK) continue
    yield Buffer.from(held.join(''))
    held = []
    size = 0
  }
  if (held.length > 0) yield Buffer.from(held.join(''))
}

/**
 * Looks whether a file is a backup this program can read and stands as it was written; gives its seal. Refuses `backup.not-a-backup`,
 * `backup.format-newer` {format, known} and `backup.damaged`, each with the path.
 */
export async function checkSeal(path: string): Promise<{ seal: string; bytes: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const format = await formatOf(file)
    if (format === undefined) throw refuse('backup.not-a-backup', { path })
    if (format > FORMAT) throw refuse('backup.format-newer', { path, format, known: FORMAT })
    if (size < opening(format).length + SEAL) throw refuse('backup.damaged', { path })
    const hash = createHash('sha256')
    for await (const part of file.createReadStream({ start: 0, end: size - SEAL - 1, autoClose: false }))
      hash.update(part)
    const seal = Buffer.alloc(SEAL)
    await file.read(seal, 0, SEAL, size - SEAL)
    if (!hash.digest().equals(seal)) throw refuse('backup.damaged', { path })
    return { seal: seal.toString('hex'), bytes: size }
  } finally {
    await file.close()
  }
}

async function formatOf(file: FileHandle): Promise<number | undefined> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0)
  const [, format] = /^jianghai-backup (\d{1,4})\n/.exec(buffer.subarray(0, bytesRead).toString('latin1')) ?? []
  return format === undefined ? undefined : Number(format)
}

/** The lines of a file whose seal was checked. */
export async function* readLines(path: string, bytes: number): AsyncGenerator<string> {
  const source = createReadStream(path, { start: opening(FORMAT).length, end: bytes - SEAL - 1 })
  const plain = createGunzip()
  source.on('error', error => plain.destroy(error))
  let rest: Buffer[] = []
  try {
    for await (const chunk of source.pipe(plain)) {
      const part = Buffer.from(chunk)
      let from = 0
      // A line ends at a line feed and nowhere else: the texts of the city hold other characters that end lines for some readers.
      for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, from)) {
        yield Buffer.concat([...rest, part.subarray(from, at)]).toString()
        rest = []
        from = at + 1
      }
      if (from < part.length) rest.push(part.subarray(from))
    }
  } finally {
    source.destroy()
    plain.destroy()
  }
}
