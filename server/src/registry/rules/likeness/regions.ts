import type { Home } from '../names.ts'

/** A division that a name carries: its name without the level, and the level (省 市 区 县 镇), '' where it is not said. */
export type Region = { name: string; level: string }

/** Divisions and countries that names carry without their level. */
const BARE =
  '中国|华东|华南|华北|华中|东北|西北|西南|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|南京|无锡|徐州|常州|苏州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|合肥|芜湖|武汉|长沙|成都|西安|济南|青岛|郑州|广州|深圳|厦门|福州|沈阳|大连|哈尔滨|长春|太原|昆明|贵阳|南宁|海口|兰州|银川|西宁|乌鲁木齐|呼和浩特|石家庄|南昌|崇川|通州|海门|启东|如皋|如东|海安|普陀|浦东|昆山|张家港|常熟|太仓|江阴|宜兴'
/** A part of one word, or a direction, that is no division though it looks like one. */
const NOT_DIVISION =
  /(?:开发|高新|经开|综保|保税|园|示范|试验|合作|功能|度假|工业|科技|创新|集聚|协同|港)区$|^.{0,2}(?:社|小|校|院|厂)区$|^(?:老|新|主)?城区$|^(?:城|超|都|股|门|上|全|我|本)市$/
const LEVELLED = /^([\u4e00-\u9fff]{2,4}?)(自治区|特别行政区|省|市|区|县|州|盟|镇|街道)/
const bare = new RegExp(`^(?:${BARE})`)

/**
 * The divisions at the head of a name, and one in brackets within it: 上海（南通）产业园 is Shanghai's in Nantong. 市科技局 is of the own
 * region. Gives what is left of the name.
 */
export function regionsIn(name: string, home: Home): { regions: Region[]; rest: string } {
  const regions: Region[] = []
  let rest = name.replace(/[\s“”"'‘’《》·•・.]/g, '')
  rest = rest.replace(/\(([\u4e00-\u9fff]{2,8})\)/g, (all, inside: string) => {
    const within = headRegions(inside, home)
    if (within.rest !== '') return all
    regions.push(...within.regions)
    return ''
  })
  const head = headRegions(rest, home)
  return { regions: [...head.regions, ...regions], rest: head.rest }
}

function headRegions(name: string, home: Home): { regions: Region[]; rest: string } {
  const regions: Region[] = []
  let rest = name
  // 市科技局, 区委: the own region by its level alone.
  if (home.level !== '' && rest.startsWith(home.level) && /^.[\u4e00-\u9fff]{2,}/.test(rest)) {
    regions.push(...ownRegions(home))
    rest = rest.slice(home.level.length)
    return { regions, rest }
  }
  for (;;) {
    const levelled = LEVELLED.exec(rest)
    const known = bare.exec(rest)
    const [all = '', division = '', level = ''] = levelled ?? []
    // 南通开发区 is 南通 and 开发区: a known name goes before what only looks like a division.
    if (known && (!levelled || division.startsWith(known[0]) === false || division.length > known[0].length)) {
      regions.push({ name: known[0], level: '' })
      rest = rest.slice(known[0].length)
    } else if (levelled && !NOT_DIVISION.test(all) && rest.length >= all.length) {
      regions.push({ name: division, level })
      rest = rest.slice(all.length)
    } else break
    if (rest === '') break
  }
  return { regions, rest }
}

/** The own region as divisions: 上海市普陀区 is two. */
function ownRegions(home: Home): Region[] {
  const [whole = ''] = home.full
  return headRegions(whole, { full: [], level: '' }).regions
}

/** How the divisions of two names stand to one another. */
export type RegionsAlike = 'same' | 'one-unsaid' | 'wider' | 'other'

/**
 * Whether two names are of one place: `one-unsaid`, one names none; `wider`, one names more of the same path (江苏南通 and 南通) or only what
 * stands above; `other`, they name different ones.
 */
export function regionsAlike(one: readonly Region[], other: readonly Region[]): RegionsAlike {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  if (few.length === 0) return many.length === 0 ? 'same' : 'one-unsaid'
  const fits = (region: Region) => many.some(each => each.name === region.name && levelsFit(each, region))
  if (!few.every(fits)) return 'other'
  return few.length === many.length ? 'same' : 'wider'
}

const levelsFit = (one: Region, other: Region) => one.level === '' || other.level === '' || one.level === other.level
