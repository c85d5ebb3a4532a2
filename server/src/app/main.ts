import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Refusal } from '#kernel/refusal.ts'
import { commands } from './commands/index.ts'
import { type Command, consoleIo, type Io, languageOf, Usage, wordsOf } from './io.ts'

/** The command line: one command by name, its options, and an exit code that says how it went (contract: 0, 1 refusal, 2 usage). */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const io = consoleIo(early(argv, environment))
  const command = commandOf(argv)
  try {
    if (!command) return help(argv, io)
    const { positionals, values } = parseArgs({
      args: argv.slice(command.name.split(' ').length),
      allowPositionals: true,
      strict: true,
      options: { lang: { type: 'string' }, help: { type: 'boolean', short: 'h' }, ...optionTypes(command) },
    })
    languageOf(values.lang, environment)
    if (values.help) {
      io.print(usageOf(command, io))
      return 0
    }
    await command.run({ positionals, values }, io)
    return 0
  } catch (error) {
    return failed(error, command, io)
  }
}

function failed(error: unknown, command: Command | undefined, io: Io): number {
  if (error instanceof Refusal) {
    const words = wordsOf(error, io.language)
    io.say(words, words)
    return 1
  }
  if (
    error instanceof Usage ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  ) {
    io.say(`用法不对：${error.message}`, `Wrong usage: ${error.message}`)
    if (command) io.say(usageOf(command, io), usageOf(command, io))
    return 2
  }
  // A fault is ours. The person gets a reference; whoever looks into it sets JIANGHAI_DEBUG and sees the rest.
  const reference = randomBytes(4).toString('hex').toUpperCase()
  io.say(`出了故障，参考号 ${reference}。`, `Something failed; reference ${reference}.`)
  if (process.env.JIANGHAI_DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  else if (error instanceof Error) process.stderr.write(`${error.message.split('\n')[0]}\n`)
  return 1
}

function early(argv: readonly string[], environment: NodeJS.ProcessEnv) {
  const at = argv.indexOf('--lang')
  const asked = at >= 0 ? argv[at + 1] : argv.find(arg => arg.startsWith('--lang='))?.slice('--lang='.length)
  return asked === 'zh' || asked === 'en' ? asked : languageOf(undefined, environment)
}

function commandOf(argv: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word))
}

const optionTypes = ({ options = {} }: Command) =>
  Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]))

function usageOf({ usage, zh, en, options = {} }: Command, { language }: Io): string {
  const lines = Object.entries({ ...options, lang: { type: 'string', zh: 'zh 或 en', en: 'zh or en' } }).map(
    ([name, option]) => `  --${name.padEnd(16)}${option[language]}`,
  )
  return [`jianghai ${usage}`, language === 'zh' ? zh : en, ...lines].join('\n')
}

function help(argv: readonly string[], io: Io): number {
  const asked = argv.length === 0 || argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help'
  const list = commands.map(each => `  ${each.usage.padEnd(58)}${each[io.language]}`).join('\n')
  if (!asked) {
    io.say(`没有“${argv[0]}”这个命令。`, `There is no command “${argv[0]}”.`)
    io.say(list, list)
    return 2
  }
  io.print(`jianghai <${io.language === 'zh' ? '命令' : 'command'}>\n${list}`)
  return 0
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2), process.env)
}
