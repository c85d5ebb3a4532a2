import { basename } from 'node:path'
import type { ImportTable } from '#contract/registry.ts'
import { importTableName } from '#contract/registry.ts'
import { regions, systemActor } from '#kernel/accounts/members.ts'
import { readTable, typeByContent } from '#kernel/files/index.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { command } from '#kernel/run.ts'
import * as indicators from '../../indicators/index.ts'
import { acceptAll, readPage } from '../../intake/index.ts'
import * as projects from '../../projects/index.ts'
import { importTable as importRegistry } from '../../registry/index.ts'
import { isEmpty } from '../firstRun.ts'
import { type Command, Usage, wordsOf } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'
import { bytesOf } from './extract.ts'

export const importFiles: Command = {
  name: 'import',
  usage: 'import FILE… [--accept all|none|CONFIDENCE] [--region N]',
  zh: '把版面或表带进数据目录；表按文件名认（organisations.csv、projects.csv……）',
  en: 'brings pages or tables into the data directory; a table is known by its file name (organisations.csv, projects.csv…)',
  options: {
    ...placeOptions,
    accept: {
      type: 'string',
      zh: '收下哪些事实：all、none（默认）或 0 至 1 的把握',
      en: 'which facts to accept: all, none (default) or a confidence',
    },
    region: { type: 'string', zh: '地区编码，只有一个地区时可省', en: 'the region, when there is more than one' },
    'issue-date': { type: 'string', zh: '出版日期 YYYY-MM-DD', en: 'the issue date, YYYY-MM-DD' },
  },
  async run({ positionals: files, values }, io) {
    if (files.length === 0) throw new Usage('import FILE…')
    const atLeast = acceptGiven(values.accept)
    await withInstallation(placeOf(values), async installation => {
      const { kernel } = installation
      if (await isEmpty(installation)) throw refuse('app.data-empty', { directory: installation.place.data })
      const all = await regions(kernel.database.db)
      const regionId = typeof values.region === 'string' ? Number(values.region) : all[0]?.regionId
      const region = all.find(each => each.regionId === regionId) ?? all.find(each => each.demonstration)
      if (!region || (typeof values.region === 'string' && region.regionId !== regionId))
        throw refuse('app.region-not-found', { region: String(values.region ?? '') })
      const actor = systemActor(region.regionId)
      let refused = 0
      for (const [index, path] of files.entries()) {
        io.progress(`${index + 1}/${files.length} ${basename(path)}`, `${index + 1}/${files.length} ${basename(path)}`)
        try {
          const bytes = await bytesOf(path)
          const said = await command(kernel, actor, region.regionId, ctx =>
            bring(ctx, bytes, basename(path), {
              atLeast,
              issueDate: typeof values['issue-date'] === 'string' ? values['issue-date'] : null,
            }),
          )
          io.print(`${basename(path)}\t${said}`)
        } catch (error) {
          // One bad file does not keep the others out: it is named, and the exit code says that something was refused.
          if (!(error instanceof Refusal)) throw error
          refused++
          const words = wordsOf(error, io.language)
          io.say(`${basename(path)}：${words}`, `${basename(path)}: ${words}`)
        }
      }
      if (refused > 0) throw refuse('app.files-refused', { count: refused, of: files.length })
    })
  },
}

type Given = { atLeast: number | null; issueDate: string | null }

async function bring(
  ctx: Parameters<typeof readPage>[0],
  bytes: Uint8Array,
  name: string,
  { atLeast, issueDate }: Given,
): Promise<string> {
  const { type } = typeByContent(bytes, name)
  if (type === 'csv' || type === 'xlsx') return `${await bringTable(ctx, bytes, name)} rows`
  const read = await readPage(ctx, { bytes, name, ...(issueDate ? { issueDate } : {}) })
  const accepted = atLeast === null ? 0 : (await acceptAll(ctx, read.page.id, { atLeast })).accepted
  return `${read.articles} articles, ${read.facts} facts, ${accepted} accepted`
}

/** A table goes to the room that keeps its kind, by the file's name. */
async function bringTable(ctx: Parameters<typeof readPage>[0], bytes: Uint8Array, name: string): Promise<number> {
  const table = name.replace(/\.[^.]+$/, '')
  const { sheets } = await readTable(bytes, name)
  const [head = [], ...lines] = sheets[0]?.rows ?? []
  const rows = lines.map(line => Object.fromEntries(head.map((column, index) => [column, line[index] ?? ''])))
  const ofRegistry = importTableName.safeParse(table)
  if (ofRegistry.success) await importRegistry(ctx, ofRegistry.data satisfies ImportTable, rows)
  else if (table === 'indicators' || table === 'observations') await indicators.importTable(ctx, table, rows)
  else {
    const known = projects.importTables.find(each => each === table)
    if (!known)
      throw refuse('app.table-unknown', {
        table,
        known: [...importTableName.options, 'indicators', 'observations', ...projects.importTables].join(', '),
      })
    await projects.importTable(ctx, known, rows)
  }
  return rows.length
}

function acceptGiven(given: string | boolean | undefined): number | null {
  if (given === undefined || given === 'none') return null
  if (given === 'all') return 0
  const confidence = Number(given)
  if (typeof given !== 'string' || !/^(0(\.\d+)?|1(\.0+)?)$/.test(given))
    throw refuse('app.confidence-unfit', { given: String(given) })
  return confidence
}
