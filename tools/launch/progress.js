import { inWords } from './say.js'

/**
 * Shows that long work goes on: in a terminal one line that is rewritten every second, elsewhere a line at the beginning and at the end.
 * `measure` tells how far the work is, or nothing where that cannot be known.
 *
 * @template Answer
 * @param {import('./say.js').Sentence} what
 * @param {() => Promise<Answer>} work
 * @param {() => { done: number, total: number } | undefined} [measure]
 * @returns {Promise<Answer>}
 */
export async function withProgress(what, work, measure = () => undefined) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const label = inWords(what)
  const onTerminal = process.stderr.isTTY
  const show = () => {
    const measured = measure()
    const share = measured ? ` ${measured.done}/${measured.total}` : ''
    process.stderr.write(`\r${label}${share} · ${seconds()}\u001b[K`)
  }

  if (onTerminal) show()
  else process.stderr.write(`${label} …\n`)
  const ticking = onTerminal ? setInterval(show, 1000) : undefined
  try {
    const answer = await work()
    process.stderr.write(`${onTerminal ? '\r' : ''}${label} ✓ ${seconds()}${onTerminal ? '\u001b[K' : ''}\n`)
    return answer
  } catch (error) {
    if (onTerminal) process.stderr.write('\n')
    throw error
  } finally {
    clearInterval(ticking)
  }
}
