import type { Pack, PackFigureLine, PackMatterLine, UnitSheet } from '#contract/gatherings.ts'
import type { Figure, Light } from '#contract/kernel.ts'
import { type Block, type Column, officialDocument, type Run } from '#kernel/documents/index.ts'
import { dayOf, isDay, printDay, printInstant } from '#kernel/time/index.ts'
import { promiseBlocks } from './promiseBlocks.ts'

/** A light in a line: shape and character, then the word. */
const lightRuns = (light: Light): Run[] => [{ light }, '灯']

/**
 * The review pack as an official document on the GB/T 9704 page: a leader's page, then one sheet a unit, then the annexes.
 * The same pack gives the same bytes.
 */
export function packDocument(pack: Pack, issuer: string): Promise<Uint8Array> {
  return officialDocument({
    mark: { kind: 'document', text: `${issuer}文件` },
    title: `${pack.meeting.title}\n点评材料`,
    body: [...summary(pack), ...pack.sheets.flatMap(sheet => [{ kind: 'page-break' } as const, ...sheetBlocks(sheet)])],
    attachments: attachments(pack),
    signer: issuer,
    date: dayOf(new Date(pack.asOf)),
    printedBy: issuer,
    status: pack.frozen ? 'final' : 'draft',
  })
}

function summary(pack: Pack): Block[] {
  const asOf = printInstant(new Date(pack.asOf), 'zh')
  const frozen = pack.frozen
    ? `，第${pack.frozen.draftNumber}稿，内容指纹${pack.frozen.contentSha256.slice(0, 12)}`
    : ''
  return [
    heading(1, '总体情况'),
    text(`截至${asOf}${frozen}。在办事项${sum(pack.lights.map(each => each.count))}件，各灯如下。`),
    table(
      [
        column('灯', 2),
        column('件数', 1, 'right'),
        column(pack.previous ? `${printDay(pack.previous.heldOn, 'zh')}例会` : '上次例会', 2, 'right'),
      ],
      pack.lights.map(({ light, count, before }) => [
        lightRuns(light),
        [shown(count)],
        [before ? shown(before) : '无可比'],
      ]),
    ),
    ...(pack.previous
      ? [
          text(
            `上次例会以来，新登记${shown(pack.fresh)}件，办结${shown(pack.closed)}件${pack.moves.length > 0 ? '，灯色变化：' : '，灯色没有变化。'}`,
          ),
          ...pack.moves.map(move =>
            paragraph([
              ...lightRuns(move.from),
              '转',
              ...lightRuns(move.to),
              `${shown(move.count)}件：${move.titles.join('；')}。`,
            ]),
          ),
        ]
      : [text('这是本系列的第一册，没有可比的上册。')]),
    ...(pack.said.length > 0
      ? [
          heading(1, '说了没做'),
          table(
            [column('事项', 6), column('单位', 4), column('时限', 4.5), column('灯', 2)],
            pack.said.map(each => [
              [each.text],
              [each.unit ?? '未定'],
              [each.dueOn ? printDay(each.dueOn, 'zh') : '未定'],
              lightRuns(each.light),
            ]),
          ),
        ]
      : []),
    ...promiseBlocks(pack.promises),
    ...(pack.unassigned.length > 0 ? [heading(1, '还没有牵头单位的事项'), matterTable(pack.unassigned)] : []),
    ...figureBlocks(pack.cityFigures, '全市指标'),
    text(`判灯规则${pack.rules.lights}，阶段规则${pack.rules.stages}，工作日历${pack.rules.calendar}。`),
  ]
}

function sheetBlocks(sheet: UnitSheet): Block[] {
  return [
    heading(1, `${sheet.unit.nameZh}（单位点评表）`),
    sheet.total.value
      ? paragraph([
          `在办${shown(sheet.total)}件：`,
          ...sheet.lights
            .filter(each => (each.count.value ?? 0) > 0)
            .flatMap((each): Run[] => [...lightRuns(each.light), `${shown(each.count)}件　`]),
        ])
      : text('没有在办事项。'),
    ...(sheet.matters.length > 0 ? [matterTable(sheet.matters)] : []),
    ...(sheet.projects.value ? [text(`项目${shown(sheet.projects)}个：${stageWords(sheet)}。`)] : []),
    ...figureBlocks(sheet.figures, '指标', sheet.unit.nameZh),
    ...(sheet.tasks.length > 0
      ? [
          text(`上次例会布置${sheet.tasks.length}件，已办结${shown(sheet.tasksDone)}件。`),
          table(
            [column('任务', 8), column('时限', 4), column('灯', 3)],
            sheet.tasks.map(task => [
              [task.text],
              [task.dueOn ? printDay(task.dueOn, 'zh') : '未定'],
              task.light ? lightRuns(task.light) : ['未立项'],
            ]),
          ),
        ]
      : []),
    ...(sheet.comment ? [text(`点评：${sheet.comment}`)] : []),
  ]
}

