import type { FactOf, Modality } from '#contract/extraction.ts'
import type { Reading, Sentence } from '../reading.ts'
import type { Speech } from './speakers.ts'

type Task = FactOf<'task'>

/** A call to act: 要, 应当, 务必 at the head of a clause, after whoever is called upon. */
const CALL =
  /^(?:同时，|此外，)?(?<who>(?:[^，“”]|“[^“”，]{1,8}”){0,24}?)(?:(?<![重主需只概摘纲首简扼])要|应当|应该|(?<![策回适供响对相反效顺呼])应(?=在|把|以|加|坚|继|进|注|尽|积)|必须|务必|务求)(?![求素点件闻害是么道领义]|紧(?![盯扣抓跟贴密咬紧])|清醒|看到|认识到|知道)/
const WHO =
  /^(?:参建各方|[市县区省]直(?:有关|相关)部门|各[\u4e00-\u9fff、（）]{0,18}?(?=于\d|每|突出|坚持|强化|加强|加快|提高|认真|切实|进一步|深入|全面|严格|积极|主动|抓|把|以|围绕|聚焦|按照|对照|压实|落实|统筹|立足|精心|迅速|结合|紧盯|紧扣|牢固)|双方|大家|企业(?:家们?|负责人)?|广大[\u4e00-\u9fff]{2,8}?(?=坚持|发挥|积极|主动|以|把)|(?:相关|有关)(?:部门|单位|地区|方面|企业)|全市上下|全市各级)/

/** 要求市应急局建立问题清单, 希望某院在标准制定方面: who stands right behind the verb is called upon. */
const OFFICE =
  /^((?:[\u4e00-\u9fffA-Z]{2,14}?(?:院|所|大学|集团|公司|中心|协会|商会|银行))(?=在|把|以|能|继续|进一步|充分|积极|给予|发挥|持续|一如既往|加大|加快|加强|帮助|支持|对)|(?:[省市区县]|[\u4e00-\u9fff]{2,4}[省市区县])[\u4e00-\u9fff]{2,10}?(?:局|委|办|厅|管委会))(?=[\u4e00-\u9fff\d]{2})/

/**
 * What is asked of whom: each stretch of one to three clauses that calls for something, by the speaker of the passage.
 *
 * Short clauses are taken together until they say something; the assignee is only what the page names.
 */
export function taskFacts(reading: Reading, speeches: readonly Speech[]): Task[] {
  const tasks: Task[] = []
  for (const speech of speeches) {
    if (speech.modality === 'statement' && !SAYS.test(speech.verb)) continue
    for (const sentence of sentencesOf(reading, speech)) {
      const from = Math.max(sentence.start, speech.start)
      const called = callIn(reading, sentence, from, speech, from === speech.start)
      if (called) tasks.push(...stretches(reading, sentence, called, speech, speech.end))
    }
  }
  return tasks
}

function* sentencesOf(reading: Reading, speech: Speech): Generator<Sentence> {
  for (let at = speech.start; at < speech.end; ) {
    const sentence = reading.sentenceAt(at)
    if (sentence.end <= at) return
    yield sentence
    at = sentence.end
  }
}

type Called = { start: number; assignee: string | null; modality: Modality }

