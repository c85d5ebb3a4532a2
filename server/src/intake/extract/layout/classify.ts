import { readByline } from './bylines.ts'
import type { Line } from './lines.ts'

/** What a line is on a newspaper page. `furniture` is what the page prints beside its articles: folios, QR captions, editors, contacts. */
export type LineKind = 'heading' | 'byline' | 'furniture' | 'slogan' | 'table' | 'text'

/** Words by which a report begins (晚报讯、新华社北京3月5日电、（记者…）): a sure sign of a new article. */
const SURE_LEAD =
  /^(?:[（【])?(?:(?:上接|紧接)第?[A-Z]?\d{1,2}版.{6}|[\u4e00-\u9fff]{0,8}(?:报|社|网|台|端|刊|媒体)讯|本报[\u4e00-\u9fff]{1,4}讯(?=[ （])|[\u4e00-\u9fff]{2,4}讯(?=[ （：]|昨|今|近日|日前|记者|\d)|[\u4e00-\u9fff]{2,12}\d{1,2}月\d{1,2}日专?[电讯]|[（【](?:本报|日报|晚报|全媒体|融媒体)?(?:见习|首席|实习)?(?:记者|通讯员)[^）】]{1,40}[）】].)/
/** Words by which a report may begin too. */
const LIKELY_LEAD =
  /^(?:记者|昨[天日晚]|今[天日晨早]|近日|日前|连日来|前[天日]|[\d]{1,2}月|[\d]{1,2}日|[\d]{4}年|本报|据|为)/

