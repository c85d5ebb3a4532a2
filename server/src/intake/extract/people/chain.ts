import { departmentEdge, joinedRuns, leftEdge, nameRuns, stationedFrom } from '../organisations/edges.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import type { Reading, Sentence } from '../reading.ts'
import { endsInPost, isLoose, isPurePost, postStart } from './posts.ts'

/** Posts in a row and whose they are; `start` is where they are printed, with the organisation before them. */
export type Chain = {
  post: string
  organisation: string | null
  organisationStart: number
  start: number
  strength: number
}

/** The posts that end at an offset, read leftwards through 、 until something that is no post, or to `done`, where the person before ends. */
export function chainBefore(reading: Reading, end: number, done: number): Chain | null {
  const { text } = reading
  const sentence = reading.sentenceAt(end - 1)
  const floor = Math.max(sentence.start, end - 160, done)
  let pieceEnd = end
  let start = end
  let organisation: string | null = null
  let organisationStart = end
  for (let guard = 0; guard < 8; guard++) {
    let pieceStart = pieceFloor(text, floor, pieceEnd)
    // 张某及某市委书记: the person before ends here
    if (pieceStart === done && /[及和与暨]/.test(text.charAt(done))) pieceStart++
    const piece = text.slice(pieceStart, pieceEnd)
    if (!endsInPost(piece)) break
    if (isPurePost(piece)) start = pieceStart
    else {
      const within = postStart(piece)
      const head = postLead(reading, sentence, pieceStart, pieceStart + within)
      start = head.start
      if (head.organisation !== null) {
        organisation = head.organisation
        organisationStart = head.start
      }
    }
    if (start !== pieceStart && organisation === null) break
    const before = text[pieceStart - 1]
    if (start > pieceStart || pieceStart - 1 <= floor) break
    // 某市委常委、副市长，某园区党工委书记沈某: a post right before a comma has no name of its own and goes on
    const goesOn = before === '，' && !isLoose(piece) && endsInFirmPost(text.slice(floor, pieceStart - 1))
    if (before !== '、' && before !== ' ' && before !== '兼' && !goesOn) break
    pieceEnd = pieceStart - 1
    if (isLoose(text.slice(Math.max(floor, pieceEnd - 4), pieceEnd))) break
  }
  if (start >= end) return null
  const whole = text.slice(start, end)
  if (organisation !== null && ABROAD.test(organisation)) organisation = null
  const bare =
    organisation && whole.startsWith(organisation) && !isGovernmental(organisation)
      ? whole.slice(organisation.length)
      : whole
  if (bare === '' || bare.length > 60) return null
  return {
    post: bare,
    organisation,
    organisationStart: organisation === null ? start : organisationStart,
    start,
    strength: isLoose(bare) ? 0.82 : 0.95,
  }
}

/** 巴基斯坦驻华, 德国驻沪: a state and where its envoy is; part of the post, and no body. */
const ABROAD = /驻[^室馆处会院办局，。、]{1,8}$/

/** Whether a stretch ends in a post that is more than a description (代表、负责人). */
function endsInFirmPost(before: string): boolean {
  const piece = /[^、，。；：！？“”《》\n ]*$/.exec(before)?.[0] ?? ''
  // 担任领导小组组长，: said of somebody before
  if (
    /担任|兼任|出任|当选|任命|聘[请任为]|推选|(?<![主责时现原上前历拟新连在])任(?![命务职期丘城县用免何])/.test(piece)
  )
    return false
  return endsInPost(piece) && !isLoose(piece)
}

/** A government body stays part of the printed post (市科技局局长, 市委副书记); a firm stands beside it. */
function isGovernmental(organisation: string): boolean {
  return /(?:局|委|办|[究查察研]室|厅|部|署|政府|法院|检察院|人大|政协|街道|镇|乡|村|社区|委员会|委会)$/.test(
    organisation,
  )
}

/** Where the piece that ends here begins: after a separator, but 、 inside brackets does not count. */
function pieceFloor(text: string, floor: number, end: number): number {
  let depth = 0
  for (let i = end - 1; i >= floor; i--) {
    const c = text[i] ?? ''
    if (c === '）') depth++
    else if (c === '（') {
      if (depth === 0) return i + 1
      depth--
    } else if (depth === 0 && (/[、，。；：！？“”《》\n ]/.test(c) || joinsPosts(text, i))) return i + 1
  }
  return floor
}

/** 党组书记兼局长: 兼 between two posts; 兼职 and 兼任 are words of their own. */
function joinsPosts(text: string, at: number): boolean {
  return (
    text[at] === '兼' && !/[职任并顾具容]/.test(text.charAt(at + 1)) && endsInPost(text.slice(Math.max(0, at - 8), at))
  )
}

/** Posts abroad, at the place before them. */
const ENVOY = /^(?:[副代]|首席|商务|特命全权|临时)*(?:大使|总领事|领事|代表|参赞|代办)/

/** What stands before the post in its piece: the name of an organisation or place, cut free of the words that lead to it. */
export function postLead(
  reading: Reading,
  sentence: Sentence,
  from: number,
  to: number,
): { start: number; organisation: string | null } {
  if (from === to) return { start: to, organisation: null }
  const words = reading.words(sentence)
  const nearest = leftEdge(words, from, to)
  if (nearest >= to) return { start: to, organisation: null }
  // 市住房和城乡建设局局长: the office is the whole, not what stands behind 和
  const whole = /[和与及]/.test(reading.text.charAt(nearest - 1))
    ? joinedRuns(words, nameRuns(words)).find(
        // 科技处处长 is cut into 科技 + 处处长
        run => (words[run.first]?.start ?? to) < nearest && (words[run.end - 1]?.end ?? 0) >= to - 1,
      )
    : undefined
  const before = reading.text.slice(from, nearest - 1)
  const joined =
    /[处科办室]$/.test(reading.text.slice(from, to)) && !endsInPost(before)
      ? departmentEdge(reading.text, words, from, nearest)
      : nearest
  const stationed =
    ENVOY.test(reading.text.slice(to, to + 8)) ||
    /(?:领事办公室|代表处|联络处|领事馆|大使馆)$/.test(reading.text.slice(from, to))
      ? stationedFrom(
          words,
          words.findIndex(word => word.start === nearest),
        )
      : null
  const edge = Math.max(from, stationed ?? words[whole?.first ?? -1]?.start ?? joined)
  const name = reading.text.slice(edge, to)
  // 我市、全省 and the like are no names
  if (
    /^(?:国家级|省级|市级|区级|县级|我|全|本|该|各|其|两|有关|相关|部分|多名|一名|一位|名|位)/.test(name) ||
    name.length > 40
  )
    return { start: to, organisation: null }
  // 办公室主任 of the body named before it: no name by itself, as 经开区 is in its own region
  const kind = kindEndingAt(name, 0, name.length)
  if (/^(?:社区|小区|街道|[村居]委会|[村镇乡])$/.test(name)) return { start: edge, organisation: null }
  return { start: edge, organisation: kind?.suffix === name && !kind.place ? null : name }
}