/** Where the call begins in a sentence, and on whom; null where the sentence only states. */
function callIn(reading: Reading, sentence: Sentence, from: number, speech: Speech, first: boolean): Called | null {
  for (const clause of sentence.clauses) {
    if (clause.end <= from) continue
    const start = Math.max(clause.start, from)
    const text = reading.text.slice(start, clause.end)
    if (speech.modality === 'commitment') {
      if (/^(?:下一步)?[^，]{0,10}将/.test(text) || /^下一步/.test(text))
        return { start, assignee: null, modality: 'commitment' }
      if (/^(?:回应|答复|表示|表态)$/.test(speech.verb) && SOON.test(text))
        return { start, assignee: null, modality: 'commitment' }
      if (/希望/.test(text.slice(0, 8)))
        return { start, assignee: calledUpon(text.replace(/^.*?希望/, '')), modality: 'request' }
      continue
    }
    if (SAYS.test(speech.verb)) {
      if (AHEAD.test(text)) return { start, assignee: null, modality: 'commitment' }
      if (speech.verb === '认为' && SHOULD.test(text)) return { start, assignee: null, modality: 'request' }
      if (speech.modality === 'statement') continue
    }
    // 会议要求各地突出…、希望双方…: the verb of saying itself calls, when no mark parts it from what follows
    if (
      first &&
      start === speech.start &&
      text.length > 0 &&
      /^(?:要求|责成|希望|期待|期望|叮嘱|建议|呼吁|勉励|强调)$/.test(speech.verb)
    ) {
      const who = calledUpon(text)
      if (who || speech.modality === 'request' || /^要/.test(text) || /^(?:要求|责成)$/.test(speech.verb))
        return { start, assignee: who ?? assignee(text), modality: speech.modality }
    }
    // 他建议，加快…: parted from the verb by a mark
    if (first && start <= speech.start + 1 && /^(?:建议|呼吁|希望|期待)$/.test(speech.verb))
      return { start, assignee: WHO.exec(text)?.[0] ?? assignee(text), modality: speech.modality }
    const call = CALL.exec(text)
    if (call)
      return {
        start,
        assignee: named(call.groups?.who) ?? placesAt(reading, start, call.groups?.who),
        modality: speech.modality === 'request' || speech.modality === 'resolution' ? speech.modality : 'instruction',
      }
    if (/希望/.test(text.slice(0, 6)))
      return { start, assignee: calledUpon(text.replace(/^.*?希望/, '')), modality: 'request' }
    if (speech.modality === 'resolution' && first && clause.start >= speech.start)
      return MEETS.test(text) ? null : { start, assignee: WHO.exec(text)?.[0] ?? null, modality: 'resolution' }
    if (/^(?:要求|责成)$/.test(speech.verb) && first && clause.start >= speech.start)
      return { start, assignee: WHO.exec(text)?.[0] ?? null, modality: 'instruction' }
  }
  return null
}

/** 会议决定，某次会议于25日召开: when they meet and whom they appoint is no task. */
const MEETS = /召开|任命|免去|接受|表决|命名|授予|追认/

/** Who stands at the head of what is asked, null where nobody is named. */
function calledUpon(text: string): string | null {
  const office = OFFICE.exec(text)
  return WHO.exec(text)?.[0] ?? office?.[1] ?? office?.[2] ?? null
}

function assignee(text: string): string | null {
  const call = CALL.exec(text)
  return call ? named(call.groups?.who) : null
}

/** The last word of those a call may name. */
const GROUP =
  /(?:部门|单位|地|区|县|市|镇|街道|同志|干部|党员|成员|企业|各方|双方|三方|机构|院校|高校|学校|医院|局|委|办|政府|党组|党委|负责人|委员|代表|团队|集团|公司|园区|开发区|专班|小组|人员|大家|干部职工|队伍|群众|市民|方面|委员会|联合会|工商联|总工会|团市委|妇联|协会|商会|银行|中心|班子|主体|家|室|厅|部|处|站|所|队|院|板块|主体|人大|政协|机关|乡镇)$/

/** 启东、崇川要…: places that are called upon, as printed. */
function placesAt(reading: Reading, start: number, who: string | undefined): string | null {
  if (!who || who.length > 20) return null
  const words = reading
    .words(reading.sentenceAt(start))
    .filter(word => word.start >= start && word.end <= start + who.length)
  // the dictionary knows one of them at least
  const isPlaces =
    words.some(({ tag }) => tag === 'ns') && who.split(/[、和]/).every(part => /^[\u4e00-\u9fff]{2,4}$/.test(part))
  return isPlaces && words.at(-1)?.end === start + who.length ? who : null
}

/** What is left of the head of a call: nothing but who is called upon is cut off, so that 奖惩要动真格 stays itself. */
function bareCall(call: string, groups: unknown): string {
  const who = typeof groups === 'object' && groups !== null && 'who' in groups ? String(groups.who ?? '') : ''
  const isThing = who.length >= 2 && named(who) === null && !NOBODY.test(who) && /^[\u4e00-\u9fff]+$/.test(who)
  return isThing ? call : ''
}

/** Words before a call that name nobody. */
const NOBODY =
  /^(?:我们|我市|全市|必须|同时|特别|尤其|更|还|也|又|就是|下一步|当前|接下来|既|都|一定|关键|首先|始终|一|二|三|四|五|另外|此外|因此|为此|今年|明年)/

