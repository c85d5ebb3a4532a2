import type { PackPromiseLine, PackPromises } from '#contract/gatherings.ts'
import type { Passage, PromiseStanding } from '#contract/promises.ts'
import type { Block, Run } from '#kernel/documents/index.ts'
import { printDay } from '#kernel/time/index.ts'

const words: Readonly<Record<PromiseStanding, string>> = {
  overdue: '逾期',
  silent: '无音讯',
  open: '在期内',
  part: '做了一部分',
  proved: '做成',
  withdrawn: '终止',
}

/** What was announced and what was done (说了与做了), as a part of the leader's page: the counts, then what presses most, both sentences. */
export function promiseBlocks(promises: PackPromises | undefined): Block[] {
  if (!promises || !promises.total.value) return []
  const counts = promises.standings
    .filter(each => (each.count.value ?? 0) > 0)
    .map(({ standing, count }) => `${words[standing]}${count.value}件`)
  return [
    { kind: 'heading', level: 1, text: '说了与做了', numbered: false },
    {
      kind: 'paragraph',
      runs: [
        `说了的共${promises.total.value}件：${counts.join('，')}。满${promises.silentAfterDays}天没有音讯算无音讯（规则${promises.rule}，系统设定）。`,
      ],
    },
    ...(promises.lines.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: [
              { head: '事项', width: 4, align: 'left' as const },
              { head: '说了', width: 7, align: 'left' as const },
              { head: '做了', width: 6, align: 'left' as const },
              { head: '结果', width: 4, align: 'left' as const },
            ],
            rows: promises.lines.map((line): Run[][] => [[line.title], [saidIn(line)], [doneOf(line)], [became(line)]]),
          },
        ]
      : []),
  ]
}

const quoted = (passage: Passage) => `“${passage.text.replace(/\s+/g, '')}”（${whereIn(passage)}）`

/** The paper, its day and the characters, counted from 1, both ends included. */
function whereIn({ publication, name, issueDate, page, start, end }: Passage): string {
  const day = issueDate === null ? '日期未填' : printDay(issueDate, 'zh')
  return `${publication ?? name}${day}${page ?? ''}，第${start + 1}至${end}字`
}

function saidIn({ announced }: PackPromiseLine): string {
  const when = announced.on === null ? '' : printDay(announced.on, 'zh')
  const head = [when, announced.by].filter(Boolean).join('，')
  return announced.passage ? `${head}：${quoted(announced.passage)}` : `${head}，由经办人登记`
}

function doneOf({ last }: PackPromiseLine): string {
  if (last === null) return '没有听到做了什么'
  const what = [last.zh, last.text?.replace(/\s+/g, ' ')].filter(Boolean).join('，')
  const head = `${last.on === null ? '' : printDay(last.on, 'zh')}${what}${last.recognised ? '' : '（自报未认定）'}`
  return last.passage ? `${head}：${quoted(last.passage)}` : head
}

function became(line: PackPromiseLine): string {
  const late = line.overdue.value === null ? '' : `，过期${line.overdue.value}天`
  const silent = line.silent.value ? `，没有音讯${line.silent.value}天` : ''
  return `${words[line.standing]}${late}${silent}`
}
