import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { limits, shownName } from '#kernel/files/index.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'
import type { SourceOf } from '#kernel/sources/settings.ts'
import type { Delivery, LookTools, Trouble } from './delivery.ts'
import { dayOfPath, isPassedOver } from './fileNames.ts'

/** A watched folder is for what comes in, not an archive: with more than this in it, it is not looked at. */
export const MOST_FILES = 20_000
const DEEPEST = 16

type Source = SourceOf<'folder'>
/** A file as it lies there: its path from the folder, with slashes, and its size and times as one word. */
type Lying = { path: string; sign: string; at: number }
type Found = { files: Lying[]; closed: string[] }

/** What a file of a sign was, so that one that is known is read once while the program runs. */
const read = new WeakMap<Source, Map<string, string>>()

/**
 * Looks at a watched folder and those within: what stood still for the seconds of `settle` is offered, oldest first; what did not is left
 * for the next look. A file is its path and what it holds: changed, it is another. Nothing in the folder is changed, and links are not
 * followed.
 *
 * Throws `sources.folder-unreachable`, and `sources.folder-too-many` {most} where it holds more files than `MOST_FILES`.
 */
export async function* collectFolder(source: Source, tools: LookTools): AsyncGenerator<Delivery | Trouble> {
  const root = await realpath(source.path).catch(() => {
    throw refuse('sources.folder-unreachable')
  })
  const { files, closed } = await filesIn(root, tools.signal)
  for (const path of closed)
    yield { key: `${path}/`, name: path, problem: refuse('sources.folder-part-unavailable', { name: shownName(path) }) }

  const fresh = await unknown(source, files, tools)
  const still = await standingStill(root, fresh, source.settle, tools)
  for (const file of still) {
    tools.signal.throwIfAborted()
    const offered = await offer(root, file)
    if (!('problem' in offered)) {
      if ((await tools.isKnown([offered.key])).has(offered.key)) {
        remember(source, file, offered.key)
        continue
      }
    }
    yield offered
  }
}

/** Every file within, and the folders that may not be looked into. */
async function filesIn(root: string, signal: AbortSignal): Promise<Found> {
  const found: Found = { files: [], closed: [] }
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted()
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => undefined)
    if (!entries && folder === '') throw refuse('sources.folder-unreachable')
    if (!entries) found.closed.push(folder)
    for (const entry of entries ?? []) {
      if (isPassedOver(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && path.split('/').length < DEEPEST) waiting.push(path)
      // A link is passed over: what it leads to within the folder is found where it lies, and what is outside is no business of ours.
      if (!entry.isFile()) continue
      const stats = await lstat(join(root, path)).catch(() => undefined)
      if (stats?.isFile()) found.files.push(lying(path, stats))
      if (found.files.length > MOST_FILES) throw refuse('sources.folder-too-many', { most: MOST_FILES })
    }
  }
  found.files.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1))
  return found
}

function lying(path: string, { size, mtimeMs, ctimeMs }: Stats): Lying {
  // The time of change, too, which nobody can set back: a copy may keep the time and size of what it replaces.
  return { path, sign: [path, size, mtimeMs, ctimeMs].join('\n'), at: mtimeMs }
}

/** Files not known yet by their sign, nor by what they held when they were read before. */
async function unknown(source: Source, files: readonly Lying[], { isKnown }: LookTools): Promise<Lying[]> {
  const before = read.get(source)
  const keyOf = (file: Lying) => before?.get(file.sign)
  const known = await isKnown(files.flatMap(file => [file.sign, keyOf(file) ?? []].flat()))
  return files.filter(file => !known.has(file.sign) && !known.has(keyOf(file) ?? ''))
}

function remember(source: Source, { sign }: Lying, key: string): void {
  const kept = read.get(source) ?? new Map<string, string>()
  if (kept.size >= MOST_FILES) kept.clear()
  kept.set(sign, key)
  read.set(source, kept)
}

/** Those that are the same after some seconds; the others are being written, and are looked for again soon. */
async function standingStill(
  root: string,
  files: readonly Lying[],
  seconds: number,
  { signal, comeBackSoon }: LookTools,
): Promise<Lying[]> {
  if (files.length === 0) return []
  await pause(seconds * 1000, undefined, { signal })
  const still: Lying[] = []
  for (const file of files) {
    const now = await lstat(join(root, file.path)).catch(() => undefined)
    // One that is gone is told of: it was there, and nobody has it.
    if (!now || lying(file.path, now).sign === file.sign) still.push(file)
    else comeBackSoon()
  }
  return still
}

async function offer(root: string, file: Lying): Promise<Delivery | Trouble> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const told = { key: file.sign, mark: file.sign, name }
  const bytes = await bytesOf(root, file.path, shownName(name))
  if (!(bytes instanceof Uint8Array)) return { ...told, problem: bytes }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const issueDate = dayOfPath(file.path)
  return { ...told, key: `${file.path}\n${sha256}`, bytes, publication: null, page: null, issueDate }
}

/** The bytes of a file within the folder, never of what a link leads to; or why there are none. */
async function bytesOf(root: string, path: string, name: string): Promise<Uint8Array | Refusal> {
  let file: FileHandle | undefined
  try {
    const full = join(root, path)
    // A folder on the way may have become a link since it was looked into.
    if ((await realpath(full)) !== full) return refuse('sources.file-vanished', { name })
    file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { size } = await file.stat()
    if (size > limits.file) return refuse('files.too-large', { name, limitMiB: limits.file / 2 ** 20 })
    const bytes = await file.readFile()
    return bytes.byteLength > limits.file ? refuse('files.too-large', { name, limitMiB: limits.file / 2 ** 20 }) : bytes
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return refuse('sources.file-vanished', { name })
    return refuse('sources.file-unavailable', { name })
  } finally {
    await file?.close().catch(() => undefined)
  }
}
