import type { Comparison } from '#contract/extraction.ts'
import type { PrintedQuantity } from '#kernel/quantity/index.ts'
import { between, type Clause, type Reading, type Sentence } from '../reading.ts'
import { indicatorOf, withoutLead } from './naming.ts'
import { isMeasure } from './nouns.ts'
import type { Scope } from './scope.ts'
import { isRegion, subjectOf } from './subject.ts'

/** Words that only say how something changed, against what: 增长, 较去年同期提升, 比上年末增加, 增幅, 占. */
const isChange = (named: string): boolean =>
  /^(?:按(?:可比|不变)[\u4e00-\u9fff]{1,3}(?:计算)?)?(?:[较比与][\u4e00-\u9fff\d“”—~-]{1,8}?(?:同期|同月|末|底|初)?)?(?:同比|环比|累计)?(?:净|再|又|则|平均|[两三四五六七八九十]年年均|年均|首次|已|大幅|小幅|快速|略|微|稳步|同口径|名义|实际|持续)?(?:增长|减收|增收|多收|增支|新增|净新增|降低|下滑|加快|放缓|压降|刚过|突破|后移|下降|增加|减少|提升|提高|上升|回落|上涨|下跌|扩大|收窄|前移|前进|增|减|增幅|降幅|涨幅|增速|翻|达|占|占比|)(?:了|约|近|超|到|至|为|比|率|额|个)?$/.test(
    named,
  )

/** 增速高于全国, 居全省, 完成年度目标: says of what was named before how it stands. */
const isStanding = (named: string): boolean =>
  /^(?:增速|增幅|涨幅|降幅|占比|比重|总量|规模|数量|总数|分别|均|并|已|首次)?(?:[高低快慢]于|高出|低出|领先|优于|[比较][\u4e00-\u9fff\d~—-]{1,10}(?:提高|提升|回落|扩大|收窄|加快|放缓)$|超过?(?:时序|序时)|[比较][\u4e00-\u9fff]{1,8}(?:[高低快慢多少]|高出|低出|偏高|偏低)$|占(?![地比])|居(?![民住])|位居|位列|列|排名?|稳居|稳列|名列|跃居|升至|达到?(?:时序|序时|去年|上年)|快于|是[^，]{1,10}$|相当于|为?(?:年初|全年|年度)?(?:预算|计划|目标任务|目标)$|(?:已)?完成(?:全年|年度|年|序时|时序|目标|预算))/.test(
    named,
  )

/** Units of a share, a rank or an amount; a count of things (7个超序时进度) says nothing of what was named before. */
const STANDS = /^$|[%‰成倍元℃度天分位名]$|百分点|基点/

/** 由1000万元提高到3000万元: the second number is of what the first was. */
const FROM_TO =
  /^(?:左右)?(?:提高|增加|扩大|提升|上升|增长|上调|下调|调高|调低|缩短|压缩|压减|回升|下降|减少|降低|发展|调整|延长|跃升|攀升|回落|拓展|[增升降缩])(?:到|至|为)(?:了|约|近)?$|^至$|^转为(?:增长|下降|上涨)?$/

/** Whose figure it is and what it measures. A change without a name (同比增长5.8%) is of what was named before. */
export function namesOf(
  reading: Reading,
  sentence: Sentence,
  clause: Clause,
  quantity: PrintedQuantity,
  scope: Scope,
  comparison: Comparison | null,
): { subject: string; indicator: string } {
  const { name: printed, about } = indicatorOf(reading, clause, quantity)
  const name = printed.replace('（下同）', '')
  const pronoun = /^(前者|后者)/.exec(name)?.[1]
  const meant = pronoun && scope.listed.length === 2 ? scope.listed[pronoun === '前者' ? 0 : 1] : undefined
  if (meant) return { subject: meant.subject, indicator: meant.indicator }
  const owner = about
    ? { name: about, isOwner: true }
    : subjectOf(reading, sentence, clause, quantity, {
        carried: scope.subject,
        isHere: scope.ownedIn === sentence.index,
        region: scope.region,
      })
  if (owner.isOwner) Object.assign(scope, { subject: owner.name, ownedIn: sentence.index })
  if (isRegion(owner.name)) scope.region = owner.name
  const plain = quantity.shape === 'level' ? levelName(name) : name
  const said = owner.isOwner ? withoutSubject(plain, owner.name) : plain
  const told = isChange(said) ? withoutSubject(measureBefore(reading, sentence, clause), owner.name) : ''
  const named = (told || said).replace(/(?<=..)累计$/, '').replace(/(?<=..)占$/, '占比')
  const before = between(reading.quantities, Math.max(clause.start, quantity.start - 24), quantity.start).findLast(
    other => other.end <= quantity.start,
  )
  const goesOn = before !== undefined && FROM_TO.test(reading.text.slice(before.end, quantity.start))
  const indicator =
    scope.indicator !== '' && goesOn ? scope.indicator : indicatorFor(scope, sentence, quantity, { named, comparison })
  return { subject: owner.name, indicator }
}

