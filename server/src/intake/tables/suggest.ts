import {
  type ColumnMeaning,
  type ColumnUse,
  type FixedTexts,
  neededUses,
  type RowKind,
  repeatableUses,
  rowKinds,
  type SuggestionReason,
  type TableMapping,
} from '#contract/intake/tables.ts'
import { nameFrom } from '#contract/text.ts'
import { comparisonIn } from '../extract/figures/measure.ts'
import { kindEndingAt } from '../extract/organisations/kinds.ts'
import { amountIn, dateIn, saysNothing } from './cells.ts'
import { meaningOfName } from './lexicon.ts'
import { partsOfName } from './names.ts'
import type { Column, TableShape } from './shape.ts'

/** A meaning for every column with a reason, in the order of the columns. */
export type Suggestion = { mapping: TableMapping; reasons: SuggestionReason[] }

/** The share of cells that must look alike for them to say what a column is. */
const MOST = 0.7

export const nothingFixed: FixedTexts = {
  stage: '',
  place: '',
  subject: '',
  period: '',
  organisation: '',
  post: '',
  form: '',
  assignee: '',
  statedBy: '',
}

/**
 * What the columns of a table may mean, by the words of its head and what its first rows look like: never more than a suggestion. `sample` are
 * the trimmed cells of some rows.
 */
export function suggest(
  { columns, unit, title }: Pick<TableShape, 'columns' | 'unit' | 'title'>,
  sample: ReadonlyArray<readonly string[]>,
): Suggestion {
  const looks = columns.map((_, i) => lookOf(sample.map(row => row[i] ?? '')))
  const kind = kindOf(columns, looks)
  const taken = new Set<ColumnUse>()
  const read = columns.map((column, i) => meaningOf(kind, column, looks[i] ?? 'other', taken, unit))
  const mapping: TableMapping = {
    kind,
    columns: read.map(({ meaning }) => meaning),
    fixed: { ...nothingFixed, ...unnamed(fixedByTitle(kind, title), taken) },
  }
  return { mapping, reasons: read.map(({ reason }) => reason) }
}

type Look = 'date' | 'amount' | 'organisation' | 'other'

/** What most cells of a column are. */
function lookOf(cells: readonly string[]): Look {
  const said = cells.filter(cell => !saysNothing(cell))
  if (said.length === 0) return 'other'
  const share = (is: (cell: string) => boolean) => said.filter(is).length / said.length >= MOST
  if (share(cell => /\d{4}[-/.年]/.test(cell) && dateIn(cell, null) !== null)) return 'date'
  if (share(cell => /\d/.test(cell) && amountIn(cell, '') !== null)) return 'amount'
  if (share(cell => kindEndingAt(cell, 0, cell.length)?.body === true)) return 'organisation'
  return 'other'
}

/** The kind whose words the head has most of; without words, numbers make figures. */
function kindOf(columns: readonly Column[], looks: readonly Look[]): RowKind {
  const scores = rowKinds.map(kind => {
    const found = columns.map(({ name }) => meaningOfName(kind, partsOfName(name).base))
    const uses = new Set(found.map(each => each?.use))
    const weight = found.reduce((sum, each) => sum + (each?.weight ?? 0), 0)
    // Numbers of a table of figures are in columns of any name.
    const numbers = kind === 'figure' && looks.includes('amount') ? 1 : 0
    const isWhole = neededUses[kind].every(use => uses.has(use)) || numbers > 0
    return { kind, score: isWhole ? weight + numbers : weight - 100 }
  })
  return scores.toSorted((a, b) => b.score - a.score)[0]?.kind ?? 'figure'
}

function meaningOf(
  kind: RowKind,
  { key, name, unit: own }: Column,
  look: Look,
  taken: Set<ColumnUse>,
  ofAll: string,
): { meaning: ColumnMeaning; reason: SuggestionReason } {
  const { base } = partsOfName(name)
  const named = /^(?:序号|编号|备注|说明|电话|联系)/.test(base) ? null : meaningOfName(kind, base)
  const found = fits(kind, named?.use ?? null, look) ? named : null
  const use = found?.use ?? useByLook(kind, look, base, taken)
  const isFree = use !== 'none' && (repeatableUses.includes(use) || !taken.has(use))
  if (isFree) taken.add(use)
  const reason: SuggestionReason = !isFree
    ? { why: 'unknown', words: '' }
    : found
      ? { why: 'head', words: found.words }
      : { why: look === 'date' ? 'cells-date' : look === 'amount' ? 'cells-amount' : 'cells-organisation', words: '' }
  return { meaning: detailed(key, base, isFree ? use : 'none', { own, ofAll }), reason }
}

