import { leftEdge } from '../organisations/edges.ts'
import { between, type Clause, type Reading, type Sentence } from '../reading.ts'
import type { Word } from '../words.ts'
import { isNoFigure } from './skip.ts'

type Span = { start: number; end: number }

const VERB =
  /(?:同比|环比|较上月|比上年|累计|实现|完成|达到|达|为|是|有|已有|共有|约为|占|增长|上涨|下降|减少|增加|提高|回落|扩大|超过|超|近|约|突破|集聚了?|拥有|培育|选出|发布了?|新增|投入|新建|设立|成立|签约|开工|持续|展开|位列|位居|居|列|以|抽取|得|须在|从|每)+$/

/** What a number measures, in the page's words: the nouns before it in its clause and, for counts, those behind it. */
export function indicatorOf(reading: Reading, clause: Clause, quantity: Span): string {
  // 项目67个、协议投资额215亿元: what stands before another number names that one
  const from = between(reading.quantities, Math.max(clause.start, quantity.start - 60), quantity.start).findLast(
    other => other.end <= quantity.start && !isNoFigure(reading.text, other),
  )?.end
  const before = reading.text
    .slice(from ?? clause.start, quantity.start)
    .replace(/^[、和及与，]/, '')
    .replace(/^(?:其中|目前|截至目前|此外|同时|据悉|近年来)/, '')
  const after =
    /^[\u4e00-\u9fffA-Za-z（）/“”]{0,16}/.exec(
      reading.text.slice(quantity.end, Math.max(quantity.end, clause.end)),
    )?.[0] ?? ''
  const head = before.replace(VERB, '')
  const noun = head.length > 14 ? fromWord(reading, clause, quantity.start - (before.length - head.length), 14) : head
  const verb = before.slice(head.length)
  const name = `${noun}${/同比|环比|较上月|比上年/.test(verb) ? '' : verb.replace(/(?:达到|达|为|是|约|近|超过|超)+$/, '')}${after}`
  return name.slice(0, 40)
}

/** The last words before an offset that have no more than `most` characters together, from the last 、 on. */
function fromWord(reading: Reading, clause: Clause, to: number, most: number): string {
  const words = between(reading.words(reading.sentenceAt(clause.start)), Math.max(clause.start, to - most), to)
  const noun = reading.text.slice(words[0]?.start ?? to - most, to)
  const listed = noun.lastIndexOf('、')
  return listed >= 0 && noun.length - listed > 3 ? noun.slice(listed + 1) : noun
}

/** Whose figure it is: the name the clause or its sentence begins with, else what the scope carries. */
export function subjectOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: Span,
  carried: string,
): string {
  const words = reading.words(sentence)
  const here = sentence.clauses.findIndex(part => part.start >= clause.start)
  const earlier = sentence.clauses.slice(Math.max(0, here - 3), Math.max(0, here)).reverse()
  for (const part of [clause, ...earlier]) {
    const upTo = Math.min(part.end, quantity.start)
    const stretch = between(words, part.start, upTo)
    const first = stretch.findIndex(canBeTopic)
    const topic = stretch[first]
    if (!topic) continue
    // the whole noun phrase that the first noun begins
    let end = topic.end
    for (const word of stretch.slice(first + 1)) {
      if (word.end > upTo || !goesOnPhrase(word) || end - topic.start > 16) break
      end = word.end
    }
    const start = leftEdge(words, part.start, topic.end)
    const subject = reading.text
      .slice(start < topic.end ? start : topic.start, end)
      .replace(/^(?:预计|预测|约定|累计|完成|实现|较|比|对)(?=[^、]{2})/, '')
      .replace(/(?:同比|环比|增速|增幅|降幅)$/, '')
    if (subject.length >= 2) return subject
  }
  return carried
}

const TOPIC = /^(?:ns|nt|nz|nr|j|eng|n)/
const PHRASE = /^(?:n|vn|j|eng|b|g|s|f|l)/
/** Nouns that say how something changes, not what. */
const NO_TOPIC =
  /^(?:同比|环比|增速|增幅|降幅|涨幅|其中|数据|新建|改建|截至|目前|全年|此外|同时|总投资|面积|总面积|规模|概算|投资)$/

function canBeTopic({ text, tag, lexeme }: Word): boolean {
  lexeme.topic ??= text.length >= 2 && TOPIC.test(tag) && !NO_TOPIC.test(text)
  return lexeme.topic
}

function goesOnPhrase({ tag, lexeme }: Word): boolean {
  lexeme.phrase ??= PHRASE.test(tag)
  return lexeme.phrase
}

const PERIOD =
  /(?:(?:今年|去年|20\d{2}年)?(?:\d{1,2}[—~\-至到]\d{1,2}月份?|\d{1,2}月份|一季度|二季度|三季度|四季度|前三季度|上半年|下半年|全年)|20\d{2}年度?|今年以来|截至目前|截至[\d年月日底末]{2,9}|去年|今年|“十[三四五]五”期间)/

/** The period a figure speaks of as printed: in its clause, else earlier in its sentence; null where none is said. */
export function periodOf(reading: Reading, sentence: Sentence, clause: Clause): string | null {
  const own = PERIOD.exec(reading.text.slice(clause.start, clause.end))?.[0]
  if (own) return own
  for (const earlier of sentence.clauses
    .filter(part => part.end <= clause.start && part.end > clause.start - 80)
    .reverse()) {
    const text = reading.text.slice(earlier.start, earlier.end)
    const period = PERIOD.exec(text)?.[0]
    // 计划今年三季度开工 dates the start of works, not what is counted behind it
    if (period) return WORKS_BEGIN.test(text) ? null : period
  }
  return null
}

const WORKS_BEGIN = /开工|竣工|投产|投用|建成|投运|交付|启动建设|试生产/
