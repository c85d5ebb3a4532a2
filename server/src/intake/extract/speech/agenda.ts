import type { FactOf } from '#contract/extraction.ts'
import type { Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'

type Item = FactOf<'agenda-item'>
/** Numbered once all are found. */
type Unnumbered = Omit<Item, 'order'>

const SESSION =
  /常务会议|常委会|党组会议|党委会|主任会议|主席会议|办公会|全体会议|专题会议|联席会议|工委会议|党工委|理事会|董事会|执委会|主席团/
const MODE =
  '研究审定|研究并审定|研究批准|原则同意|同意|传达学习贯彻|传达学习|听取并讨论|听取和讨论|讨论研究|讨论审议|审议研究|学习传达|学习贯彻|传达贯彻|学习研究|传达|学习|听取并审议|听取和审议|听取|研究审议|研究讨论|研究部署|研究通过|研究并?原则同意|研究|审议并原则通过|审议并通过|审议通过|审议和?|讨论并通过|讨论通过|讨论|原则通过|通过|部署|通报|书面审议|审定|表决通过|票决'
const HEAD = new RegExp(
  `^(?:会议|会上|会议还|还|并|同时|随后|最后|其间)?(?:还|先后|重点|集体|专题|书面|分别|依次|认真|原文|逐项|一并|再次|深入)?(${MODE})了?(?=[^，。；]{4,})`,
)

/** The items of the agenda of a meeting that decides (常务会议、党组会议 …), in the order printed, each with the mode (听取、研究、审议 …). */
export function agendaFacts(reading: Reading): Item[] {
  if (!SESSION.test(reading.title) && !SESSION.test(reading.text.slice(0, 300))) return []
  const items: Unnumbered[] = []
  for (const sentence of reading.sentences) {
    const opening = reading.text.slice(sentence.start, sentence.start + 12)
    let inList = /^(?:会议|会上|[^，。]{0,10}(?:会议|全会))/.test(opening) || items.length > 0
    let mode: string | null = null
    for (const clause of sentence.clauses) {
      const text = reading.text.slice(clause.start, clause.end)
      const head = HEAD.exec(text)
      if (head?.[1] && (inList || /^(?:会议|会上)/.test(text))) {
        mode = head[1]
        inList = true
        addItems(reading, items, mode, clause.start + head[0].length, clause.end)
      } else if (mode && /^(?:以及|和|及)?《[^》]+》/.test(text)) {
        addItems(reading, items, mode, clause.start, clause.end)
      } else if (mode && !/^(?:并|会议|(?:会前|会后|随后|最后|此外)$)/.test(text)) break
      else if (SESSION.test(text)) inList = true
    }
  }
  return items.sort((a, b) => a.evidence.start - b.evidence.start).map((item, i) => ({ ...item, order: i + 1 }))
}

/** What parts the items after one verb: a mark beside a document, or two documents side by side. */
const PARTED =
  /(?:、|和|以及|及|与)(?=关于|(?:关于)?《)|(?<=（(?:讨论稿|草案|送审稿|审议稿|征求意见稿|修订草案)）)(?:、|和)|(?<=》(?:（[^）]{1,12}）)?)(?:(?:、|和|以及|及|与)(?!精神)|(?=《))|(?<=[\u4e00-\u9fff]{4}(?:意见|方案|办法|名单|条例|规划|报告|规定|事项|决定|议案|细则|措施|汇报|通报|批示))(?:、|和|以及|及)(?=[\u4e00-\u9fff第“《]{6})|(?<=精神)(?:、|和|以及|及)(?=[^，。；、]{4,40}精神)/g

/** 研究甲、乙、丙等工作: matters listed before 等. */
const LISTED =
  /^((?:[^《》“”]|“[^“”、]{1,12}”){3,}?(?:、(?:[^《》“”、]|“[^“”、]{1,12}”){3,}?)+?)(?:等(?:[\d一二三四五六七八九十]+(?:[项个件]|方面))?(?:有关|相关)?)?(?:工作|事项|议题|议案|问题|内容|有关情况)$/

/** …、港口特许经营权转让等有关事项: the last of a list that was parted before. */
const LAST_OF_ALL = /^([^、，。]{4,})等(?:有关|相关)?(?:事项|议题|议案|问题)$/

/** Several documents or matters after one verb are several items. */
function addItems(reading: Reading, items: Unnumbered[], mode: string, start: number, end: number): void {
  const text = reading.text.slice(start, end)
  let from = start
  const spans: Span[] = []
  for (const mark of allMatches(PARTED, text)) {
    spans.push([from, start + mark.index])
    from = start + mark.index + mark[0].length
  }
  spans.push([from, end])
  const all = spans.flatMap(span => listedIn(reading.text, span))
  for (const [from, to] of all) {
    const item = reading.text.slice(from, to).replace(/^关于(?=《)/, '')
    if (item.length < 4 || items.some(known => known.item === item)) continue
    // what the report announced in its first sentence and tells now: once, in the fuller words
    const announced = items.findIndex(known => item.includes(known.item))
    items.splice(announced < 0 ? items.length : announced, announced < 0 ? 0 : 1, {
      kind: 'agenda-item',
      mode,
      item,
      modality: /通过|同意|审定|票决/.test(mode)
        ? 'resolution'
        : /研究|审议|讨论/.test(mode)
          ? 'resolution'
          : 'statement',
      evidence: reading.evidence(from, to),
      confidence: 0.8,
    })
  }
}

type Span = readonly [from: number, to: number]

/** The matters of one stretch that are listed before 等, else the stretch itself. */
function listedIn(text: string, [from, to]: Span): Span[] {
  const stretch = text.slice(from, to)
  const listed = stretch.includes('等') ? (LISTED.exec(stretch) ?? LAST_OF_ALL.exec(stretch))?.[1] : undefined
  if (listed === undefined) return [[from, to]]
  let at = from
  return listed.split('、').map((matter): Span => {
    const start = at
    at += matter.length + 1
    return [start, start + matter.length]
  })
}
