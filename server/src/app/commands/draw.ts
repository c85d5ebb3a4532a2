import { stat } from 'node:fs/promises'
import { sentenceOf } from '#contract/words.ts'
import { type Check, drandChains, draw, jsonOf, readInput, type Verdict, verifyProof } from '#kernel/draws/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Command, type Io, Usage } from '../io.ts'
import { bytesOf } from './extract.ts'

/** A proof of a million people with their steps is well below this. */
const MOST_BYTES = 512 * 1024 * 1024

const json = { type: 'boolean', zh: '打印一份 JSON', en: 'print one JSON document' } as const

/** Neither opens a data directory nor asks the network: what a draw came to can be computed again anywhere. */
export const drawRun: Command = {
  name: 'draw run',
  usage: 'draw run FILE.json [--json]',
  zh: '按输入抽取；--json 打印的就是证明文件',
  en: 'runs a draw; what --json prints is the proof file',
  options: { json },
  async run({ positionals, values }, io) {
    const input = readInput(await jsonIn(onlyOne(positionals, 'draw run FILE.json')))
    const result = draw(input)
    if (values.json) {
      io.print(JSON.stringify({ input, ...result }, null, 1))
      return
    }
    io.print(io.language === 'zh' ? `钥 ${result.key}` : `key ${result.key}`)
    for (const [at, id] of result.winners.entries()) io.print(`${at + 1}\t${id}`)
    for (const [at, id] of result.reserves.entries())
      io.print(io.language === 'zh' ? `递补${at + 1}\t${id}` : `reserve ${at + 1}\t${id}`)
  },
}

export const drawVerify: Command = {
  name: 'draw verify',
  usage: 'draw verify FILE.json [--json]',
  zh: '重算一份抽取证明，逐项核对；不符的退出码为 1',
  en: 'computes a proof again and checks every value; exit code 1 where one differs',
  options: { json },
  async run({ positionals, values }, io) {
    const verdict = verifyProof(await jsonIn(onlyOne(positionals, 'draw verify FILE.json')), drandChains())
    if (values.json) io.print(JSON.stringify(told(verdict), null, 1))
    else tell(verdict, io)
    if (verdict.first) throw verdict.first
  },
}

function onlyOne([path, ...more]: readonly string[], usage: string): string {
  if (path === undefined || more.length > 0) throw new Usage(usage)
  return path
}

/** What a file holds as JSON. Refuses what is not there, too large, not text, cut off or ambiguous (`app.file-…`, `draws.…`). */
async function jsonIn(path: string): Promise<unknown> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw refuse('app.file-not-found', { path })
  if (found.size > MOST_BYTES) throw refuse('draws.file-too-large', { path, most: MOST_BYTES / 1024 / 1024 })
  return jsonOf(await bytesOf(path), path)
}

const names: Readonly<Record<Check['name'], { zh: string; en: string }>> = {
  pool: { zh: '抽取池', en: 'pool' },
  announcement: { zh: '公告', en: 'announcement' },
  sources: { zh: '随机来源', en: 'sources' },
  log: { zh: '日志里的位置', en: 'place in the log' },
  key: { zh: '钥', en: 'key' },
  steps: { zh: '每一步', en: 'every step' },
  winners: { zh: '中签', en: 'winners' },
  reserves: { zh: '递补', en: 'reserves' },
}

function tell({ holds, checks, result }: Verdict, io: Io): void {
  const states = {
    holds: { zh: '相符', en: 'agrees' },
    absent: { zh: '没有给', en: 'not given' },
    differs: { zh: '不符', en: 'differs' },
  }
  for (const { name, state } of checks) io.print(`${names[name][io.language]}\t${states[state][io.language]}`)
  if (!holds) return
  const [winners, reserves] = [result.winners.length, result.reserves.length]
  io.print(
    io.language === 'zh'
      ? `全部相符：中签${winners}个，递补${reserves}个。`
      : `Everything agrees: ${winners} winners, ${reserves} reserves.`,
  )
}

const told = ({ holds, checks, first }: Verdict) => ({
  holds,
  checks: checks.map(({ name, state }) => ({ name, state })),
  first: first && {
    code: first.code,
    field: first.field,
    params: first.params,
    zh: sentenceOf('zh', first.code, first.params),
    en: sentenceOf('en', first.code, first.params),
  },
})
