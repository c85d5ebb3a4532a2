import { leftEdge } from '../organisations/edges.ts'
import { endsInPost } from '../people/posts.ts'
import { clauseAt, type Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import type { EventMention } from './meetings.ts'

type Rule = {
  /** what the text must hold before the longer pattern is tried at every character */
  needs: RegExp
  pattern: RegExp
  read(match: RegExpExecArray, reading: Reading): { name: string; type: string } | null
  strength: number
}

const VISIT =
  '(?:考察对接|学习考察|考察学习|考察调研|调研考察|参观考察|走访调研|考察|调研|走访|慰问|看望|会见|会谈|拜访|检查|督查|督导|视察|巡查|暗访|观摩|察看|参观)'

/** The first of a list of places visited, 等 for the others. */
const firstOf = (list: string) => list.replace(/^([^、]{2,})、.*$/, '$1等')

/** Who is received, without the posts before the name. */
function guestOf(guest: string): string {
  for (const length of [3, 2, 4]) {
    const posts = guest.slice(0, -length)
    if (posts.length >= 2 && endsInPost(posts)) return guest.slice(-length)
  }
  return guest
}

/** What is done rather than held: openings, unveilings, releases, inspections, visits, talks. One rule a line of a report's habits. */
const RULES: readonly Rule[] = [
  {
    // 并为某中心揭牌, 为某中心授牌
    needs: /[揭授颁剪奠]/,
    pattern: /为([^，。；\n]{3,40}?)(揭牌|授牌|揭幕|颁奖|授旗|剪彩|奠基)/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: match[2] ?? '' }),
    strength: 0.85,
  },
  {
    // 发布《…》, 工信部近日公示《…》
    needs: /《/,
    pattern: /(发布|公示|公布|印发|出台)了?(《[^》\n]{4,60}》)/g,
    read: match => ({ name: `${match[2]}${match[1]}`, type: match[1] ?? '' }),
    strength: 0.8,
  },
  {
    // 率队赴上海…考察对接
    needs: /赴|前往/,
    pattern: new RegExp(`(?:赴|前往)([^，。；\\n]{2,40}?)(${VISIT})`, 'g'),
    read: (match, reading) => {
      const words = reading.words(reading.sentenceAt(match.index))
      const place = words.find(word => word.start >= match.index + 1 && word.tag === 'ns')
      return {
        name: `赴${place && place.end <= match.index + match[0].length ? place.text : match[1]}${match[2]}`,
        type: '考察',
      }
    },
    strength: 0.75,
  },
  {
    // 围绕“…”开展调研; 开展…解剖式调研
    needs: /围绕/,
    pattern:
      /围绕[^，。；\n“]{0,12}(“[^”\n]{2,30}”)[^，。；\n]{0,6}(?:开展|进行)([\u4e00-\u9fff]{0,16}(调研|视察|督查|检查|考察|协商))/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: match[3] ?? '' }),
    strength: 0.8,
  },
  {
    // 开展“科创飞地发展”联合协商
    needs: /[展行]“/,
    pattern:
      /(?:开展|举行|进行)了?(“[^”\n]{2,30}”[\u4e00-\u9fff]{0,6}(?:协商|调研|视察|督查|检查|考察|询问|会商|评议))(?=，|。|；|\n|$)/g,
    read: match => ({ name: match[1] ?? '', type: /[\u4e00-\u9fff]{2}$/.exec(match[1] ?? '')?.[0] ?? '' }),
    strength: 0.8,
  },
  {
    // 就科技创新工作开展专题询问
    needs: /就[^，。；\n]{2,30}?(?:开展|举行|进行|召开)/,
    pattern:
      /就((?:[^，。；\n“]|“[^“”\n]{1,20}”){1,30}?)(?:开展|举行|进行|召开)了?([\u4e00-\u9fff]{0,8}?(?:询问|协商|问政|会商|约谈|座谈|听证|质询|评议)会?)(?=，|。|；|\n|$)/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: match[2] ?? '' }),
    strength: 0.78,
  },
  {
    // 对全区在建工地安全生产情况进行突击检查
    needs: /对[^，。；\n]{2,30}?[开进][展行]/,
    pattern:
      /对([^，。；\n]{2,30}?)(?:开展|进行)了?([\u4e00-\u9fff]{0,12}?(调研|督查|检查|考察|视察|慰问|巡查|督导|暗访|走访|巡视)|“(回头看)”)(?=，|。|；|\n|$)/g,
    read: match => ({ name: `${match[2]}${match[1]}`, type: match[3] ?? '检查' }),
    strength: 0.78,
  },
  {
    needs: /[开进][展行]了?[\u4e00-\u9fff]{3,24}?[调督检考视慰巡]/,
    pattern:
      /([\u4e00-\u9fff]{2,12}?)(?:开展|进行)了?([\u4e00-\u9fff]{3,24}?(?:调研|督查|检查|考察|视察|慰问|巡查|督导))(?=，|。|；|\n|$)/g,
    read: match => ({
      name: `${match[1]?.replace(/^.*(?:昨天|上午|下午|近日|日前)/, '')}${match[2]}`,
      type: /调研/.test(match[2] ?? '') ? '调研' : '检查',
    }),
    strength: 0.75,
  },
  {
    // 实地察看了某地; 实地观摩了某地等现场
    needs: /[看摩察查观访问]了/,
    pattern:
      /(?:实地|现场|先后|集中|随机)*(察看|观摩|视察|检查|抽查|暗访|参观|走访|考察|看望慰问|走访慰问|慰问)了([^，。；\n]{3,40})/g,
    read: match =>
      match[1] === '观摩'
        ? { name: '现场观摩', type: '观摩' }
        : { name: `${match[1]}${firstOf(match[2] ?? '')}`, type: match[1] ?? '' },
    strength: 0.7,
  },
  {
    needs: /[察习摩观]的/,
    pattern: /(参观考察|考察学习|学习考察|观摩|参观|考察)的([\u4e00-\u9fff]{2,12}?)(?=给|让|令|，|。|为)/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: '考察' }),
    strength: 0.65,
  },
  {
    // 作经验分享, 进行了现场路演, 作某某推介
    needs: /[作行展做]/,
    pattern:
      /(?:作了?|进行了?|开展了?|做了?)((?:[\u4e00-\u9fff]{0,20})(?:路演|分享|推介|演讲|主旨报告|主题报告|专题报告|讲座|宣讲|专题辅导|授课|演练|展示|巡演|展演))(?=。|，|；|\n|$)/g,
    read: match => ({
      name: match[1] ?? '',
      type: /(路演|分享|推介|演讲|报告|讲座|宣讲|授课|演练|展示|演)$/.exec(match[1] ?? '')?.[1] ?? '交流',
    }),
    strength: 0.75,
  },
  {
    // 与某人一行举行座谈
    needs: /[座会洽]谈/,
    pattern:
      /[与同]([^，。；\n与同]{2,24}?(?:一行|代表团|负责人|企业家|客商))(?:举行|进行|开展)?了?(?:工作|深入)?(座谈|会谈|洽谈)(?=。|，|；|\n|$)/g,
    read: match => ({ name: `与${match[1]}${match[2]}`, type: match[2] ?? '' }),
    strength: 0.75,
  },
  {
    // 某市长与某人举行会谈
    needs: /[与同][^，。；\n]{2,40}?(?:举行|进行)了?[\u4e00-\u9fff]{0,2}(?:会谈|座谈|洽谈)/,
    pattern: /[与同]([^，。；\n与同]{2,40}?)(?:举行|进行)了?[\u4e00-\u9fff]{0,2}(会谈|座谈|洽谈)(?=。|，|；|\n|$)/g,
    read: match => ({ name: `与${guestOf(match[1] ?? '')}${match[2]}`, type: match[2] ?? '' }),
    strength: 0.72,
  },
  {
    // 市委常委会召开会议
    needs: /召开会议/,
    pattern: /(?<=^|[，。；\n])([\u4e00-\u9fff]{2,14}?(?:常委会|党组|党委|党工委|领导小组|指挥部))召开会议/g,
    read: match => ({ name: `${match[1]}会议`, type: '会议' }),
    strength: 0.8,
  },
  {
    // 拜访某院、某公司，与其座谈; 抽查某厂等工地
    needs: /拜访|抽查|暗访|突击检查/,
    pattern:
      /(拜访|抽查|暗访|突击检查)(?!了|的|活动|期间|组|发现|中[，发]|，|。)([^，。；\n\d行]{4,40})(?=，|。|；|\n|$)/g,
    read: match => ({ name: `${match[1]}${firstOf(match[2] ?? '')}`, type: match[1] ?? '' }),
    strength: 0.75,
  },
  {
    // 会见某人一行
    needs: /一行|会见/,
    pattern:
      /(?:(会见|会谈|拜访|接待)了?([^，。；\n]{2,50})(?:一行)|(会见)了?([^，。；\n参]{4,40}?)(?=，|。|；|\n|$))/g,
    read: match => ({
      name: `${match[1] ?? match[3]}${guestOf(match[2] ?? match[4] ?? '')}${match[1] ? '一行' : ''}`,
      type: match[1] ?? '会见',
    }),
    strength: 0.8,
  },
  {
    // 检查城市管理工作; 调研重点项目推进情况
    needs: /[检督调视暗][查导研察访]/,
    pattern:
      /(检查|督查|督导|调研|视察|暗访|察看)(?!了|的|中|发现|时|组|员|团)([^，。；\n“”]{4,28}?(?:工作|情况|建设|防治|推进))(?=，|。|；|时|并|\n|$)/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: match[1] ?? '' }),
    strength: 0.7,
  },
  {
    // 与某区签署…协议; 集中签约
    needs: /签约|集中[开竣]工/,
    pattern: /(\d+个[\u4e00-\u9fff]{0,12}项目)(?:现场)?(集中签约|签约|集中开工|集中竣工)/g,
    read: match => ({ name: `${match[1]}${match[2]}`, type: match[2] ?? '' }),
    strength: 0.8,
  },
]

