import type { Pack, PackFigureLine, UnitSheet } from '#contract/gatherings.ts'
import type { Figure, Light } from '#contract/kernel.ts'
import { type Block, type Column, officialDocument, type Run } from '#kernel/documents/index.ts'
import { dayOf, printDay, printInstant } from '#kernel/time/index.ts'

const lightWords: Readonly<Record<Light, string>> = {
  green: '绿灯',
  blue: '蓝灯',
  yellow: '黄灯',
  orange: '橙灯',
  red: '红灯',
  grey: '未判',
}

/**
 * The review pack as an official document on the GB/T 9704 page: a leader's page, then one sheet a unit, then the annexes.
 * The same pack gives the same bytes.
 */
export function packDocument(pack: Pack, issuer: string): Promise<Uint8Array> {
  return officialDocument({
    mark: { kind: 'document', text: `${issuer}文件` },
    title: `${pack.meeting.title}\n点评材料`,
    body: [
      ...summary(pack),
      ...pack.sheets.flatMap((sheet, index) => [
        { kind: 'page-break' } as const,
        ...sheetBlocks(sheet, index + 1, pack.sheets.length),
      ]),
    ],
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
        [{ light }, lightWords[light]],
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
              { light: move.from },
              `${lightWords[move.from]}转`,
              { light: move.to },
              `${lightWords[move.to]}${shown(move.count)}件：${move.titles.join('；')}。`,
            ]),
          ),
        ]
      : [text('这是本系列的第一册，没有可比的上册。')]),
    ...(pack.said.length > 0
      ? [
          heading(1, '说了没做'),
          table(
            [column('事项', 6), column('单位', 3), column('时限', 3), column('灯', 2)],
            pack.said.map(each => [
              [each.text],
              [each.unit ?? '未定'],
              [each.dueOn ? printDay(each.dueOn, 'zh') : '未定'],
              [{ light: each.light }, lightWords[each.light]],
            ]),
          ),
        ]
      : []),
    ...figureBlocks(pack.cityFigures, '全市指标'),
    text(`判灯用${pack.rules.lights}，工作日历${pack.rules.calendar}。`),
  ]
}

function sheetBlocks(sheet: UnitSheet, number: number, of: number): Block[] {
  return [
    heading(1, `${sheet.unit.nameZh}（单位点评表，第${number}页，共${of}页）`),
    paragraph([
      `在办${shown(sheet.total)}件：`,
      ...sheet.lights
        .filter(each => (each.count.value ?? 0) > 0)
        .flatMap((each): Run[] => [{ light: each.light }, `${lightWords[each.light]}${shown(each.count)}件　`]),
    ]),
    ...(sheet.matters.length > 0
      ? [
          table(
            [column('事项', 7), column('时限', 3), column('完成', 2, 'right'), column('灯', 2)],
            sheet.matters.map(matter => [
              [matter.title],
              [matter.dueOn ? printDay(matter.dueOn, 'zh') : '长期'],
              [matter.actual.value === null ? '未填' : `${matter.actual.value}%`],
              matter.since === 'closed'
                ? ['办结']
                : [
                    ...(matter.before ? [{ light: matter.before } as const, '→'] : []),
                    { light: matter.light },
                    lightWords[matter.light].slice(0, 1),
                  ],
            ]),
          ),
        ]
      : [text('没有在办事项。')]),
    ...(sheet.projects.value ? [text(`项目${shown(sheet.projects)}个：${stageWords(sheet)}。`)] : []),
    ...figureBlocks(sheet.figures, '指标'),
    ...(sheet.tasks.length > 0
      ? [
          text(`上次例会布置${sheet.tasks.length}件，已办结${shown(sheet.tasksDone)}件。`),
          table(
            [column('任务', 8), column('时限', 3), column('灯', 2)],
            sheet.tasks.map(task => [
              [task.text],
              [task.dueOn ? printDay(task.dueOn, 'zh') : '未定'],
              task.light ? [{ light: task.light }, lightWords[task.light]] : ['未立项'],
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

function figureBlocks(figures: readonly PackFigureLine[], title: string): Block[] {
  if (figures.length === 0) return []
  return [
    heading(2, title),
    table(
      [
        column('指标', 6),
        column('期', 3),
        column('本期', 3, 'right'),
        column('上期', 3, 'right'),
        column('变化', 3, 'right'),
      ],
      figures.map(figure => [
        [figure.subject ? `${figure.subject}${figure.nameZh}` : figure.nameZh],
        [figure.period],
        [shown(figure.value, true)],
        [figure.previous ? shown(figure.previous, true) : '未填'],
        [figure.change ? shown(figure.change, true) : '不可比'],
      ]),
    ),
  ]
}

function attachments(pack: Pack) {
  if (pack.batches.length === 0) return []
  return [
    {
      title: '签约批次对账表',
      body: [
        table(
          [
            column('批次', 5),
            column('签约日', 3),
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
  return `${figure.value}${withUnit ? (figure.unit ?? '') : ''}${figure.bound ? boundWords[figure.bound] : ''}`
}

const sum = (figures: readonly Figure[]) => figures.reduce((total, figure) => total + (figure.value ?? 0), 0)
const heading = (level: 1 | 2, title: string): Block => ({ kind: 'heading', level, text: title, numbered: false })
const text = (words: string): Block => ({ kind: 'paragraph', runs: [words] })
const paragraph = (runs: Run[]): Block => ({ kind: 'paragraph', runs })
const table = (columns: Column[], rows: Run[][][]): Block => ({ kind: 'table', columns, rows })
const column = (head: string, width: number, align: 'left' | 'right' = 'left'): Column => ({ head, width, align })
