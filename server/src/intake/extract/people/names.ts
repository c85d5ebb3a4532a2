import { isListedDivision } from '../lexicon/divisions.ts'
import { surnameLength } from '../lexicon/surnames.ts'
import { isDivisionName, tagWords } from '../words.ts'

/** Words that follow a name in a report: what people do, and how they are addressed. */
const AFTER =
  /^(?:每[月周天年日]|当场|当即|高兴|激动|欣慰|自豪|动情|兴奋|无奈|开心|由衷|拿督|阁下|爵士|连夜|一道|建言|献策|全程|专程|逐一|带头|主动|致电|致信|连线|书面|视频|线上|列席|莅临|与会|随同|共同|指导|调度|巡察|交流|座谈|合影|会谈|攀谈|发表|回顾|展望|汇报|通报|亲自|多次|现场|受托|详解|宣读|颁|授|创作|主讲|领衔|发起|创办|投资|荣任|率队|率团|率|带队|参加|出席|主持|指出|强调|表示|介绍|要求|会见|致辞|讲话|作|调研|走进|深入|领学|进行|一行|代表|陪同|听取|宣布|签署|见证|认为|希望|告诉|感谢|察看|率先|先后|实地|详细|分别|共同|一同|一起|围绕|随后|日前|昨天|今天|首先|来到|来通|来访|赴|前往|到会|到|现场|应邀|受邀|登台|上台|发言|点评|部署|宣读|解读|讲授|授课|作报告|主讲|对话|分享|坦言|直言|说|称|谈|讲|问|答|看|笑|回忆|透露|补充|建议|提出|提议|呼吁|坦陈|总结|回应|接受|获|荣获|当选|任|担任|兼任|出任|履新|辞|同志|先生|女士|教授|院士|博士|研究员|副研究员|高级|工程师|高工|老师|主任|书记|等|和|与|及|以及|在|向|对|对此|为|从|将|被|以|就|也|还|又|是|有|带领|率领|带着|携|同|则|均|都|正|已|曾|并|由|经|至|登|进|入|主|参|致|讲|要|检查|视察|督查|督导|慰问|看望|考察|观摩|参观|巡|推介|路演|签约|揭牌|启动|开启|牵头|负责|联系|挂钩|分管|不|没|手|带|走|给|让|把|自|于|的|（|，|。|、|；|：|！|？|”|》|\n|$)/

/** Those of one character prove less: they may also be the last of a name. */
const SINGLE =
  /^(?:率|作|说|称|谈|讲|问|答|看|笑|获|任|辞|等|和|与|及|在|向|对|为|从|将|被|以|就|也|还|又|是|有|携|同|则|均|都|正|已|曾|并|由|经|至|登|进|入|主|参|致|要|授|颁|不|没|手|带|走|给|让|把|自|于|到|巡)/

/** Common nouns that begin with a character that is a surname too. */
const NEVER_NAME =
  /^(?:代表|代表团|代表队|代理|代办|代价|代码|代言|单位|成员|党员|方面|时间|项目|企业|连续|车间|车辆|安全|公司|公安|高校|高管|高端|高新|常务|常委|党委|党组|金融|连长|水利|水务|计划|权威|官方|司机|师傅|施工|花农|花木|关键|应急|应邀|万象|白领|单独|向导|和谐|全体|海外|国家|温室|游客|时任|时候|明星|路演|曲艺|成功|成果|农民|农户|农业|田间|戏曲|冷链|祖国|经济|经营|经理|鲜花|印章|信息|信用|都市|步行|明确|相关|方案|方式|方向|安置|白天|包装|毛巾|石油|石化|金属|金额|钢铁|黄金|黄酒|红酒|文化|文艺|文明|文旅|文物|水产|水电|水平|水稻|江海|江河|海洋|海鲜|海门|海安|山东|山西|云南|云计算|云端|平台|平均|平安|贺信|贺词|严格|严重|易地|易燃|党建|党校|党群|党史|韩国)$/

/** Characters that no given name ends on in practice. */
const NEVER_LAST = /[要的了是也都把被让从或并则还就个这那哪他她它们我你吗呢吧啊说做没等将及对已曾赴在驻]/

export type NameMatch = { name: string; end: number }

