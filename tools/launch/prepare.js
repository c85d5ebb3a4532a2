import { codeOf } from './lock.js'
import { node } from './node.js'
import { packages } from './packages.js'
import { Stop, say } from './say.js'
import { web } from './web.js'

/**
 * Makes the checkout ready, doing only what is not done yet: the runtime, the packages, and when asked for the web application.
 *
 * @param {{ need: import('./packages.js').Need, withWeb: boolean }} what
 * @returns {Promise<string>} the Node to run everything with
 */
export async function prepare({ need, withWeb }) {
  const program = await node()
  await packages(program, need)
  if (withWeb) await web(program)
  return program
}

/**
 * Runs the body of a command and gives its exit status: what was foreseen is one sentence, and what was not is one sentence too,
 * because the reader did not write this program.
 *
 * @param {() => Promise<number>} body
 * @returns {Promise<number>}
 */
export async function orSayWhy(body) {
  const interrupted = () => process.exit(130)
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  try {
    return await body()
  } catch (error) {
    if (error instanceof Stop) say(error.sentence)
    else if (['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) {
      say({
        zh: `目录不可写，无法准备本程序：${messageOf(error)}`,
        en: `A directory cannot be written to, so this program cannot be prepared: ${messageOf(error)}`,
      })
    } else if (codeOf(error) === 'ENOSPC') {
      say({ zh: '磁盘空间不足，约需 1.5 GB。', en: 'The disk is full; about 1.5 GB is needed.' })
    } else say({ zh: `无法启动：${messageOf(error)}`, en: `Cannot start: ${messageOf(error)}` })
    return 1
  } finally {
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
  }
}

/** @param {unknown} error */
const messageOf = error => (error instanceof Error ? error.message : String(error))