type Named = { readonly named: string; readonly comparison: Comparison | null }

/** The indicator a name makes: its own, or, where it only says how something changed or stands, that of what was named before. */
function indicatorFor(
  scope: Scope,
  sentence: Sentence,
  quantity: PrintedQuantity,
  { named, comparison }: Named,
): string {
  const { indicator: last } = scope
  const isHere = scope.namedIn === sentence.index
  if (last !== '' && isChange(named)) {
    const ofShare = quantity.unit === '个百分点' && scope.share !== '' && !/^(?:比重|占比)/.test(named)
    const indicator = changeOf(ofShare ? scope.share : last, named, quantity.unit, comparison)
    if (/占比$/.test(indicator)) scope.share = indicator
    return indicator
  }
  // 列苏北第一、全省第五
  if (isHere && quantity.shape === 'rank' && PLACE.test(named))
    return `${last.replace(/(?:位居|位列|[居列排])[\u4e00-\u9fff]*$/, '')}列${named}`
  if (last !== '' && isHere && isStanding(named) && STANDS.test(quantity.unit)) {
    const indicator = `${last}：${named}`.slice(0, 40)
    if (named.startsWith('占')) scope.share = indicator
    return indicator
  }
  if (!isChange(named))
    Object.assign(scope, {
      indicator: named.slice(0, 24).replace(/(?<=..)连续$/, ''),
      namedIn: sentence.index,
      share: /.占/.test(named) ? named : '',
    })
  return named || '数值'
}

const PLACE = /^(?:[全我][国省市]|[苏浙皖鲁]?[东南西北中]|[\u4e00-\u9fff]{2})$/

/** The clause right before, where it has no number of its own. */
export function bareClauseBefore(reading: Reading, sentence: Sentence, clause: Clause, not = /[\d、]/): string {
  const before = sentence.clauses.findLast(part => part.end === clause.start - 1)
  const text = before ? reading.text.slice(before.start, before.end) : ''
  return not.test(text) ? '' : text
}

/** 群众满意率力争，达到95%: what the clause right before names, where it has no number of its own. */
function measureBefore(reading: Reading, sentence: Sentence, clause: Clause): string {
  const text = bareClauseBefore(reading, sentence, clause).replace(
    /(?:(?:为)?最[大高快低小]|(?:首次)?突破[百千万亿]+元?(?:大关)?|增速(?:由[负降跌正增][转变][正升涨负降跌])?|由[负降跌正增][转变][正升涨负降跌])$/,
    '',
  )
  return text.length <= 20 && isMeasure(text) ? text.replace(/^(?:其中|目前|确保|力争)/, '') : ''
}

/** 与上年同期基本 + 持平 names nothing by itself. */
const levelName = (name: string): string =>
  name.replace(/(?:[较比与和](?:上年|去年|上月|上季度|上半年)?(?:同期|同月)?|同比|环比|基本|保持|总体|大体|为)+$/, '')

/** 某某区新增企业 is 新增企业 of 某某区. */
function withoutSubject(name: string, subject: string): string {
  const lead = [subject, `《${subject}》`].find(one => name.startsWith(one))
  if (subject.length < 2 || lead === undefined) return name
  const rest = withoutLead(name.slice(lead.length).replace(/^(?:目前|已|将|的|中|到)+/, ''))
  return rest.length >= 2 && !rest.startsWith('（') && !isChange(rest) ? rest : name
}

/** The base of a change that the comparison says already. */
const COMPARED =
  /^(?:[较比与](?:上一?个?(?:月|季度?|周)|上年|去年|前一年|\d{1,2}月份?)(?:同期|同月|末|底)?|同比|环比|累计)+/

/** The change of what was named before; what compares with no year and no month says so in its name, so that it is no second level of it. */
function changeOf(indicator: string, named: string, unit: string, comparison: Comparison | null): string {
  if (/^占比?$/.test(named)) return `${indicator.replace(/占比$/, '')}占比`
  if (/年均/.test(named)) return `${indicator}：年均增长`
  if (named === '' || indicator.endsWith(named) || /^(?:已|首次)?(?:达到?|为|到|至)?$/.test(named)) return indicator
  if (/^(?:%|成|倍)$/.test(unit) && (comparison !== null || !/[较比与]/.test(named))) return indicator
  const said = comparison === null ? named : named.replace(COMPARED, '')
  return said === '' ? indicator : `${indicator}：${said}`
}