/** Counts how often a text holds a word, at most `most` times. */
function occurrences(text: string, word: string, most = 4): number {
  let count = 0
  for (let at = text.indexOf(word); at >= 0 && count < most; at = text.indexOf(word, at + word.length)) count++
  return count
}

/**
 * The name that begins at an offset, null where none does.
 *
 * Of two and three characters the reading wins whose next words a report would use, which the rest of the article repeats,
 * and which leaves a known word behind the name (张彤 + 率队, not 张彤率 + 队).
 */
export function nameAt(text: string, at: number, memory: Map<string, string>): NameMatch | null {
  const foreign = foreignAt(text, at)
  if (foreign) return foreign
  const surname = surnameLength(text, at)
  if (surname === 0) return null
  // 李 彤, set with a space between the two characters
  const wide = /^([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?=[ ，。、；）\n]|$)/.exec(text.slice(at, at + 4))
  if (wide) return { name: `${wide[1]}${wide[2]}`, end: at + 3 }
  const head = text.slice(at, at + surname + 2)
  const known = memory.get(head) ?? memory.get(head.slice(0, surname + 1))
  if (known && text.startsWith(known, at)) return { name: known, end: at + known.length }
  const best = bestReading(text, at, surname)
  // 以及海口市投资促进局局长: a city, whose first character is a surname too
  if (best && /[市区县]$/.test(best.name) && isDivisionName(best.name.slice(0, -1))) return null
  if (best) memory.set(best.name, best.name)
  return best
}

/** What follows a foreign name, by its first character: none of these stands in a transliteration. */
const ENDS_FOREIGN =
  /率|一[行同起道]|女士|先生|阁下|爵士|博士|教授|大使|总领事|领事|[等和与在说对将参访会介指主宣表致出陪听向就先后并还是了的应受作讲认感谢首随昨今前赴走考座签发代告称获为也曾已分共到]|来[到访华自]|希望|当[选场天日]/

/** A name with a dot in it, or one of Latin words: up to what the report says of its bearer (彼得·舒尔茨 + 一行). */
function foreignAt(text: string, at: number): NameMatch | null {
  const found = /^[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fffA-Z]{1,12})+|^[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}/.exec(
    text.slice(at, at + 40),
  )
  if (
    !found ||
    /[局处区县市院校会行社站所组队]长|主任|书记|负责人|经理|代表|主席/.test(
      found[0].slice(0, found[0].lastIndexOf('·')),
    )
  )
    return null
  const last = found[0].lastIndexOf('·') + 1
  const cut = last === 0 ? -1 : found[0].slice(last + 1).search(ENDS_FOREIGN)
  const name = cut < 0 ? found[0] : found[0].slice(0, last + 1 + cut)
  return { name, end: at + name.length }
}

function bestReading(text: string, at: number, surname: number): NameMatch | null {
  const short = text.slice(at, at + surname + 1)
  const long = text.slice(at, at + surname + 2)
  const shortFits =
    /^[\u3400-\u9fff]+$/.test(short) && short.length === surname + 1 && !NEVER_LAST.test(short.charAt(surname))
  if (!shortFits) return null
  const longFits =
    /^[\u3400-\u9fff]+$/.test(long) &&
    long.length === surname + 2 &&
    (!NEVER_LAST.test(long.charAt(surname + 1)) || endsOnIs(text, at + surname + 1))
  const shortScore = follows(text, at + surname + 1)
  const longScore = longFits ? follows(text, at + surname + 2) : -1
  if (shortScore <= 0 && longScore <= 0) return null
  // 王国荣为联盟揭牌: a noun and one more before a single word of a report
  const [word] = longScore >= 1 && longFits ? tagWords(text.slice(at, at + 6)) : []
  const isNoun = word !== undefined && /^n[zs]?$/.test(word.tag) && !isListedDivision(word.text)
  if (isWord(text, at, surname, shortScore >= 3 || longScore >= 3 || isNoun)) {
    // 安知 + 远，: a verb to the dictionary, but the whole stands where a report goes on after a name
    return longScore >= 3 && isVerbAndMore(text, at, surname) ? { name: long, end: at + long.length } : null
  }
  if (!longFits) return { name: short, end: at + short.length }

  // a window, not the whole article, so that a text of nothing but names stays linear
  const around = text.slice(Math.max(0, at - 3000), at + 3000)
  const shortCount = occurrences(around, short)
  const longCount = occurrences(around, long)
  const repeated = longCount >= 2 && longCount === shortCount ? 2 : 0
  const varied = shortCount > longCount ? 2 : 0
  const cut = shortScore > 0 && longScore > 0 ? leavesWord(text, at + surname + 1) : 0
  const preferShort = shortScore + varied + cut - (longScore + repeated)
  const name = preferShort > 0 ? short : long
  return (name === short ? shortScore : longScore) > 0 ? { name, end: at + name.length } : null
}