/** Whom a call names, null for we, it and words that name nobody. */
function named(who: string | undefined): string | null {
  if (!who || !GROUP.test(who.replace(/（[^）]*）$/, '')) || NOBODY.test(who) || who.length < 2) return null
  return who
}

/** Verbs of telling: what is told so is a statement, but for what the speaker says will or should be done. */
const SAYS = /^(?:认为|介绍|透露|说)$/
/** 应建立校地对接机制: what somebody holds should be done. */
const SHOULD = /^(?:应|需|要|应当|需要|有必要)(?:[\u4e00-\u9fff]{2})/
/** 下一步将每季度召开一次: what is told of the time to come. */
const AHEAD = /^(?:下一步|接下来|下阶段|今后|未来|明年|年内)?[^，]{0,8}将(?![军士近要来])|^(?:下一步|接下来|下阶段)/

/** 回应：明年新建10个以上: what is answered for the time to come. */
const SOON = /^(?:明年|本月|本周|下月|下周|月底|月内|年底|年内|今后|力争|马上|立即|尽快|\d{1,2}月)/

const LEAST = 24
const OTHER =
  /^(?:[市县区省]直)?(?:各|有关|相关)(?:地区?|部门|单位|板块|成员单位)(?:、各?(?:部门|单位))?(?=[\u4e00-\u9fff]{4})/
const ABOUT = /^(?:对|凡|凡是|如|如果|若|一旦)[^，]*$|的$/
/** A clause in which another begins to speak. */
const ANSWER = /[\u4e00-\u9fff]{4,}(?:回应|答复|表态|回答)(?:称|说|道)?$/

/** One task for each stretch of clauses from where the call begins to the end of the sentence or the speech. */
function stretches(reading: Reading, sentence: Sentence, called: Called, speech: Speech, until: number): Task[] {
  const tasks: Task[] = []
  let start = -1
  let holder = called.assignee
  const close = (end: number) => {
    const stretch = reading.text.slice(start, end)
    const lead = /^[，；：、”]*/.exec(stretch)?.[0].length ?? 0
    const [from, to] = [start + lead, end - (/[，；、]$/.test(stretch) ? 1 : 0)]
    const printed = reading.text.slice(from, to)
    const what = printed
      .replace(/^(?:一|二|三|四|五)是/, '')
      .replace(CALL, (call, ...rest) => bareCall(call, rest.at(-1)))
      .replace(/^(?:希望|要求)/, '')
    if (what.replace(/[，；]/g, '').length >= (holder ? 4 : CALL.test(printed) ? 6 : 8)) {
      tasks.push({
        kind: 'task',
        assignee: holder,
        what: (holder && what.startsWith(holder) ? what.slice(holder.length) : what).replace(/^，要?/, ''),
        statedBy: speech.speaker,
        modality: called.modality,
        evidence: reading.evidence(from, to),
        confidence: holder ? 0.8 : 0.7,
      })
    }
    start = -1
  }
  for (const clause of sentence.clauses) {
    if (clause.end <= called.start || clause.start >= until) continue
    const text = reading.text.slice(Math.max(clause.start, called.start), clause.end)
    const again = CALL.exec(text)
    // 一要抢进度，二要强要素: too short to stand alone, they go together
    if (again && start >= 0 && clause.start - 1 - start >= 10) close(clause.start - 1)
    // 市直有关部门主动服务: another is called upon in the same breath
    const other = again || start < 0 ? null : OTHER.exec(text)?.[0]
    if (other) {
      close(clause.start - 1)
      holder = other
    }
    // somebody answers: what was asked ends before it
    if (start >= 0 && ANSWER.test(text)) {
      close(clause.start - 1)
      break
    }
    if (again?.groups?.who) holder = named(again.groups.who) ?? holder
    if (start < 0) start = Math.max(clause.start, called.start)
    // an opening clause with its verb of saying is short of the matter: 希望双方发挥各自优势 goes with what follows
    const mark = reading.text[clause.end]
    // 对连续排名末位的县，由某领导约谈: whom or what it is about goes with what is done
    const isAbout = mark === '，' && ABOUT.test(reading.text.slice(clause.start, clause.end))
    if ((clause.end - start >= LEAST && !isAbout) || mark === '；') close(Math.min(clause.end, until))
  }
  if (start >= 0) {
    const end = Math.min(sentence.clauses.at(-1)?.end ?? sentence.end, until)
    if (end > start) close(end)
  }
  return tasks
}
