import { canBeName } from '../lexicon/surnames.ts'
import type { Reading, Sentence } from '../reading.ts'
import { isDivisionName, tagWords, type Word } from '../words.ts'
import type { NameMention } from './bodies.ts'

/** Firms known by a brand and a trade: 蜜蜂科技, 中科基因. */
const BRAND =
  /^[\u4e00-\u9fffA-Za-z]{2,8}(?:生物科技|科技|生物|医药|药业|制药|基因|半导体|微电|微电子|电子|重工|股份|智能|装备|能源|光电|新材|新材料|材料|实业|石化|机床|电气|电器|光学|环保|电缆|线缆|轴承|轮胎|太阳能|酒业|置业|钢构|铝业|铜业|矿业|乳业|酒业|新能源|软件|网络|传媒|控股|集团|汽车|船舶|海工|钢铁|化工|纺织|家纺|食品|资本|创投|证券|银行|保险|通信|机器人|医疗|芯片)$/
const GENERIC =
  /^(?:高|新|储[氢能]|氢能|风电|光伏|储能|低空|农业|金融|现代|先进|海洋|绿色|数字|前沿|核心|关键|智能|高端|新型|优质|节水|生物|信息|航天|军工|传统|新兴|未来|支柱|主导|特色|电子|汽车|船舶|家纺|纺织|人工|教育|文化|医疗|国家|全国|全省|全市|我国|我市|发展|推动|加快|科学|民生|惠民|为民|社会|投资|招商|风险|天使|耐心|民间|外商|外来|有效|完成|实现|固定资产)/

const TRADES = new Set(
  '生物科技 科技 生物 医药 药业 制药 基因 半导体 微电 微电子 电子 重工 股份 智能 装备 能源 光电 新材 新材料 材料 实业 石化 机床 电气 电器 光学 环保 电缆 线缆 轴承 轮胎 太阳能 酒业 置业 钢构 铝业 铜业 矿业 乳业 酒业 新能源 软件 网络 传媒 控股 集团 汽车 船舶 海工 钢铁 化工 纺织 家纺 食品 资本 创投 证券 银行 保险 通信 机器人 医疗 芯片'.split(
    ' ',
  ),
)
const FIRM_WORDS = new Set(['公司', '企业', '巨头', '厂商', '品牌'])

/** Whether a word is the trade in the name of a firm, a word for firms, or neither. */
function firmSign({ text, lexeme }: Word): 'trade' | 'firm' | 'neither' {
  lexeme.firm ??= TRADES.has(text) ? 'trade' : FIRM_WORDS.has(text) ? 'firm' : 'neither'
  return lexeme.firm
}

/** A firm named by less than its registered name, by offsets in the article. */
const firm = (reading: Reading, start: number, end: number, strength: number): NameMention => ({
  name: reading.text.slice(start, end),
  type: '企业',
  start,
  end,
  body: true,
  place: false,
  strength,
})

/** Firms named by a brand and a trade (蜜蜂科技), or by what stands between 公司 and a verb, sentence by sentence. */
export function findBrands(reading: Reading): NameMention[] {
  return reading.sentences.flatMap(sentence => {
    const words = reading.words(sentence)
    return [...brandsWithTrade(reading, words, sentence), ...unknownBrands(reading, words)]
  })
}

/** Brand and trade, in one word or two: 蜜蜂 + 科技, 恒瑞医药; with the place they come from before it: 台湾奇美实业. */
function brandsWithTrade(reading: Reading, words: readonly Word[], sentence: Sentence): NameMention[] {
  const found: NameMention[] = []
  for (let i = 0; i < words.length; i++) {
    const brand = words[i]
    const trade = words[i + 1]
    if (!brand || brand.text.length < 2) continue
    const whole = isWholeFirm(brand)
    if (!whole && (!trade || firmSign(trade) !== 'trade' || !mayBeBrand(brand, trade))) continue
    const end = whole ? brand.end : (trade?.end ?? brand.end)
    const name = reading.text.slice(brand.start, end)
    if (!BRAND.test(name) || GENERIC.test(name) || /[院局委厅部]$|大学$/.test(brand.text)) continue
    const after = words[whole ? i + 1 : i + 2]
    const before = words[i - 1]
    const goesOn = after !== undefined && /^(?:n|v[nd]?$|a|b|j)/.test(after.tag) && !/^(?:在|是|为)/.test(after.text)
    if (goesOn && !(PROPER_BRAND.test(brand.tag) && beforeProject(reading, end, sentence.end))) continue
    const place = before?.tag === 'ns' && !/^n/.test(words[i - 2]?.tag ?? '') ? before : undefined
    if (!place && /^n/.test(before?.tag ?? '')) continue
    found.push(firm(reading, place && isDivisionName(place.text) ? place.start : brand.start, end, 0.6))
  }
  return found
}

/** A word of the dictionary that is brand and trade at once. */
const isWholeFirm = ({ text, tag }: Word): boolean =>
  text.length >= 4 && (tag === 'nz' || tag === 'nt') && BRAND.test(text)

/** Tags of words that are names by themselves; a common noun before a trade says less. */
const PROPER_BRAND = /^(?:nz|nr|nt|x)/