const DONE = searchFor(
  '(?:(?:已|顺利|成功|正式)*通过了?)?(竣工验收|揭晓|合龙|贯通|揭牌成立|挂牌成立|开工奠基|落成启用|落成|成立|挂牌|开工|奠基|动工|竣工|完工|封顶|投产|投运|投用|启用|达产|开园|开业|开馆|通车|通航|揭牌|揭幕|试运营|试运行|点火|下水|交付|首航|开港|开通|通水|并网|(?<=通过了?)(?:验收|评审|论证))(?=，|。|；|活动|仪式|建设(?:，|。|；)|运营(?:，|。|；)|$|\\n)',
  '已顺成正通竣合贯揭挂落开奠动完封投启达试点下交首揭并验评论',
)
const MANNER =
  /(?:今天|昨天|近日|日前)?(?:已)?(?:于(?:今年|去年|本月|上月|\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|初|中旬|上旬|下旬)?)?(?:正式|顺利|成功|全面|圆满|同步|集中|举行)*(?:已)?(?:正式|顺利)?$/

/** What opens, starts or is finished: the noun phrase before the verb, with the verb (某基地 + 开工). */
function findOpenings(reading: Reading): EventMention[] {
  const found: EventMention[] = []
  const { text } = reading
  for (const match of search(DONE, text)) {
    const verb = match[1] ?? ''
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const phrase = text.slice(Math.max(clause.start, match.index - 48), match.index)
    if (/为[^为]{2,}$/.test(phrase) && /^(?:揭牌|揭幕|奠基)$/.test(verb)) continue
    const end = match.index - (MANNER.exec(phrase)?.[0].length ?? 0)
    const floor = Math.max(clause.start, end - 40)
    // 项目 and 工程 may stand after anything and so begin no name
    const noun = /(?:项目|工程)$/.exec(text.slice(floor, end))?.[0].length ?? 0
    let edge = leftEdge(reading.words(sentence), floor, end - noun)
    let name = text.slice(edge, end)
    // 共建的“某联合实验室”揭牌
    const quotedName = edge >= end ? /“([^“”\n]{3,24})”$/.exec(text.slice(floor, end)) : null
    if (quotedName?.[1]) {
      name = quotedName[1]
      edge = end - 1 - name.length
    }
    // 某飞地在某区揭牌: what opens stands before the place where it does
    if (text[edge - 1] === '在' && edge - 3 > floor) {
      const quoted = /(?:[\u4e00-\u9fff]{0,16})“[^”]{2,20}”$/.exec(text.slice(floor, edge - 1))
      const word = /(?:项目|工程)$/.exec(text.slice(floor, edge - 1))?.[0].length ?? 0
      const before = quoted ? edge - 1 - quoted[0].length : leftEdge(reading.words(sentence), floor, edge - 1 - word)
      if (edge - 1 - before >= 3) {
        name = text.slice(before, edge - 1)
        edge = before
      }
    }
    if (
      name.length < 3 ||
      /^(?:将|未|尚|拟|计划|力争|全面|年内|预计|参加|项目|目前|年\d|[日号月]|\d{1,2}[月日]|(?:工程|项目|大桥|隧道)?(?:主体(?:结构|工程)?|土建|桩基|主体结构全面)$|(?:工程|项目|大桥|隧道)$)|宣布|主持|出席/.test(
        name,
      ) ||
      /(?:将|未|尚未|拟|即将|计划|力争|年内|预计)$/.test(phrase) ||
      /(?:推动|推进|加快|促进|确保|争取|力促|力争)$/.test(text.slice(Math.max(0, edge - 2), edge))
    )
      continue
    found.push({
      name: `${name}${verb}`,
      type: verb,
      start: Math.max(clause.start, edge - 12),
      end: match.index + match[0].length,
      at: edge,
      strength: 0.85,
    })
  }
  return found
}

/** Whether the clause says before an offset that it is still to come: 将选派专家赴某市调研. */
function isAhead(reading: Reading, at: number): boolean {
  const { start } = clauseAt(reading.sentenceAt(at), at)
  return /(?:将|拟|即将|计划|准备)(?!军|士)[^，]{0,8}$/.test(reading.text.slice(Math.max(start, at - 12), at))
}

/** Events told by a verb. */
export function findActions(reading: Reading): EventMention[] {
  const found: EventMention[] = findOpenings(reading)
  for (const rule of RULES) {
    if (!rule.needs.test(reading.text)) continue
    for (const match of allMatches(rule.pattern, reading.text)) {
      const event = rule.read(match, reading)
      if (
        !event ||
        event.name.length < 3 ||
        /^个/.test(match[0]) ||
        event.name.length > 60 ||
        isAhead(reading, match.index)
      )
        continue
      found.push({
        ...event,
        start: match.index,
        end: match.index + match[0].length,
        at: match.index,
        strength: rule.strength,
      })
    }
  }
  return found
}