const FURNITURE =
  /二维码|^(?:责任编辑|责编|美编|编辑|校对|组版|版面|值班|策划|统筹|制图|监制|终审|审核)[：:\s]|(?:新闻|服务|咨询|举报|投稿)?(?:热线|电话|邮箱|传真)[：:\s\d]|https?:|www\.|@[a-z0-9.]+\.(?:com|cn)|^(?:第?[A-Z]?\d{1,3}版?|[A-Z]\d{0,2})$|^第?[A-Z]?\d{1,3}版? ?(?:要闻|本埠|综合|时政|经济|民生|社会|专版|县域|科教|文体|国内|国际|广告)(?:新闻)?$|^[（(]?(?:下转|上接|紧接|转|接)第?[A-Z]?\d{1,2}版[^，。]{0,8}$|^(?:国内统一连续出版物号|国内统一刊号|邮发代号|广告)|^\d{4}年\d{1,2}月\d{1,2}日(?: ?星期[一二三四五六日天])?(?:.{0,12}版.{0,20})?$|^[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|商报).{0,6}\d{4}[年.-]\d{1,2}[月.-]\d{1,2}.{0,30}$|^.{0,16}\d{4}[年.-]\d{1,2}[月.-]\d{1,2}日?.{0,8}(?:星期|周)[一二三四五六日天][^。]{0,30}$|^(?:本版)?(?:责任编辑|责编|编辑|版式|校对|美编)[^。，]{2,40}$|^[-—–·.=_~*#|\s\d]+$|^(?:微信|微博|扫码|长按|点击|关注)[^，。]{0,12}$|^(?:扫一扫|更多精彩)|^[\u4e00-\u9fff]{2,4}(?:日报|晚报|晨报|时报|商报|早报|都市报)(?:[ ·][\u4e00-\u9fff ]{2,8})?$|^[A-Z]0?\d{1,2}版? ?[\u4e00-\u9fff·]{2,8}$|^(?:星期|周)[一二三四五六日天](?: ?第?[A-Z]?\d{1,2}版)?$/
const SECTIONS =
  /^(?:要闻|本埠|综合|综合新闻|本地|社会|民生|经济|时政|焦点|关注|图片新闻|国内|国际|文体|科技|教育|健康|县域|专版|副刊|公告|时评|视点|广角|城事|快讯|简讯|资讯|财经|导读|人物|文化|法治|体坛|文艺|乡村|热线|三农|特稿)$/

export function isSureLead(text: string): boolean {
  return SURE_LEAD.test(text)
}
export function isLead(text: string): boolean {
  return SURE_LEAD.test(text) || LIKELY_LEAD.test(text)
}

/** A line that opens a report although it ends without a mark, as every line does where the page keeps its line ends. */
export function opensReport(text: string): boolean {
  return (
    isSureLead(text) ||
    (/，/.test(text) && /^(?:昨|今[天日晨早]|近日|日前|连日来|前[天日]|记者|\d{1,2}月\d{1,2}日|\d{1,2}日)/.test(text))
  )
}

/** Titles of notices, which need no report behind them. */
export function isNoticeTitle(text: string): boolean {
  return (
    (text.length <= 7 &&
      /^(?:更正|启事|声明|公告|通告|通知|讣告|讣闻|致歉|致歉声明|遗失声明|招聘启事)$/.test(text.replaceAll(' ', ''))) ||
    // 某市委组织部任前公示, 竞赛获奖名单
    (text.length <= 40 &&
      /^[^，。：；]*(?:任前公示|任职公示|任免名单|任免通知|获奖名单|中奖名单|入围名单|补选公告|[大会府团]公告|(?:名单|结果|人选|候选人|对象|项目|”)公示)$|^沉痛悼念[^，。]{2,30}$/.test(
        text,
      )) ||
    // 某公司减资公告, 招标公告
    /^[^，。：]{0,32}(?:减资|注销|清算|遗失|拍卖|招标|招租|中标|停电|停水|征集|招聘|采购|变更|合并|分立|债权|减少注册资本)(?:的)?(?:公告|公示|启事|声明|通告|通知)$/.test(
      text,
    ) ||
    (text.startsWith('关于') && /^关于[^，。]{4,50}的(?:公告|通告|通知|公示|启事|说明|声明)$/.test(text))
  )
}

/** Slogans printed as a banner: three or more short parts of one length (学思想 强党性 重实践 建新功). */
function isSlogan(text: string): boolean {
  if (!text.includes(' ')) return false
  const parts = text.split(' ')
  return (
    parts.length >= 3 && parts.every(part => part.length === parts[0]?.length && part.length >= 2 && part.length <= 5)
  )
}

/** Sentences of an article, whatever number or address they give: a notice names a telephone too. */
const isProse = (text: string) => /。.+。/.test(text) || (text.length >= 40 && /，[^，]+，.*。$/.test(text))

/** The name of a section of the paper, alone on its line. */
export function isSection(text: string): boolean {
  if (text.length > 4 && !/^[●■◆□○★▲]/.test(text)) return false
  return SECTIONS.test(text.replace(/^[●■◆□○★▲]+/, ''))
}

/**
 * The masthead or the folio: the whole date of the paper beside its name, the day of the week, the page or who made it up, and no sentence.
 */
function isMasthead(text: string): boolean {
  return (
    text.length <= 90 &&
    /\d{4}(?:年\d{1,2}月\d{1,2}日|[/.-]\d{1,2}[/.-]\d{1,2})/.test(text) &&
    MASTHEAD.test(text) &&
    !/[，。；！？“、]/.test(text) &&
    (/^第?[A-Z]?[\d一二三四五六七八九十]+版/.test(text) || text.split(/[ |■◎·/：]+/).length >= 3)
  )
}
const MASTHEAD =
  /[\u4e00-\u9fff](?:日报|晚报|晨报|时报|商报|早报|都市报)(?![\u4e00-\u9fff])|星期[一二三四五六日天]|^第?[A-Z]?[\d一二三四五六七八九十]+版|(?:责任编辑|责编|美编|编辑|校对|组版|版式)[：:/ ]|\d版(?![\u4e00-\u9fff])/

export function classify(line: Line): LineKind {
  const { text } = line.flow
  if (isNoticeTitle(text)) return 'heading'
  if (text.startsWith('|') && /^\|.*\|/.test(text)) return 'table'
  if (text.length <= 120 && (FURNITURE.test(text) || isMasthead(text)) && !isProse(text)) return 'furniture'
  if (isSection(text)) return 'furniture'
  if (line.level > 0) return 'heading'
  // a short report that is signed on its line is text
  if (text.length <= 60 && (readByline(text)?.from ?? 60) < 25) return 'byline'
  if (isSlogan(text)) return 'slogan'
  return 'text'
}

/** A line that can be part of a headline where the page has no markup: short, and not ending as a sentence does. */
export function canBeHeadline(text: string): boolean {
  return (
    text.length >= 3 &&
    text.length <= 64 &&
    (!/[。；，、：…]$/.test(text.replace(/[”’）》]+$/, '')) || /^[^，。；]{2,11}：$/.test(text)) &&
    !/。/.test(text) &&
    // a question is a headline too where it is not long
    (text.length <= 26 || !/[！？]$/.test(text)) &&
    !isSureLead(text)
  )
}
