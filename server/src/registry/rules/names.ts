/**
 * The region as names in its own papers leave it out: 市科技局 is 南通市科技局. `full` are its names, longest first
 * (上海市普陀区, 普陀区), `level` the character that stands for it (市, 区, 县).
 */
export type Home = { full: readonly string[]; level: string }

/** The home of a region by its Chinese name. */
export function homeOf(regionName: string): Home {
  const parts = regionName.match(/.+?(?:省|自治区|市|区|县)/g) ?? []
  const last = parts.at(-1)
  if (!last) return { full: [], level: '' }
  return { full: [...new Set([regionName, last])], level: last.at(-1) ?? '' }
}

const PUNCTUATION = /[\s()[\]{}<>"'`“”‘’《》〈〉「」『』【】〔〕·•・.,，。、:：;；_\-—–~～/\\|｜&]+/g
const LEGAL_FORM = /(?:股份)?有限(?:责任)?公司$/
const LEGAL_WORDS = /(?:股份|有限|责任|控股|集团|总公司|公司|合伙企业|有限合伙|普通合伙)+$/
const REGION_PREFIX = /^(?:中国|[\u4e00-\u9fff]{2,3}?(?:省|自治区|市|区|县))+/
/** Names of provinces and of the cities around that firms carry without 省 or 市. */
const BARE_REGION =
  /^(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|南京|无锡|徐州|常州|苏州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|崇川|通州|海门|启东|如皋|如东|海安)/

/** Characters as they count: NFKC, lower case, without space, brackets or marks. */
export function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(PUNCTUATION, '')
}

/**
 * The key under which one name is found however it was written: width, brackets, spaces, the legal form at its end and the own
 * region at its head do not count. Names of different bodies stay different: 中天科技集团 is not 中天科技股份有限公司's parent's key.
 */
export function nameKey(name: string, home: Home): string {
  const whole = plain(name)
  const region = home.full.map(plain).find(each => whole.startsWith(each) && whole.length > each.length)
  const shortened = region === undefined ? whole : home.level + whole.slice(region.length)
  const stem = shortened.replace(LEGAL_FORM, '')
  return [...stem].length >= 2 ? stem : shortened
}

/**
 * What is left of a name when regions and words of legal form are taken away, to find what looks alike; only for warnings, because
 * bodies of two cities share it.
 */
export function nameCore(name: string): string {
  const whole = plain(name.normalize('NFKC').replace(/\(([^()]*)\)/g, (_, inside: string) => withoutRegion(inside)))
  const core = withoutRegion(whole).replace(LEGAL_WORDS, '')
  // A core of one or two characters (港, 科委) says nothing; the whole name then stands for itself.
  return [...core].length >= 3 ? core : whole.replace(LEGAL_FORM, '')
}

function withoutRegion(text: string): string {
  const rest = text.replace(REGION_PREFIX, '')
  return (rest === '' ? text : rest).replace(BARE_REGION, '')
}

/** Pairs of neighbouring characters, for a search that narrows before it scores. */
export function pairsOf(core: string): string[] {
  const characters = [...core]
  if (characters.length < 2) return characters
  return [...new Set(characters.slice(1).map((character, index) => (characters[index] ?? '') + character))]
}

/** How alike two cores are, 0 to 1: Dice over pairs of neighbouring characters. */
export function similarity(one: string, other: string): number {
  const [left, right] = [pairsOf(one), new Set(pairsOf(other))]
  if (left.length === 0 || right.size === 0) return 0
  return (2 * left.filter(pair => right.has(pair)).length) / (left.length + right.size)
}