function mayBeBrand(brand: Word, trade: Word): boolean {
  if (!/^(?:n|nz|ns|nr|x|eng|j|m)/.test(brand.tag) || /\d/.test(brand.text)) return false
  return (
    !(brand.tag === 'ns' || isDivisionName(brand.text)) ||
    /^(?:集团|银行|股份|证券|控股|重工|药业|铝业|铜业|酒业|乳业|石化)$/.test(trade.text)
  )
}

/** Whether what stands behind a firm is the name of its project: 东华能源丙烷脱氢三期项目. */
const beforeProject = (reading: Reading, end: number, limit: number): boolean =>
  /^[\u4e00-\u9fff\dA-Za-z（）]{2,20}(?:项目|基地|工程|产业园|生产线)/.test(
    reading.text.slice(end, Math.min(limit, end + 26)),
  )

/** 游戏公司某某致力…: what the dictionary does not know, between 公司 or 企业 and a verb. */
function unknownBrands(reading: Reading, words: readonly Word[]): NameMention[] {
  const found: NameMention[] = []
  for (let i = 0; i + 2 < words.length; i++) {
    const sign = words[i]
    if (!sign || firmSign(sign) !== 'firm') continue
    let j = i + 1
    while (
      j < words.length &&
      j - i <= 4 &&
      /^(?:nr|x$|zg|g|ng|v$|q$|nz|j)/.test(words[j]?.tag ?? '') &&
      (words[j]?.text.length ?? 9) <= 2 &&
      !(words[j]?.tag === 'v' && (words[j]?.text.length ?? 0) > 1)
    )
      j++
    const start = words[i + 1]?.start ?? 0
    const end = words[j - 1]?.end ?? start
    if (j > i + 1 && end - start >= 3 && end - start <= 6 && words[i + 1]?.tag.startsWith('n'))
      found.push(firm(reading, start, end, 0.5))
  }
  return found
}

/** The registered end of a firm's name, and what its trade may be. */
const REGISTERED = /(?:股份)?有限(?:责任)?公司$|集团$/
const BRAND_WORD = /^(?:nz|nr|nt|x|j|eng)/

/**
 * Firms that an article names in full and calls by their brand elsewhere: 华为技术有限公司 … 华为愿与泰州共建. The brand is the first word behind
 * the place in the full name; a word of everyday speech or of one character is none.
 */
export function findByBrand(reading: Reading, bodies: readonly NameMention[]): NameMention[] {
  const brands = new Set<string>()
  for (const { name, type } of bodies) {
    const registered = type === '企业' ? REGISTERED.exec(name) : null
    const brand = registered && brandOf(name.slice(0, registered.index))
    if (brand) brands.add(brand)
  }
  if (brands.size === 0) return []
  const named = new Uint8Array(reading.text.length)
  for (const { start, end } of bodies) named.fill(1, start, end)
  return reading.sentences.flatMap(sentence =>
    reading
      .words(sentence)
      .flatMap((word, i, words) =>
        brands.has(word.text) && named[word.start] === 0 && !PART_OF_MORE.test(words[i + 1]?.text ?? '')
          ? [firm(reading, word.start, word.end, 0.6)]
          : [],
      ),
  )
}

const PART_OF_MORE = /^(?:路|街|大道|广场|大厦|小区|村|镇|山|湖|河|桥|技术|科技|集团|股份|有限)/

function brandOf(name: string): string | null {
  const words = tagWords(name)
  const place = words[0]?.tag === 'ns' || isDivisionName(words[0]?.text ?? '') ? 1 : 0
  const brand = words[place]
  return brand &&
    brand.text.length >= 2 &&
    BRAND_WORD.test(brand.tag) &&
    !isDivisionName(brand.text) &&
    !GENERIC.test(brand.text)
    ? brand.text
    : null
}

/** Another firm of a list that has one: 先导智能、信达生物、阿里云，. Only names the dictionary does not know as words of everyday speech. */
const LISTED_FIRM = /^、([\u3400-\u9fffA-Za-z]{2,6})(?=[、，。]|等[，。\d])/

/** Firms that stand in a list behind firms, by offsets in the article; a place, a person's name and a common noun are none. */
export function findInLists(reading: Reading, bodies: readonly NameMention[]): NameMention[] {
  const starts = new Set(bodies.map(({ start }) => start))
  const found: NameMention[] = []
  for (const { type, end } of bodies) {
    if (type !== '企业') continue
    let at = end
    for (let guard = 0; guard < 20; guard++) {
      const name = LISTED_FIRM.exec(reading.text.slice(at, at + 9))?.[1]
      if (!name || starts.has(at + 1) || canBeName(name) || !isBrandName(tagWords(name))) break
      found.push(firm(reading, at + 1, at + 1 + name.length, 0.5))
      starts.add(at + 1)
      at += 1 + name.length
    }
  }
  return found
}

/** Whether words make a brand: none of two characters or more is of everyday speech, and together they are no region. */
function isBrandName(words: readonly Word[]): boolean {
  if (words.length === 1 && (words[0]?.tag === 'ns' || isDivisionName(words[0]?.text ?? ''))) return false
  return (
    words.every(({ text, tag }) => text.length === 1 || BRAND_WORD.test(tag) || tag === 'ns') &&
    !COMMON_END.test(words.at(-1)?.text ?? '')
  )
}

const COMMON_END = /^[省市区县镇乡村局委办院所校厂店等人]$/
