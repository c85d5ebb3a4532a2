import { NO_PLACE } from '../lexicon/commonNames.ts'
import { isListedDivision } from '../lexicon/divisions.ts'
import { isDivisionName, tagOf, type Word } from '../words.ts'

/** Whether a word by itself is a division, a country or a region: its level at the end, or one that may be added. */
export function isDivision(word: Word): boolean {
  word.lexeme.division ??= word.text.length >= 2 && judgeDivision(word)
  return word.lexeme.division
}

const DIVISION_TAGS = /^(?:n$|ns|nr|nz|nt|j|x)/

/** Countries and regions outside the divisions that the dictionary can tell by their level. */
const COUNTRIES = new Set(
  '香港 澳门 台湾 新加坡 日本 韩国 美国 德国 法国 英国 意大利 荷兰 瑞士 瑞典 芬兰 丹麦 挪威 比利时 奥地利 西班牙 葡萄牙 俄罗斯 泰国 越南 老挝 柬埔寨 缅甸 马来西亚 印度尼西亚 印度 菲律宾 巴基斯坦 哈萨克斯坦 澳大利亚 新西兰 加拿大 巴西 墨西哥 阿根廷 智利 南非 埃及 以色列 阿联酋 沙特阿拉伯 土耳其'.split(
    ' ',
  ),
)

/** No division lies in the names behind these: 香港福建社团, 甘肃省浙江商会 name two. */
const ABROAD = /^(?:香港|澳门)$/
const PROVINCES = new Set(
  '河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 北京 天津 上海 重庆'.split(
    ' ',
  ),
)

/** 三区, 各县, 多市: how many, not which. */
const NUMBERED = /^[一二两三四五六七八九十几多各上下前后内外某省县]+[省市区县镇乡村]$/

function judgeDivision(word: Word): boolean {
  if (COUNTRIES.has(word.text)) return true
  if (NO_PLACE.test(word.text) || NUMBERED.test(word.text)) return false
  if (isListedDivision(/.{2}[市县区旗]$/.test(word.text) ? word.text.slice(0, -1) : word.text)) return true
  if (!DIVISION_TAGS.test(word.tag)) return false
  // the dictionary's own tag is not enough (it files 深度 as a place): a level at the end, or one that may be added (如皋 + 市)
  if (word.tag === 'ns') return /[省市区县州旗镇乡村岛湾江河湖山]$/.test(word.text) || isDivisionName(word.text)
  if (word.tag === 'n') return word.text.length === 2 && tagOf(`${word.text}市`) === 'ns'
  return /^(?:nr|nz|nt|j|x)/.test(word.tag) && word.text.length <= 3 && isDivisionName(word.text)
}

export const LEVEL = new Set([
  '省',
  '市',
  '区',
  '县',
  '镇',
  '乡',
  '街道',
  '村',
  '社区',
  '小区',
  '湾',
  '岛',
  '港',
  '新区',
  '开发区',
  '高新区',
  '经开区',
  '示范区',
])
export const LOW_LEVEL = new Set(['镇', '乡', '街道', '村', '社区', '小区'])
const FORMER_LEVEL = new Set(['市', '区', '县'])
const NAME_PART = /^(?:n|x|g|j|z|s|a|f|q|l)/

/** Whether a chain can begin with a word where the sentence holds no low level: most words are passed over by this. */
export function mayBeginChain(words: readonly Word[], i: number): boolean {
  const word = words[i]
  const after = words[i + 1]
  return (
    word !== undefined &&
    (isDivision(word) || word.text === '原' || (after?.text.length === 1 && FORMER_LEVEL.has(after.text)))
  )
}

/** Divisions one inside the other: 南通市 + 通州区 + 平潮 + 镇 + 国道 + 村. Gives the index past the last word of it. */
export function divisionChain(words: readonly Word[], from: number, low: boolean): number {
  let i = from
  let end = from
  // a division that is no more is always said with 原 (原港闸区), and the dictionary need not know it
  if (words[i]?.text === '原' && /^[\u4e00-\u9fff]{2,3}[区县市镇]$/.test(words[i + 1]?.text ?? '')) end = i += 2
  for (;;) {
    const next = i < words.length ? oneDivision(words, i, end > from, low) : i
    if (next === i) return end
    end = i = next
  }
}

/** One division from a word on, with its level: the index past it, `i` itself for none. `inChain`: another stands before it; `low`: the
 * sentence holds a town, village or quarter at all. */
function oneDivision(words: readonly Word[], i: number, inChain: boolean, low: boolean): number {
  const word = words[i]
  const after = words[i + 1]
  if (
    !word ||
    (inChain &&
      (COUNTRIES.has(word.text) ||
        PROVINCES.has(word.text.replace(/省$/, '')) ||
        ABROAD.test(words[i - 1]?.text ?? '')))
  )
    return i
  // a name the dictionary knows only with its former level: 海门 + 区
  const former = after?.text.length === 1 && FORMER_LEVEL.has(after.text) && isDivisionName(word.text)
  if (former || isDivision(word))
    return after && LEVEL.has(after.text) && !/[省市区县镇乡村]$/.test(word.text) ? i + 2 : i + 1
  // a county the dictionary does not know, by its tag alone: 溪口 + 县
  if (
    word.tag === 'ns' &&
    word.text.length === 2 &&
    after &&
    /^[县区市]$/.test(after.text) &&
    !NO_PLACE.test(word.text)
  )
    return i + 2
  if (!low) return i
  // an unknown name of one to three words before a low level: 平潮 + 镇
  for (let j = i; j < words.length && j - i <= 3; j++) {
    const part = words[j]
    if (!part) return i
    if (LOW_LEVEL.has(part.text)) {
      const length = (words[j - 1]?.end ?? 0) - word.start
      const before = words[i - 1]
      const opens =
        inChain || before === undefined || before.tag === 'p' || /^[，、。在到的和为于等\n]$/.test(before.text)
      if (!(j > i && length >= 2 && length <= 5 && opens)) return i
      // 唐闸镇街道, once a town
      return part.text === '镇' && words[j + 1]?.text === '街道' ? j + 2 : j + 1
    }
    // 汇 + 龙镇, 四面 + 山镇: the level is in the word
    if (inChain && j > i && j - i <= 2 && /^[\u3400-\u9fff]{1,2}[镇乡村]$/.test(part.text)) return j + 1
    if (
      part.text.length > 3 ||
      !/^[\u3400-\u9fff]/.test(part.text) ||
      LEVEL.has(part.text) ||
      // 大塘镇 + 那 + 团村
      !(NAME_PART.test(part.tag) || (inChain && j === i && (part.text === '那' || /^mq?$/.test(part.tag))))
    )
      return i
  }
  return i
}
