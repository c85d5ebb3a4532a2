import { type Home, plain, similarity } from '../names.ts'
import { writtenOut } from './abbreviations.ts'
import { placesInOrder } from './inOrder.ts'
import type { Likeness } from './organisations.ts'
import { regionsAlike, regionsIn } from './regions.ts'

const LEVEL = /(?:自治区|省|市|区|县|镇|乡|街道|村|社区)$/

/**
 * How surely two names of places mean one: 如皋 is 如皋市, 江苏省如皋市 too; 通州区 is what 通州市 became, and somebody knows; 普陀区 of
 * Shanghai is not that of Zhoushan.
 */
export function placeLikeness(one: string, other: string, home: Home): Likeness {
  const [left, right] = [read(one, home), read(other, home)]
  if (left.whole === right.whole && left.former === right.former) return { score: 1, because: 'same-name' }
  const found = strongest(left, right)
  if (regionsAlike(left.above, right.above) === 'other')
    return { score: Math.min(found.score, 0.3), because: 'other-region' }
  if (left.number !== right.number) return { score: Math.min(found.score, 0.35), because: 'other-number' }
  return left.former !== right.former && found.score > 0.8 ? { score: 0.8, because: 'former' } : found
}

function read(name: string, home: Home) {
  const former = /^原/.test(name)
  const text = name.normalize('NFKC').replace(/^原/, '')
  const split = regionsIn(writtenOut(text), home)
  const last = split.regions.at(-1)
  // A division is its own last region, and what it stands in are those before it. 通州湾 is no 湾 in 通州.
  const isOwn = [...split.rest].length < 2 && last !== undefined
  const own = isOwn && split.rest === '' ? last.name : isOwn ? last.name + last.level + split.rest : plain(split.rest)
  const level = isOwn ? last.level : (LEVEL.exec(own)?.[0] ?? '')
  return {
    whole: plain(text),
    former,
    above: isOwn ? split.regions.slice(0, -1) : split.regions,
    name: isOwn ? own : own.replace(LEVEL, ''),
    level: isOwn && split.rest !== '' ? '' : level,
    number: /[一二三四五六七八九十\d]+(?=期|号|园)/.exec(own)?.[0] ?? '',
  }
}

function strongest(left: ReturnType<typeof read>, right: ReturnType<typeof read>): Likeness {
  if (left.name === right.name) {
    if (left.level === right.level) return { score: 0.97, because: 'same-core' }
    if (left.level === '' || right.level === '') return { score: 0.95, because: 'same-core' }
    return { score: 0.7, because: 'other-kind' }
  }
  const [short, long] = left.name.length <= right.name.length ? [left.name, right.name] : [right.name, left.name]
  if (short.length >= 2 && (long.startsWith(short) || long.endsWith(short)))
    return { score: 0.5 + 0.3 * (short.length / long.length), because: 'contained' }
  if (short.length >= 2 && short[0] === long[0] && placesInOrder([...short], [...long]))
    return { score: 0.5 + 0.3 * (short.length / long.length), because: 'initials' }
  return { score: 0.6 * similarity(left.whole, right.whole), because: 'similar' }
}
