import { kindEndingAt } from '../organisations/kinds.ts'
import { WORKS } from '../places/places.ts'
import { clauseAt, type Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import { batches } from './batches.ts'
import { listedProjects } from './listed.ts'
import type { ProjectMention } from './mention.ts'
import { holdsProper, isSized, projectStart, withoutWord } from './names.ts'
import { stageIn } from './stages.ts'

const GENERIC =
  /^(?:重大|重点|优质|高质量|科技|产业|创新|合作|子|新|该|此|本|大|好|省级|市级|国家级|制造业|招商|投资|民生|基础设施|亿元|示范|样板|系统|民心|实事|建设|改扩建|扩建|改建|新建|迁建|标志性|战略性|工业|服务业|外资|科创|研发|技改|续建|在建|拟建|储备|签约|落地|开工|竣工|治理|改造|更新|惠民|公益|便民|交通|民营|产业链|亿级|百亿级|高质效|年度|市级|县级|区级|水利|环保|生态|文化|旅游|教育|医疗|农业|人才|试点|专项|一批|多个|相关|有关)*(?:项目|工程)$/

/** Every mention of a project in an article: named 项目 and 工程, works and parks with a stage, batches with their number. */
export function findProjects(reading: Reading): ProjectMention[] {
  return [
    ...batches(reading),
    ...listedProjects(reading),
    ...namedProjects(reading),
    ...stagedWorks(reading),
    ...buildingSites(reading),
  ]
}

/** 某公司投资的年产200万片显示模组项目: who invests, with no amount. */
const INVESTOR =
  /[\u4e00-\u9fffA-Za-z（）]{4,30}(?:公司|集团)(?:投资|承建|实施|建设|打造|投资建设)的(?:年产[\d.,]+[万亿]?[\u4e00-\u9fff]{1,3})?$/
/** 由甲与乙合资建设的: who builds it, before its name. */
const BUILT_BY = /由[^，。；]{4,40}?(?:合资|共同|联合|独资)?(?:投资建设|投资|建设|承建|打造)的(?:下游|配套)?$/
/** 总投资52亿元的, 某公司计划投资3.2亿美元建设的: the amount and the investor right before a project's name. */
const LEAD =
  /(?:[\u4e00-\u9fffA-Za-z（）]{2,30}?)?(?:总投资|计划总?投资|预计总?投资|拟投资|投资|斥资|出资)(?:额)?(?:约|超过?|近|逾|达|高达)?[\d.,]+[万亿]*[美欧日港]?元(?:人民币)?(?:以上|左右)?(?:兴建|建设|新建|打造|实施|投建)?的$/

/** Names that end in 项目 or 工程 and hold something proper. */
function namedProjects(reading: Reading): ProjectMention[] {
  const found: ProjectMention[] = []
  const { text } = reading
  for (const match of allMatches(
    /(?:项目|工程)(?!组|经理|负责|部|师|学|院|局|处|公司|化|建设局|建设集团|总投资额|款|审批|库|招引|攻坚|观摩|推介|对接|说明会|洽谈|集中签约|集中开竣工|集中竣工|路演|签约仪式|集中开工)/g,
    text,
  )) {
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const floor = Math.max(clause.start, match.index - 48)
    const start = projectStart(reading, floor, match.index)
    let end = match.index + match[0].length
    const name = text.slice(start, end)
    if (
      name.length < 5 ||
      GENERIC.test(name) ||
      SAID.test(name) ||
      (/[是为系属入]$/.test(text.slice(Math.max(0, start - 1), start)) && CLASS.test(name)) ||
      GENERIC.test(name.replace(/^[\u4e00-\u9fff]{2,4}[省市区县镇]/, '')) ||
      (/^\d/.test(name) && !isSized(name)) ||
      /^(?:个|项|家)/.test(name) ||
      /个$/.test(text.slice(Math.max(0, start - 1), start))
    )
      continue
    if (/“[^”]{0,10}$/.test(text.slice(start - 4, start)) && text[end] === '”') continue
    const part = /^[一二三四五六七八九十\d]+(?:期|标段)/.exec(text.slice(end, end + 5))?.[0] ?? ''
    end += part.length
    // the stage may stand behind the mark: 某某扩建工程，昨天正式通水
    const rest = end >= clause.end ? text.slice(end, Math.min(sentence.end, end + 30)) : text.slice(end, clause.end)
    const stage =
      stageIn(rest) ?? stalledIn(text.slice(clause.end, Math.min(sentence.end, clause.end + 16)), clause.end - end)
    const head = text.slice(clause.start, start)
    const toBuild = TO_BUILD.exec(head)?.[0]
    const lead = toBuild ?? (LEAD.exec(head) ?? INVESTOR.exec(head) ?? BUILT_BY.exec(head))?.[0] ?? ''
    const signed = toBuild && /(?:签约|签署|签订)[^；]*$/.test(text.slice(sentence.start, start)) ? '签约' : null
    const before = stage
      ? null
      : (REACHED.exec(text.slice(Math.max(clause.start, start - 24), start))
          ?.slice(1)
          .find(Boolean) ?? signed)
    // 深远海风电安装平台项目正式落户: a name without a place or a brand is one where a stage stands right behind it
    const isSigned = before !== null && /^[“\d]/.test(name)
    if (
      !holdsProper(reading, start, match.index) &&
      lead === '' &&
      !isSigned &&
      !(stage && stage.at <= 6 && name.length >= 9)
    )
      continue
    const states =
      /^(?:是|为|包括|由|位于|总投资|计划投资|投资|占地|主要|建成|达产|租用|全长|线路全长|概算|起于|西起|南起|东起|北起|新建|一期|二期|采用|拟|将|预计|建设)/.test(
        rest,
      ) ||
      lead !== '' ||
      VISITED.test(text.slice(clause.start, start)) ||
      /^，(?:总投资|计划投资|投资|占地|一期|分[两二三四\d]期|规划|主要|由|系|全长|线路全长|概算|用地)/.test(
        text.slice(clause.end, clause.end + 6),
      ) ||
      /^总投资|投资[\d约超]/.test(rest)
    const stageAfter = stage && stage.at <= 30 ? stage : null
    const later =
      end <= clause.end
        ? laterStage(text.slice(clause.end, sentence.end), AIMED.test(text.slice(end, clause.end)))
        : null
    const going = stageAfter || before ? null : UNDER_WAY.test(rest) ? '在建' : null
    found.push({
      name: text.slice(start, end),
      stage: later?.stage ?? stageAfter?.stage ?? before ?? going,
      start,
      end: Math.min(
        later
          ? clause.end + later.at + later.stage.length
          : stageAfter
            ? end + stageAfter.at + stageAfter.stage.length
            : clause.end,
        end + (later ? 80 : 40),
      ),
      nameStart: start,
      leadStart: start - lead.length,
      anchored: stageAfter !== null || before !== null || later !== null || going !== null || states,
      strength: stageAfter ? 0.88 : 0.75,
    })
  }
  return found
}

/** 是国家“十四五”重大工程: what kind of project one is. */
const CLASS = /(?:重大|重点|标志性|示范|民生|实事|支撑性|骨干)(?:项目|工程)$/

/** 先后来到甲项目、乙工程: what is visited is there. */
const VISITED = /(?:来到|走进|深入|察看|考察|检查|抽查|暗访|督查|观摩|走访|视察)了?[^，。；]{0,60}$/
/** 正加紧施工, 土建已完成八成, 塔吊林立: it is being built. */
const UNDER_WAY =
  /^[^。；]{0,12}?(?:正(?:在)?(?:加紧|加快|抓紧|全力|紧张|有序|全面)?(?:建设|施工|推进施工|安装调试|进行)|[已仅]?完成总?(?:工程量|投资量)的?\d|建设现场|施工现场|塔吊林立|机器轰鸣|土建|主体结构|桩基施工(?!许可)|设备安装|热火朝天)/

/** 与某市签约，拟投资126亿元建设…: the amount that is to be put into what is named next. */
const TO_BUILD =
  /(?:总投资|投资|斥资|出资)(?:约|超过?|近|逾|达|高达)?[\d.,]+[万亿]*[美欧日港]?元(?:人民币)?(?:在[^，。；]{1,12})?(?:建设|新建|打造|兴建|实施)$/

/** 某书记宣布项目开工: what somebody says or does is no name. */
const SAID = /宣布|主持|出席|参加|介绍|表示|强调/

/** 此前签约的某某项目: the stage stands before the name. */
const REACHED =
  /(签约|开工|竣工|投产|落户|落地|引进|在建|停工|停摆|停建|烂尾|搁置)(?:[近约]?[\d一二两三四五六七八九十半多]{1,3}年[多余半]?)?的$|(?<=与[^，。；]{2,20})(签约)$/

/** What a project is to reach: 力争年内建成，实现达产 has not. */
const AIMED = /力争|预计|计划|将|争取|确保|拟|有望|可望/

/** 项目于2023年3月开工，今年8月通过竣工验收: the last stage that the clauses behind say was reached, each with its own day or 已. */
function laterStage(rest: string, isAimed: boolean): { stage: string; at: number } | null {
  const own = /^[^；。]*?(?=；|。|[^，]{2,}(?:项目|工程|二期)|$)/.exec(rest)?.[0] ?? ''
  let last: { stage: string; at: number } | null = null
  for (const clause of allMatches(
    /，(?:(?:今年|去年|\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|初)?|目前|现|日前|近日)?已?(?:正式|顺利|成功|全面|通过|进入|完成|实现)*([^，]{2,12})/g,
    own,
  )) {
    if (clause[0].length === (clause[1]?.length ?? 0) + 1 || (isAimed && clause[0].startsWith('，实现'))) continue
    const reached = stageIn(clause[0])
    if (reached) last = { stage: reached.stage, at: clause.index + reached.at }
  }
  return last
}

/** …项目尚未取得用地指标，暂缓实施: that a project stands still is said in the clause behind it. `at` counts from the name. */
function stalledIn(next: string, ahead: number): { stage: string; at: number } | null {
  const stalled = /^，(?:目前|现|已|暂时|故|因此)*(暂缓|停工|停建|终止|中止|搁置|缓建|推迟|延期)/.exec(next)?.[1]
  return stalled === undefined ? null : { stage: stalled, at: ahead + 1 }
}

const OPENED = searchFor(
  '(?:开工奠基|开工|奠基|动工|竣工|完工|封顶|投产|投运|投用|启用|达产|开园|开馆|落成|合龙|贯通|复工|停工|停建|退出|终止|试运营|试运行|试生产|通车|通航|竣工验收|落户|落地|签约|通水|通气|并网|投入使用|投入运行|投入运营)(?=，|。|；|活动|仪式|$|\\n|[\\u4e00-\\u9fff])',
  '开奠动竣完封投启达试通落签并合贯复停退终',
)

/** A park, plant, centre or work that opens, starts or is finished (某基地正式开工, 某中心开园). */
function stagedWorks(reading: Reading): ProjectMention[] {
  const found: ProjectMention[] = []
  const { text } = reading
  for (const match of search(OPENED, text)) {
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const before = text.slice(clause.start, match.index)
    const gap =
      /(?:(?:项目)?(?:今天|昨天|近日|日前)?(?:已)?(?:于?(?:今年|去年|本月|上月|\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|初|中旬|上旬|下旬)?)?(?:正式|顺利|成功|全面|圆满|同步|集中|举行|建成|通过了?|同日|昨天|全线|主体结构|主体工程|主体|日前|近日|今日|昨日|今年底|宣布)*(?:已)?)$/.exec(
        before,
      )?.[0] ?? ''
    const end = match.index - gap.length
    if (stageIn(text.slice(clause.start, match.index + match[0].length))?.stage === undefined) continue
    const start = projectStart(reading, Math.max(clause.start, end - 40), end)
    const name = text.slice(start, end)
    if (name.length < 4 || name.length > 40 || SAID.test(name)) continue
    const kind = kindEndingAt(text, start, end)
    const isWork =
      /(?:项目|工程|基地|园|中心|厂|线|隧道|大桥|站|楼|区|院|馆|校|中学|小学|大学城|大厦|广场|码头|水库|枢纽|综合体|体育场|港|路|桥|闸|坝|段|标段|期|平台|总部|厂房|车间|产线|生产线)$/.test(
        name,
      )
    if (
      !isWork ||
      /(?:公司|集团|企业|大学|局|会)$/.test(name) ||
      (kind === null &&
        !/(?:期|标段|段|线|楼|厂房|总部|路|桥|闸|坝|站|航站区|航站楼|厂|码头|隧道|工程|项目)$/.test(name))
    )
      continue
    // 项目已在某区签约: where it was signed is no project
    if (
      !holdsProper(reading, start, end) ||
      (match[0] === '签约' && /[与和同]$/.test(text.slice(clause.start, start))) ||
      /[在于到]$/.test(text.slice(clause.start, start))
    )
      continue
    const stage = match[0]
    found.push({
      name,
      stage,
      start: Math.max(clause.start, start - 12),
      end: match.index + stage.length,
      nameStart: start,
      anchored: true,
      strength: 0.86,
    })
  }
  return found
}

/** 在甲、乙建设现场: both are being built. */
function buildingSites(reading: Reading): ProjectMention[] {
  const found: ProjectMention[] = []
  const { text } = reading
  for (const match of allMatches(/(?:建设|施工)(?:现场|工地)/g, text)) {
    const clause = clauseAt(reading.sentenceAt(match.index), match.index)
    let at = Math.max(clause.start, match.index - 40)
    for (const item of text.slice(at, match.index).split('、')) {
      const end = at + item.length
      const start = projectStart(reading, at, withoutWord(item, at))
      const name = text.slice(start, end)
      if (
        name.length >= 4 &&
        name.length <= 30 &&
        WORKS.test(name) &&
        holdsProper(reading, start, end) &&
        !/^(?:重大|交通)/.test(name)
      ) {
        found.push({
          name,
          stage: '在建',
          start,
          end: match.index + match[0].length,
          nameStart: start,
          anchored: true,
          strength: 0.75,
        })
      }
      at = end + 1
    }
  }
  return found
}
