import { type Home, plain } from '../names.ts'
import { writtenOut } from './abbreviations.ts'
import { type Region, regionsIn } from './regions.ts'

/** What a name of a body is made of, each part as it is compared. */
export type Parts = {
  /** The whole as written, without width, marks and what is said of its past. */
  whole: string
  /** Its short forms written out. */
  out: string
  /** Divisions it names, the wider first; the own region's level word (市科技局) stands for the region. */
  regions: readonly Region[]
  /** Written out, without regions and words of legal form. */
  core: string
  /** 集团, 股份, 控股 in its legal form: another form is another legal person. */
  form: string
  /** What makes it a part of a body: 分公司, 支行, with what names it. */
  branch: string
  /** Numbers and ordinals that tell its like apart: 第一, 二期, 3号. */
  numbers: string
  /** The name had “原” before it, or was in brackets after it. */
  former: boolean
}

const FORM = /(?:股份)?有限(?:责任)?公司$|集团(?:公司)?$|总公司$|公司$|合伙企业$|有限合伙$|普通合伙$|控股$|股份$/
const BRANCH =
  /(?:([\u4e00-\u9fff]{2,4}?)(?:分公司|分行|支行|营业部|营业所|储蓄所|分院|分校|分局|分所|分会|分中心|分园|办事处|代表处|联络处|项目部|校区|院区|厂区|服务站|工作站))$/
const NUMBER = /(?<=第)[一二三四五六七八九十百\d]+|[一二三四五六七八九十百\d]+(?=期|号|厂|中$|小$|建|局|处|分|院)|\d+/g

/** Takes a name apart; `home` is the region whose papers leave it out. */
export function partsOf(name: string, home: Home): Parts {
  const { text, former } = withoutPast(name.normalize('NFKC'))
  const whole = plain(text)
  // 中科院 is of China: short forms are written out before regions are looked for.
  const { regions, rest } = regionsIn(writtenOut(text), home)
  const out = plain(rest)
  const branch = BRANCH.exec(out)
  let core = out
  let form = ''
  for (let found = FORM.exec(core); found && found.index >= 2; found = FORM.exec(core)) {
    form = found[0] + form
    core = core.slice(0, found.index)
  }
  return {
    whole,
    out: regions.map(each => each.name).join('') + out,
    regions,
    core,
    form: /集团/.test(form) ? 'group' : /股份/.test(form) ? 'shares' : /控股/.test(form) ? 'holding' : '',
    branch: branch?.[0] ?? '',
    numbers: [...whole.matchAll(NUMBER)].map(([number]) => number).join(' '),
    former,
  }
}

/** 原南通市科委 and 南通市科技局（原市科委） say what was; the first is read without 原, of the second the bracket is left out. */
function withoutPast(name: string): { text: string; former: boolean } {
  const bracket = /[((]\s*(?:原|前身为?|曾用名:?)[^()]*[))]/
  const text = name.replace(bracket, '').replace(/^(?:原|前)(?=[\u4e00-\u9fff]{3})/, '')
  return { text, former: text !== name }
}

/** The former names a name says of itself in brackets. */
export function formerNamesIn(name: string): string[] {
  return [...name.normalize('NFKC').matchAll(/\(\s*(?:原|前身为?|曾用名:?)([^()]{2,})\)/g)].flatMap(([, said = '']) =>
    said.split(/[、,，;；]/).map(each => each.trim()),
  )
}