/** A column of words is no amount, one of numbers no name. */
function fits(kind: RowKind, use: ColumnUse | null, look: Look): boolean {
  if (use === 'amount' || use === 'capacity') return look !== 'date' && look !== 'organisation'
  if (use === 'value') return look === 'amount' || look === 'other'
  if (use === 'stage' || use === 'name' || use === 'what' || use === 'indicator') return look !== 'amount'
  return use !== 'unit' || kind === 'figure'
}

function useByLook(kind: RowKind, look: Look, base: string, taken: ReadonlySet<ColumnUse>): ColumnUse {
  if (/^(?:序号|编号|备注|说明|电话|联系)/.test(base)) return 'none'
  if (look === 'amount') return kind === 'figure' ? 'value' : 'none'
  if (look === 'date')
    return kind === 'figure' ? (taken.has('period') ? 'none' : 'period') : kind === 'person' ? 'none' : 'date'
  if (look !== 'organisation') return 'none'
  if (kind === 'project' || kind === 'agreement') return 'party'
  return kind === 'person' ? 'organisation' : kind === 'task' ? 'assignee' : 'subject'
}

type Units = { own: string; ofAll: string }

function detailed(column: string, base: string, use: ColumnUse, { own, ofAll }: Units): ColumnMeaning {
  const plainly: ColumnMeaning = { column, use, unit: '', what: '', comparison: null, period: '' }
  if (use === 'amount') return { ...plainly, unit: own || (/元$/.test(ofAll) ? ofAll : ''), what: nameFrom(base, 60) }
  if (use === 'capacity') return { ...plainly, unit: own, what: nameFrom(base, 60) }
  if (use !== 'value') return plainly
  const comparison = comparisonIn(base) ?? (/累计/.test(base) ? '累计' : null)
  const isShare = comparison === '同比' || comparison === '环比' || /增速|增幅|占比|比重/.test(base)
  const period =
    /(?:20\d{2}年)?(?:\d{1,2}(?:[—~～-]\d{1,2})?月|[一二三四]季度|上半年|全年)|20\d{2}年/.exec(base)?.[0] ?? ''
  return { ...plainly, unit: own || (isShare ? '%' : ''), what: nameOfValue(base), comparison, period }
}

/** What a column of numbers is called beyond its period and what it is compared with: nothing of 2025年4月 or 同比增长, 增加值 of itself. */
function nameOfValue(base: string): string {
  const named = base
    .replace(/(?:20\d{2}年)?(?:\d{1,2}(?:[—~～-]\d{1,2})?月份?|[一二三四]季度|上半年|全年)|20\d{2}年/g, '')
    .replace(/同比|环比|较上月|比上年同期|比上年|累计|增长|增速|增幅|增减|绝对[值量]|数值|本月|本期|总量|完成数|·/g, '')
  return nameFrom(named, 60)
}

/** What all rows have in common by the table's title: 签约项目一览表 lists what was signed, 2025年4月主要指标 figures of April. */
export function fixedByTitle(kind: RowKind, title: string): Partial<FixedTexts> {
  const stage = kind === 'project' ? /(签约|开工|竣工|投产|落地)/.exec(title)?.[1] : undefined
  const period =
    kind === 'figure'
      ? /20\d{2}年(?:\d{1,2}(?:[—~～-]\d{1,2})?月|[一二三四]季度|上半年|全年)?/.exec(title)?.[0]
      : undefined
  return { ...(stage ? { stage } : {}), ...(period ? { period } : {}) }
}

/** Of these, what stands in no column. */
function unnamed(fixed: Partial<FixedTexts>, taken: ReadonlySet<ColumnUse>): Partial<FixedTexts> {
  const { stage, period } = fixed
  return { ...(stage && !taken.has('stage') ? { stage } : {}), ...(period && !taken.has('period') ? { period } : {}) }
}
