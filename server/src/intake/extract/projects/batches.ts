import { clauseAt, type Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'
import type { ProjectMention } from './mention.ts'
import { projectStart, withoutWord } from './names.ts'

const OF_AMOUNT = /[\u4e00-\u9fff]{2,12}[\d.,]+[万亿]*[美欧日]?元的$/

const COUNTED = /(?:以来|截至|截止|前[\d一二三四两]+(?:个月|季度)|[1一]?[-—~至]\d+月|上半年|全年|累计)[^。；]{0,24}$/

/** 甲、乙等19个项目集中签约: the batch with its count, and each that is named before 等. */
export function batches(reading: Reading): ProjectMention[] {
  const found: ProjectMention[] = []
  const { text } = reading
  if (!text.includes('项目') || !text.includes('个')) return found
  const pattern =
    /(?:(\d+)个([^，。；：\d\n]{0,16}?)项目(?:现场|集中|成功|正式|同步|顺利|分批|全部|全面|相继|陆续|均|已|通过线上|(?:分别|同步|同时|集中)?在[^，。；\d\n]{2,20}?(?:集中|同步|火热|正式))*(签约落户|签约落地|签约|开工|竣工|完工|复工|投产|落地|落户|启动建设|投用)|(?:集中|现场|成功|同步)?(签约|开工|竣工|投产)(?:了)?(?:重大|重点|产业|科创|优质|合作|亿元以上|[\u4e00-\u9fff]{0,6})?项目(\d+)个|(?:集中|现场|成功|同步)(签约|开工|竣工|投产)(?:了)?(\d+)个([^，。；：\d\n]{0,16}?)项目)/g
  for (const match of allMatches(pattern, text)) {
    const count = Number(match[1] ?? match[5] ?? match[7])
    const stage = match[3] ?? match[4] ?? match[6] ?? null
    const middle = match[2] ?? match[8] ?? ''
    if (!Number.isInteger(count) || count < 2 || count > 100_000 || !stage) continue
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    if (/(?:将|拟|计划|力争|预计|确保|推动|争取)[^，]{0,10}$/.test(text.slice(clause.start, match.index))) continue
    // 今年以来新开工项目186个, 162个项目开工148个: how many there were in a time is a figure, no ceremony
    const isCount =
      COUNTED.test(text.slice(Math.max(0, match.index - 40), match.index)) ||
      // 今年以来累计开工项目79个；签约项目112个
      (match[5] !== undefined && /以来|截至|累计/.test(text.slice(sentence.start, match.index))) ||
      (match[5] !== undefined && text[match.index - 1] === '新') ||
      (match[1] !== undefined && /^\d/.test(text.slice(match.index + match[0].length)))
    if (isCount) continue
    const end = match.index + match[0].length
    found.push({
      name: `${count}个${middle}项目集中${stage}`,
      stage,
      count,
      // 等 before the number says that those named are examples
      start: text[match.index - 1] === '等' ? match.index - 1 : match.index,
      end,
      // 总投资432亿元的87个项目: the amount before the number is that of the batch
      nameStart: match.index - (OF_AMOUNT.exec(text.slice(clause.start, match.index))?.[0].length ?? 0),
      anchored: true,
      strength: 0.9,
    })
    if (text[match.index - 1] === '等') found.push(...namedBefore(reading, clause.start, match.index - 1, stage, end))
  }
  return found
}

/** What is named before 等 in a clause, each with the stage that all have reached. */
export function namedBefore(
  reading: Reading,
  from: number,
  to: number,
  stage: string | null,
  end: number,
): ProjectMention[] {
  const found: ProjectMention[] = []
  let itemEnd = to
  for (const item of reading.text.slice(from, to).split('、').reverse()) {
    const start = projectStart(reading, itemEnd - item.length, withoutWord(item, itemEnd - item.length))
    const name = reading.text.slice(start, itemEnd)
    if (name.length >= 4 && name.length <= 50) {
      // the passage runs to the stage where that is near, so that it proves the stage too
      const until = end - start <= 90 ? end : itemEnd
      found.push({ name, stage, start, end: until, nameStart: start, anchored: true, strength: 0.85 })
    }
    itemEnd -= item.length + 1
  }
  return found
}
