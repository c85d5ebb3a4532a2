import { closeSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { hasCode } from '../directoryLock.ts'
import type { Disk } from './disk.ts'
import { type WalSync, walSync } from './walSync.ts'

/** The parts of the engine's own file system that are used here; the library does not type them. */
type Stream = { path: string; nfd?: number }
type Write = (stream: Stream, buffer: Int8Array, offset: number, length: number, position?: number) => number
type Engine = {
  FS: {
    streams: ReadonlyArray<Stream | null | undefined>
    ErrnoError: new (code: number) => Error
    filesystems: {
      NODEFS: {
        stream_ops: { write: Write; fsync?: (stream: Stream) => number }
        convertNodeCode(error: unknown): number | undefined
      }
    }
  }
}
type Start = Parameters<NodeFS['init']>[1]

/** Writes of the engine, which a test may refuse as a broken or full disk does. */
export type BeforeWrite = (path: string) => void

/**
 * The files of the embedded database, forced to the disk when the engine asks for it.
 *
 * The engine is PostgreSQL and asks in all the right places; the library it is packed in answers every such wish without doing
 * anything. Here data files, the control file and folders are synced on the spot, which happens at checkpoints. The log's segments,
 * asked for at each commit, are only noted: `log.flush()` forces them before the commit is acknowledged, many commits at once. Before a
 * page is written, what the log owes is forced first, so that no page on the disk is ahead of the log.
 */
export class ForcedFiles extends NodeFS {
  readonly log: WalSync
  /** Bytes written into the log since this was last set to zero. */
  written = 0
  readonly #disk: Disk
  readonly #beforeWrite: BeforeWrite
  #engine: Engine | undefined

  constructor(directory: string, disk: Disk, beforeWrite: BeforeWrite = () => undefined) {
    super(directory)
    this.#disk = disk
    this.#beforeWrite = beforeWrite
    this.log = walSync(join(directory, 'pg_wal'), disk)
  }

  override async init(engine: PGlite, start: Start) {
    const started = await super.init(engine, start)
    // The library's types name the module it makes, not the file systems in it; `Engine` holds what was read in its source.
    const force = (module: unknown) => this.#force(module as Engine)
    started.emscriptenOpts.preRun = [...(started.emscriptenOpts.preRun ?? []), force]
    return started
  }

  /** Closes every file of an engine that is given up, without letting it say another word. */
  letGo(): void {
    for (const stream of this.#engine?.FS.streams ?? []) {
      if (stream?.nfd === undefined) continue
      try {
        closeSync(stream.nfd)
      } catch (error) {
        if (!hasCode(error, 'EBADF')) throw error
      }
      delete stream.nfd
    }
    this.#engine = undefined
  }

  #force(engine: Engine): void {
    this.#engine = engine
    const { ErrnoError, filesystems } = engine.FS
    const { NODEFS } = filesystems
    const operations = NODEFS.stream_ops
    const write = operations.write
    /** A refusal of the disk, as the engine understands it: it must see "disk full" as such; anything unknown is an input/output error. */
    const asEngineDoes = (work: () => void) => {
      try {
        work()
      } catch (error) {
        throw new ErrnoError(NODEFS.convertNodeCode(error) ?? 29)
      }
    }

    operations.fsync = stream => {
      asEngineDoes(() => {
        if (isSegment(stream.path)) return this.log.owe(basename(stream.path))
        this.log.settle()
        if (stream.nfd !== undefined) this.#disk.syncNow(stream.nfd)
      })
      return 0
    }
    operations.write = (stream, buffer, offset, length, position) => {
      asEngineDoes(() => {
        if (isLog(stream.path)) this.written += length
        else if (!isBlank(buffer, offset, length)) this.log.settle()
        this.#beforeWrite(stream.path)
      })
      return write(stream, buffer, offset, length, position)
    }
  }
}

const isLog = (path: string) => path.includes('/pg_wal/')
const isSegment = (path: string) => /\/pg_wal\/[0-9A-F]{24}$/.test(path)

/** A page that was never changed yet: it begins with the place in the log of its last change, and has none. Adding one needs no log. */
function isBlank(buffer: Int8Array, offset: number, length: number): boolean {
  return length >= 8 && buffer.subarray(offset, offset + 8).every(byte => byte === 0)
}
