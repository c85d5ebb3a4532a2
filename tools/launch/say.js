/** @typedef {{ zh: string, en: string }} Sentence */

/** A failure that was foreseen: shown as one sentence, without a stack trace, and the program ends with status 1. */
export class Stop extends Error {
  /** @param {Sentence} sentence */
  constructor(sentence) {
    super(sentence.en)
    this.sentence = sentence
  }
}

/**
 * The languages to speak: what `--lang` says, else the locale's; both, Chinese first, where neither tells.
 *
 * @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {ReadonlyArray<'zh' | 'en'>}
 */
export function languages(args, env) {
  const at = args.indexOf('--lang')
  const asked = at >= 0 ? args[at + 1] : args.find(arg => arg.startsWith('--lang='))?.slice('--lang='.length)
  const locale = asked || env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  if (/^zh/i.test(locale)) return ['zh']
  return /^en/i.test(locale) ? ['en'] : ['zh', 'en']
}

const spoken = languages(process.argv.slice(2), process.env)

/**
 * A sentence in the languages spoken, on one line.
 *
 * @param {Sentence} sentence
 */
export function inWords(sentence) {
  return spoken.map(language => sentence[language]).join(' ')
}

/**
 * Tells something on standard error, where everything goes that is not a result.
 *
 * @param {Sentence} sentence
 */
export function say(sentence) {
  process.stderr.write(`${inWords(sentence)}\n`)
}
