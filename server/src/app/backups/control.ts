import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type BackupSource, type BackupSummary, backupSummary, writeBackup } from '#kernel/backup/index.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'

/**
 * How `jianghai backup` reaches the program that holds an embedded database: through files in its data directory, which nobody but their
 * owner may write. `<id>.request` asks; `<id>.taken` says that it was seen; `<id>.progress`; `<id>.backup` is the file, `<id>.answer` the
 * answer. A request names no place, so the program never writes where its asker could not: who asked takes the file away himself.
 */
const controlOf = (data: string) => join(data, 'control')

const answer = z.union([
  z.object({ summary: backupSummary }),
  z.object({
    refusal: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
  }),
  z.object({ fault: z.string() }),
])
const progress = z.object({ done: z.int(), total: z.int() })

const LOOK_MS = 500
/** An answer nobody fetched goes after an hour: it may be large. */
const KEPT_MS = 60 * 60 * 1000

/** Answers requests until it is stopped; what other processes left unfinished goes first. */
export async function answerRequests(
  source: () => BackupSource,
  onFault: (error: unknown, reference: string) => void,
): Promise<{ stop(): Promise<void> }> {
  const control = controlOf(source().directory)
  await rm(control, { recursive: true, force: true })
  await mkdir(control, { mode: 0o700 })
  const stopping = new AbortController()
  let running: Promise<void> | undefined

  async function look(): Promise<void> {
    for (const name of await readdir(control)) {
      const [, id] = /^([0-9a-f]{24})\.request$/.exec(name) ?? []
      const path = join(control, name)
      if (id !== undefined) await serve(join(control, id))
      else if (isOld(await ifThere(stat(path)))) await rm(path, { force: true })
    }
  }

  const isOld = (found: { mtimeMs: number } | undefined) =>
    found !== undefined && source().now.getTime() - found.mtimeMs > KEPT_MS

  async function serve(base: string): Promise<void> {
    // Who asked may have given up a moment ago.
    if (!(await ifThere(rename(`${base}.request`, `${base}.taken`).then(() => true)))) return
    const said = await writeBackup(source(), `${base}.backup`, {
      signal: stopping.signal,
      onProgress: (done, total) => put(`${base}.progress`, { done, total }),
    }).then(
      summary => ({ summary }),
      error => {
        if (error instanceof Refusal) return { refusal: { code: error.code, params: error.params } }
        const reference = randomBytes(6).toString('hex')
        onFault(error, reference)
        return { fault: reference }
      },
    )
    await put(`${base}.answer`, said)
  }

  const timer = setInterval(() => {
    running ??= look()
      .catch(error => onFault(error, 'control'))
      .finally(() => {
        running = undefined
      })
  }, LOOK_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await running
      await rm(control, { recursive: true, force: true })
    },
  }
}

/** Writes a small file whole: a reader never sees half of it. */
async function put(path: string, said: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(said), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/**
 * Asks the program that holds the data directory (the refusal `kernel.data-in-use` names it) for a backup, and gives the place of the
 * finished file, which the caller must take away. Refuses what the program refused, `backup.server-gone` when it stops first, and with the
 * refusal given when it is no program that answers.
 */
export async function askRunning(
  data: string,
  inUse: Refusal,
  onProgress: (done: number, total: number) => void,
  patienceMs = 60_000,
): Promise<{ path: string; summary: BackupSummary; done(): Promise<void> }> {
  const base = join(controlOf(data), randomBytes(12).toString('hex'))
  const pid = Number(inUse.params.pid)
  await writeFile(`${base}.request`, '', { mode: 0o600, flag: 'wx' }).catch(error => {
    throw hasCode(error, 'ENOENT', 'EACCES', 'EPERM') ? inUse : error
  })
  const done = async () => {
    for (const kind of ['request', 'taken', 'progress', 'backup', 'answer'])
      await rm(`${base}.${kind}`, { force: true })
  }
  try {
    for (let waited = 0; ; waited += LOOK_MS) {
      const found = await readJson(`${base}.answer`, answer)
      if (found && 'summary' in found) return { path: `${base}.backup`, summary: found.summary, done }
      if (found && 'refusal' in found) throw refuse(found.refusal.code, found.refusal.params)
      if (found) throw refuse('backup.fault', { reference: found.fault })
      if (!isAlive(pid)) throw refuse('backup.server-gone', { pid })
      const at = await readJson(`${base}.progress`, progress)
      if (at) onProgress(at.done, at.total)
      // A program that is busy answers late; one that answers nothing at all holds the directory for something else.
      if (waited > patienceMs && (await ifThere(stat(`${base}.request`)))) throw inUse
      await pause(LOOK_MS)
    }
  } catch (error) {
    await done()
    throw error
  }
}

/** Moves a finished file, across file systems too. */
export async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async error => {
    if (!hasCode(error, 'EXDEV', 'EPERM')) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
    await rm(from, { force: true })
  })
}

async function readJson<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | undefined> {
  const text = await ifThere(readFile(path, 'utf8'))
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}

/** What is asked of a file that may be gone: undefined where it is. */
const ifThere = <Value>(asked: Promise<Value>): Promise<Value | undefined> =>
  asked.catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