/** 金如是，: before a mark 是 joins nothing, so that it may end a name. */
const endsOnIs = (text: string, at: number) => /^是(?:[，。、；]|参加|出席|等)/.test(text.slice(at, at + 3))

/** How well a text goes on after a name: 3 and more surely, 1 and 2 perhaps, 0 not. */
export function follows(text: string, at: number): number {
  const next = text.slice(at, at + 8)
  if (!AFTER.test(next)) {
    const [word, after] = tagWords(text.slice(at, at + 6))
    // 捡 + 到, 送 + 来
    if (word?.tag === 'v' && word.text.length === 1 && /^[到了着过来出起]$/.test(after?.text ?? '')) return 2
    return word && word.text.length >= 2 && /^[vdpt]/.test(word.tag) ? 2 : 0
  }
  return next === '' || /^[（，。、；：！？”》\n]/.test(next)
    ? 3.5
    : SINGLE.test(next) &&
        !/^(?:率[队团先领]|到会|在[^\u4e00]|作[为了]?报告|一|[说称问答][，：]|要求|参[加与观]|作[\u4e00-\u9fff]{0,4}(?:报告|发言|讲话|介绍|汇报|致辞|点评|说明|部署|解读|分享|交流|动员|表态)|主持|主讲|致辞|致词|讲话|讲授|带[队领着]|看望|称赞)/.test(
          next,
        )
      ? 1
      : 3
}

/** Whether a word of the dictionary begins after the shorter name: 2 for one of two characters or more, 0 for none. */
function leavesWord(text: string, at: number): number {
  const [first] = tagWords(text.slice(at, at + 6))
  return first && first.text.length >= 2 && !/^(?:m|x|nr)/.test(first.tag) ? 1.5 : -1
}

/** A verb as long as the shorter name, with one character of its own behind it. */
function isVerbAndMore(text: string, at: number, surname: number): boolean {
  const [first, second] = tagWords(text.slice(at, at + 6))
  return (
    first !== undefined &&
    first.tag === 'v' &&
    first.text.length === surname + 1 &&
    second?.text.length === 1 &&
    !NEVER_NAME.test(first.text) &&
    !/[后前时中上下内外等为到得在于给向]/.test(second.text)
  )
}

const ANYONE = /(?:居民|村民|市民|业主|网友|学生|职工|员工|游客)$/
const SAYS = /^(?:提出|告诉|表示|建议|反映|认为|坦言|回忆|提议|希望|直言|说)/

/** A dictionary word that is no person stands here (南通、成立、安全…), so that no name begins. */
function isWord(text: string, at: number, surname: number, surely: boolean): boolean {
  const [first] = tagWords(text.slice(at, at + 6))
  if (!first || first.text.length < 2 || first.tag.startsWith('nr') || (surname === 2 && first.text.length === 2))
    return false
  if (NEVER_NAME.test(first.text)) return true
  // 居民高原提出: who says something behind such a word is a person, whatever else it means
  if (
    first.text.length === surname + 1 &&
    SAYS.test(text.slice(at + surname + 1, at + surname + 4)) &&
    ANYONE.test(text.slice(Math.max(0, at - 2), at))
  )
    return false
  // a common word may be a name (高峰、方圆), when it is just as long and a report goes on after it
  return !(
    surely &&
    (first.text.length === surname + 1 || first.text.length === surname + 2) &&
    !(/^(?:v|nt|c|d|p)/.test(first.tag) || (isDivisionName(first.text) && !isListedDivision(first.text)))
  )
}