const stageWords = (sheet: UnitSheet) =>
  sheet.stages
    .filter(stage => (stage.recognised.value ?? 0) + (stage.claimed.value ?? 0) > 0)
    .map(
      stage =>
        `${stage.zh}${shown(stage.recognised)}个${stage.claimed.value ? `（另自报${stage.claimed.value}个，未认定，不计）` : ''}`,
    )
    .join('，')

function matterTable(matters: readonly PackMatterLine[]): Block {
  return table(
    [column('事项', 6), column('缘由', 5), column('时限', 5.5), column('完成', 2, 'right'), column('灯', 3.8)],
    matters.map(matter => [
      [matter.title],
      [matter.since === 'closed' ? '' : matter.because],
      [matter.dueOn ? printDay(matter.dueOn, 'zh') : '长期'],
      [matter.actual.value === null ? '未填' : `${shown(matter.actual)}%`],
      matter.since === 'closed'
        ? ['已办结']
        : [...(matter.before ? [{ light: matter.before } as const, '→'] : []), { light: matter.light }],
    ]),
  )
}

/** Figures beside the period before. Whose they are is said where it is not the unit whose sheet it is. */
function figureBlocks(figures: readonly PackFigureLine[], title: string, unit?: string): Block[] {
  if (figures.length === 0) return []
  return [
    heading(2, title),
    table(
      [
        column('指标', 7),
        column('期', 4),
        column('本期', 3, 'right'),
        column('上期', 3, 'right'),
        column('变化', 4, 'right'),
      ],
      figures.map(figure => [
        [figure.subject && figure.subject !== unit ? `${figure.subject}${figure.nameZh}` : figure.nameZh],
        [printPeriod(figure.period)],
        [shown(figure.value, true)],
        [figure.previous ? shown(figure.previous, true) : '无'],
        [figure.change ? `${(figure.change.value ?? 0) > 0 ? '+' : ''}${shown(figure.change, true)}` : '不可比'],
      ]),
    ),
  ]
}

const quarters: Readonly<Record<string, string>> = {
  Q1: '一季度',
  Q2: '二季度',
  Q3: '三季度',
  Q4: '四季度',
  H1: '上半年',
  H2: '下半年',
}

/** A period as it is written in a document: 2025年4月, 2025年一季度; what is none of these stands as it is. */
function printPeriod(period: string): string {
  const [, year, part] = /^(\d{4})(?:-([QH]\d|\d\d))?$/.exec(period) ?? []
  if (year === undefined) return isDay(period) ? printDay(period, 'zh') : period
  if (part === undefined) return `${year}年`
  return `${year}年${quarters[part] ?? `${Number(part)}月`}`
}

/** 与上册之别: what came, went and changed its light, unit by unit. */
function changes(pack: Pack) {
  const rows = pack.sheets.flatMap(sheet =>
    sheet.matters
      .filter(matter => matter.since !== 'same')
      .map((matter): Run[][] => [
        [sheet.unit.nameZh],
        [matter.title],
        matter.since === 'closed'
          ? ['办结']
          : matter.since === 'new' || matter.before === null
            ? ['新登记，', { light: matter.light }]
            : [{ light: matter.before }, '→', { light: matter.light }],
      ]),
  )
  if (rows.length === 0) return []
  return [
    {
      title: '与上册之别',
      body: [table([column('单位', 4), column('事项', 7), column('变化', 4)], rows)],
    },
  ]
}

function attachments(pack: Pack) {
  if (pack.batches.length === 0) return changes(pack)
  return [
    ...changes(pack),
    {
      title: '签约批次对账表',
      body: [
        table(
          [
            column('批次', 5),
            column('签约日', 5),
            column('报数', 2, 'right'),
            column('在案', 2, 'right'),
            column('报额', 3, 'right'),
            column('在案合计', 3, 'right'),
          ],
          pack.batches.map(batch => [
            [batch.name],
            [batch.signedOn ? printDay(batch.signedOn, 'zh') : '未填'],
            [shown(batch.statedCount)],
            [shown(batch.knownCount)],
            [shown(batch.statedTotal, true)],
            [shown(batch.knownTotal, true)],
          ]),
        ),
      ],
    },
  ]
}

const boundWords = { '>': '以上', '<': '以下', '~': '左右' } as const

function shown(figure: Figure, withUnit = false): string {
  if (figure.value === null) return '未填'
  // A true minus sign, as the screens write it.
  return `${String(figure.value).replace('-', '−')}${withUnit ? (figure.unit ?? '') : ''}${figure.bound ? boundWords[figure.bound] : ''}`
}

const sum = (figures: readonly Figure[]) => figures.reduce((total, figure) => total + (figure.value ?? 0), 0)
const heading = (level: 1 | 2, title: string): Block => ({ kind: 'heading', level, text: title, numbered: false })
const text = (words: string): Block => ({ kind: 'paragraph', runs: [words] })
const paragraph = (runs: Run[]): Block => ({ kind: 'paragraph', runs })
const table = (columns: Column[], rows: Run[][][]): Block => ({ kind: 'table', columns, rows })
const column = (head: string, width: number, align: 'left' | 'right' = 'left'): Column => ({ head, width, align })
