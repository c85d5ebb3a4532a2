import type { FactOf } from '#contract/extraction.ts'
import type { Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'

type Task = FactOf<'task'>

/** 清单明确，由甲与乙牵头，共建丙，2026年3月底前建成；由丁负责…: who leads each matter of a list, a plan or a notice. */
const SAYS =
  /(?<document>《[^》\n]{2,40}》|清单|方案|意见|通知|办法|规划|计划|措施|分工)(?:明确|提出|规定|要求)(?=[，：])/g
const LED =
  /^[：，]?由(?<who>[^，；。\n]{2,60}?)(?:共同|联合|分别)?(?:牵头(?:负责|实施)?|负责|主办|承办|(?=共同推进|推进|实施|落实|建设|共建))/

/**
 * What a document puts on whom, matter by matter, as a report tells it. The document is the one that says so; who leads is the assignee,
 * as printed. A passage without 由…牵头 gives nothing here.
 */
export function assignedTasks(reading: Reading): Task[] {
  const { text } = reading
  if (!text.includes('由')) return []
  return [...allMatches(SAYS, text)].flatMap(match => {
    const from = match.index + match[0].length
    const { end } = reading.sentenceAt(match.index)
    const tasks: Task[] = []
    let at = from
    for (const part of text
      .slice(from, end)
      .replace(/[。！？”』」]+$/, '')
      .split('；')) {
      const led = LED.exec(part)
      const lead = part.length - part.replace(/^[：，]/, '').length
      if (led?.groups?.who) {
        const rest = part.slice(led[0].length).replace(/^，/, '')
        if (rest.length >= 6)
          tasks.push({
            kind: 'task',
            assignee: led.groups.who,
            what: rest,
            statedBy: match.groups?.document ?? null,
            modality: 'instruction',
            evidence: reading.evidence(at + lead, at + part.length),
            confidence: 0.75,
          })
      }
      at += part.length + 1
    }
    return tasks
  })
}
