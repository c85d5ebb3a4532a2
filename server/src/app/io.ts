import { type Language, sentenceOf } from '#contract/words.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'

/** What a command of the command line speaks through: results to standard output, everything else to standard error. */
export type Io = {
  language: Language
  /** Prints a result. */
  print(text: string): void
  /** Tells what is going on, in one line. */
  say(zh: string, en: string): void
  /** Shows progress on one line when standard error is a terminal; says nothing when it is not. */
  progress(zh: string, en: string): void
}

export type Command = {
  name: string
  /** How it is called, after `jianghai`. */
  usage: string
  zh: string
  en: string
  options?: Readonly<Record<string, { type: 'string' | 'boolean'; zh: string; en: string }>>
  run(
    args: { positionals: string[]; values: Readonly<Record<string, string | boolean | undefined>> },
    io: Io,
  ): Promise<void>
}

/** Wrong usage: exit code 2, with the usage line. */
export class Usage extends Error {}

export function consoleIo(language: Language): Io {
  let shown = 0
  const clear = () => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    language,
    print(text) {
      clear()
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
    },
    say(zh, en) {
      clear()
      process.stderr.write(`${language === 'zh' ? zh : en}\n`)
    },
    progress(zh, en) {
      if (!process.stderr.isTTY) return
      clear()
      const text = language === 'zh' ? zh : en
      // A Chinese character takes two columns, so clearing needs up to twice the length.
      shown = text.length * 2
      process.stderr.write(text)
    },
  }
}

/** The sentence for a refusal in the chosen language. */
export function wordsOf(error: Refusal, language: Language): string {
  const [head, ...fields] = [
    sentenceOf(language, error.code, error.params),
    ...error.fields.map(field => `${field.path}: ${sentenceOf(language, field.code, field.params)}`),
  ]
  return [head, ...fields.map(line => `  ${line}`)].join('\n')
}

/** zh or en, from `--lang` or the locale: English where the locale says so, Chinese otherwise. */
export function languageOf(asked: string | boolean | undefined, environment: NodeJS.ProcessEnv): Language {
  if (asked === 'zh' || asked === 'en') return asked
  if (asked !== undefined) throw refuse('app.language-unfit', { asked: String(asked) })
  const locale = environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? ''
  return /^en/i.test(locale) ? 'en' : 'zh'
}

export { Refusal }
