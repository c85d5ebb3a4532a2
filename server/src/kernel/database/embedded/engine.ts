import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { Parser } from 'pg-protocol/dist/parser.js'
import { unreachable } from '../failures.ts'
import type { Disk } from './disk.ts'
import { type BeforeWrite, ForcedFiles } from './forcedFiles.ts'

/** One life of the engine, from its start to its end or to the fault after which it is not to be trusted. */
type Life = {
  number: number
  lite: PGlite
  files: ForcedFiles
  over: Error | undefined
  /** Told when this life is over: the clients that spoke to it. */
  mourners: Set<(why: Error) => void>
}

/** What differs from the library's own: the engine asks for syncs, which `ForcedFiles` answers, and in a way that can be answered. */
const startParams = [...PGlite.defaultStartParams, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync']

/** A start that failed is not tried again sooner than this, in milliseconds: each try costs half a second of the machine. */
const PAUSE_MS = 1000

export type Engine = ReturnType<typeof engineOver>

/**
 * The embedded engine over a folder, started anew when it broke.
 *
 * A PostgreSQL server that cannot write its log ends at once (PANIC) and recovers by replaying it. The library turns that end into an
 * error like any other and would go on with what is left; here such a life is given up without another word written, and the next
 * statement starts a new one, which recovers.
 */
export function engineOver(directory: string, disk: Disk, beforeWrite?: BeforeWrite) {
  let lives = 0
  let current: Life | undefined
  let starting: Promise<Life> | undefined
  let failed: { at: number; error: unknown } | undefined
  let closed = false

  async function start(): Promise<Life> {
    const files = new ForcedFiles(directory, disk, beforeWrite)
    const said: string[] = []
    const lite = new PGlite({ fs: files, startParams, onStderr: line => said.push(line) > 0 })
    try {
      await lite.waitReady
    } catch (error) {
      files.letGo()
      throw new StartFailed(said.join('\n'), error)
    }
    lives += 1
    current = { number: lives, lite, files, over: undefined, mourners: new Set() }
    return current
  }

  /** The living engine, started when there is none. */
  async function living(): Promise<Life> {
    if (current && !current.over) return current
    if (closed) throw unreachable(new Error('the database is closed'))
    if (failed && performance.now() - failed.at < PAUSE_MS) throw failed.error
    starting ??= start()
      .catch(error => {
        failed = { at: performance.now(), error }
        throw error
      })
      .finally(() => {
        starting = undefined
      })
    return starting
  }

  function giveUp(life: Life, why: unknown): void {
    if (life.over) return
    life.over = unreachable(why)
    life.files.letGo()
    for (const tell of life.mourners) tell(life.over)
  }

  /**
   * What a client speaks to: one life of the engine, chosen at its first word. When that life ends the client is told that its
   * connection is gone, so that a transaction begun in one life cannot go on in the next.
   */
  function conversation(ended: (why: Error) => void): PGlite {
    let life: Life | undefined
    async function execProtocolStream(message: Uint8Array) {
      if (!life) {
        life = await living()
        life.mourners.add(ended)
      }
      if (life.over) throw life.over
      try {
        const answers = await answersTo(life.lite, message)
        const end = answers.find(isEnd)
        if (end) giveUp(life, end)
        return answers
      } catch (error) {
        giveUp(life, error)
        throw life.over ?? error
      }
    }
    const first = current?.lite
    if (!first) throw new Error('the engine was never started')
    const own: Record<string | symbol, unknown> = { execProtocolStream, waitReady: Promise.resolve() }
    return new Proxy(first, { get: (target, name) => own[name] ?? Reflect.get(target, name) })
  }

  /** A client of the pool over a conversation of its own. */
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const own = createPgConfig(conversation(why => own.connection.emit('error', why)))
      super({ ...config, ...own })
      // The pool drops a client that is told so while it is idle, and whoever holds it is told by the statement that fails; without a
      // listener the event would end the process.
      this.on('error', () => undefined)
    }
  }

  return {
    Client,
    living,

    /** Forces the log of the present life, or of the life numbered `since`; rejects where that one is over. */
    async flush(since?: number): Promise<void> {
      const life = current
      if (!life || (since !== undefined && life.number !== since)) throw unreachable(current?.over)
      if (life.over) throw life.over
      try {
        await life.files.log.flush()
      } catch (error) {
        giveUp(life, error)
        throw unreachable(error)
      }
      if (life.over) throw life.over
    },

    /** Bytes of log since the last checkpoint that was asked for. */
    written: () => current?.files.written ?? 0,
    checkpointBegins(): void {
      if (current) current.files.written = 0
    },

    /** Ends without a last word, after a start that is not to be gone on with. */
    async abandon(): Promise<void> {
      closed = true
      const life = await Promise.resolve(starting ?? current).catch(() => undefined)
      if (life) giveUp(life, new Error('given up'))
    },

    /** Ends in good order, with a checkpoint. */
    async close(): Promise<void> {
      closed = true
      const life = await (starting ?? current)
      if (life && !life.over) await life.lite.close()
    },
  }
}

/** The engine did not start; `said` is what it told on standard error. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed'
  readonly said: string
  constructor(said: string, cause: unknown) {
    super('the embedded database did not start', { cause })
    this.said = said
  }
}

/** An answer after which PostgreSQL would have ended its process: its memory is not to be trusted any more. */
function isEnd(answer: object): boolean {
  return 'severity' in answer && (answer.severity === 'PANIC' || answer.severity === 'FATAL')
}

/**
 * What the engine answers to a message, read by the parser that reads a server's answers: the library's own takes twice as long, most of
 * the time of a long answer. What it adds (notices, listeners, its own transactions) is not used here.
 */
async function answersTo(lite: PGlite, message: Uint8Array): Promise<object[]> {
  const answers: object[] = []
  const parser = new Parser()
  await lite.execProtocolRawStream(message, {
    // Copied, because the memory it lies in is the engine's and goes on changing.
    onRawData: data => parser.parse(Buffer.from(data), answer => answers.push(answer)),
  })
  return answers
}
