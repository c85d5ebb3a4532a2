import { clauseAt, type Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'

/** An event found by a rule: its name, its type, and the passage that shows it. */
export type EventMention = { name: string; type: string; start: number; end: number; at: number; strength: number }

const LAST =
  '(?:双月例会|例会|对接会|推进会|座谈会|动员会|部署会|现场会|观摩会|点评会|分析会|研讨会|交流会|洽谈会|推介会|说明会|发布会|恳谈会|茶话会|联席会议|调度会|协调会|专题会议|常务会议|全体会议|常委会会议|主任会议|党组会议|工作会议|会议|年会|大会|全会|论坛|峰会|沙龙|大赛|竞赛|比赛|锦标赛|挑战赛|联赛|运动会|博览会|展览会|展会|展览|交易会|招聘会|仪式|开幕式|闭幕式|首发式|结业式|揭幕式|签约仪式|开工仪式|启动仪式|揭牌仪式|活动|活动周|宣传周|宣传月|文化节|艺术节|旅游节|美食节|购物节|音乐节|讲座|培训班|培训会|报告会|宣讲会|党课|路演|专场|招商会|调研活动|听证会|考评会|评审会|发布仪式|典礼|庆典|开放日|竞答|抽奖|开奖|摇号|抽签|演练|夏令营|学术会议|会商会|碰头会|总结会|表彰会|表彰大会|会)'
const HELD =
  '(?:圆满|隆重|顺利|成功|正式|如期|同步|集中)?(?:举行|召开|举办|开幕|落幕|闭幕|启动|开启|开赛|拉开帷幕|收官|结束)'
const NAME = `(?:[^，。；：！？\\n“”]|“[^”\\n]{1,20}”){2,60}?${LAST}`

const HELD_AT = searchFor(HELD, '圆隆顺成正如同集举召开落闭启拉收结')
const WHOLE_CLAUSE = new RegExp(
  `^(${NAME})(?:即日起(?:[至到](?:\\d{1,2}月)?\\d{1,2}日)?|自?(?:\\d{1,2}月)?\\d{1,2}日起|今天|昨天|昨日|近日|日前|(?:\\d{1,2}月)?\\d{1,2}日(?:至\\d{1,2}日)?)?(?:上午|下午|晚)?(?:在[^，。；\\n]{1,24}?)?$`,
)
const BEFORE_NAME = new RegExp(
  `(?:召开|举行|举办|开展|组织)(?:了|的)?(${NAME})(?=上|，|。|；|、|中|期间|现场|$|\\n|的)`,
  'g',
)
const QUOTED = /“([^”\n]{3,40})”(?:主题|系列|专项|集中)?(?:活动|比赛|大赛|论坛|行动|计划)/g
/** “某某对接活动”在某地举办: the whole name in quotation marks. */
const QUOTED_HELD = new RegExp(
  `“([^”\\n]{3,40}?(?:活动|大会|论坛|大赛|仪式|周|节|会|峰会))”(?:在[^，。；\\n]{1,20}?)?${HELD}`,
  'g',
)
const ATTENDED = new RegExp(`(?:出席|参加)了?(${NAME})(?=，|。|；|并|$|\\n)`, 'g')

/** What is held so and so often, right before its name. */
const RECURRING =
  /每(?:两|半|[一二三四五六七八九十\d]+个?)?(?:天|日|周|旬|月|季度?|年)[^，。；]{0,6}(?:召开|举行|举办|开展|组织)(?:一[次场])?|(?:召开|举行|举办|开展|组织)[一两\d]+次[^，。；]{0,2}$/

/** Words that stand before a name and belong to the sentence: dates, who holds it, how. */
const LEADING =
  /^(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:至|~|—|-)?(?:\d{1,2}日)?(?:上午|下午|晚上?|早上)?|昨[天日晚](?:上午|下午|晚上?)?|今[天日](?:上午|下午|晚上?)?|近日|日前|当天|期间|会上|会前|会后|随后|在|由|我市|本次|此次|这次|该|其中|据悉|记者从|自|为期[\d一二三两]+天的|[^，]{0,20}(?:主办|承办|举办|组织|召开|举行|发起)的|首次|再次|一场|一年一度的|第[一二三四五六七八九十\d]+(?:场|次)(?=全))+/

/** Meetings, contests, fairs, ceremonies and activities that are held, by their names. */
export function findMeetings(reading: Reading): EventMention[] {
  const { text } = reading
  const found: EventMention[] = []
  const add = (raw: string | undefined, start: number, from: number, to: number, strength: number) => {
    if (!raw) return
    const lead = LEADING.exec(raw)?.[0].length ?? 0
    const name = raw.slice(lead).replace(/^的/, '')
    if (
      name.length < 4 ||
      /^(?:全市|全省|专题|重要|相关|有关|系列|各类|一系列|多场)?(?:会议|活动|大会|仪式|例会)$/.test(name) ||
      // 每季度召开一次联席会议: what is to come again and again is none of them
      RECURRING.test(text.slice(Math.max(0, start - 16), start + 4))
    )
      return
    // 某商会召开…: a body that holds something is no event
    if (
      /(?:(?<!协)商会|协会|学会|联合会|委员会|工会|总会|研究会|基金会|促进会|理事会|管委会|居委会|村委会|联谊会)$/.test(
        name,
      )
    )
      return
    const at = start + raw.length - name.length
    found.push({ name, type: typeOf(name), start: Math.max(from, at - 30), end: to, at, strength })
  }
  for (const match of search(HELD_AT, text)) {
    const clause = clauseAt(reading.sentenceAt(match.index), match.index)
    if (match.index - clause.start > 100) continue
    const from = clause.start
    const whole = WHOLE_CLAUSE.exec(text.slice(from, match.index))
    // 某市人大常委会召开第九次主任会议: a body holds it
    const isBody =
      whole &&
      /(?:常委会|党委会|工委会|党组)$/.test(whole[1] ?? '') &&
      /^[\u4e00-\u9fff\d]/.test(text.slice(match.index + match[0].length))
    if (whole && !isBody) add(whole[1], from, from, match.index + match[0].length, 0.9)
  }
  for (const match of allMatches(QUOTED_HELD, text))
    add(match[1], match.index + 1, match.index, match.index + match[0].length, 0.85)
  for (const match of allMatches(BEFORE_NAME, text))
    add(
      match[1],
      match.index + match[0].length - (match[1]?.length ?? 0),
      match.index,
      match.index + match[0].length,
      0.85,
    )
  for (const match of allMatches(QUOTED, text))
    add(match[1], match.index + 1, match.index, match.index + match[0].length, 0.75)
  for (const match of allMatches(ATTENDED, text))
    add(
      match[1],
      match.index + match[0].length - (match[1]?.length ?? 0),
      match.index,
      match.index + match[0].length,
      0.6,
    )
  return found
}

function typeOf(name: string): string {
  return (
    /(双月例会|例会|对接会|推进会|座谈会|动员会|推介会|发布会|洽谈会|研讨会|论坛|峰会|大赛|竞赛|比赛|博览会|仪式|竞答|展览|培训|路演|活动|会议|大会)[^会]*$/.exec(
      name,
    )?.[1] ?? '会议'
  )
}
