import { mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { runtime } from './paths.js'
import { Stop, say } from './say.js'

const file = join(runtime, 'lock')
/** A holder touches the lock every two seconds; one that was not touched for this long belongs to nobody any more. */
const deadAfterMs = 30_000

/**
 * Does work that only one process may do at a time in this checkout (fetching, installing, building). Others wait until it is done,
 * and take over when its process has died.
 *
 * @template Answer
 * @param {() => Promise<Answer>} work
 * @returns {Promise<Answer>}
 */
export async function alone(work) {
  await acquire()
  const release = () => rmSync(file, { force: true })
  const alive = setInterval(() => utimesSync(file, new Date(), new Date()), 2000)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(alive)
    process.off('exit', release)
    release()
  }
}

async function acquire() {
  for (let waited = false; ; waited = true) {
    if (tryAcquire()) return
    if (isDead(read())) takeAway()
    else if (!waited) {
      say({
        zh: '另一个进程正在准备本程序，等它完成。',
        en: 'Another process is preparing this program; waiting for it.',
      })
    }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

function tryAcquire() {
  try {
    mkdirSync(runtime, { recursive: true })
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw new Stop({
      zh: `无法写入 ${runtime}（${codeOf(error)}）：请在可写的目录中运行。`,
      en: `Cannot write to ${runtime} (${codeOf(error)}): run it in a directory that can be written to.`,
    })
  }
}

/** @returns {{ text: string, touchedAt: number } | undefined} */
function read() {
  try {
    return { text: readFileSync(file, 'utf8'), touchedAt: statSync(file).mtimeMs }
  } catch {
    return undefined
  }
}

/** @param {ReturnType<typeof read>} lock */
function isDead(lock) {
  if (!lock) return false
  if (Date.now() - lock.touchedAt > deadAfterMs) return true
  try {
    const { pid, host } = JSON.parse(lock.text)
    if (host !== hostname()) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}

/**
 * Removes a dead lock. Two waiters may find it dead together and the slower must not remove the lock the quicker has taken since:
 * so it is moved aside first, and put back when what was moved is alive.
 */
function takeAway() {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    const moved = { text: readFileSync(aside, 'utf8'), touchedAt: statSync(aside).mtimeMs }
    if (isDead(moved)) unlinkSync(aside)
    else renameSync(aside, file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** @param {unknown} error @returns {string} */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
