import type { FactOf, Quantity } from '#contract/extraction.ts'
import type { Found } from '../events/context.ts'
import type { NameMention } from '../organisations/bodies.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { between, type Reading, type Sentence } from '../reading.ts'
import { allMatches } from '../scan.ts'
import { quantitiesOf } from './amounts.ts'
import { findProjects } from './find.ts'
import { besideStaged, stagesTold } from './listed.ts'
import type { ProjectMention } from './mention.ts'
import { sameProject } from './names.ts'

type Project = FactOf<'project'>

/** The projects of an article: every mention of one put together, with the stage reached, parties, place, amounts and capacity. */
export function projectFacts(reading: Reading, found: Found, bodies: readonly NameMention[]): Project[] {
  const own = [...findProjects(reading), ...children(reading)]
  const named = [...own, ...besideStaged(reading, own)]
  const mentions = [...named, ...stagesTold(reading, named)]
  const groups: ProjectMention[][] = []
  for (const mention of mentions) {
    const group = groups
      .slice(-40)
      .find(members =>
        mention.count !== undefined
          ? members[0]?.count === mention.count
          : members.some(member => member.count === undefined && sameProject(member.name, mention.name)),
      )
    if (group) group.push(mention)
    else groups.push([mention])
  }
  const marks = mentions
    .map(mention => ({ ...mention, start: mention.leadStart ?? mention.nameStart }))
    .sort((a, b) => a.start - b.start)
  const anchored = groups.filter(group => group.some(mention => mention.anchored))
  return anchored
    .map(group => projectOf(reading, group, marks, found, bodies))
    .sort((a, b) => a.evidence.start - b.evidence.start)
}

/** 包括甲和乙两个子项目: two projects of their own. */
function children(reading: Reading): ProjectMention[] {
  const listed = /(?:包括|包含|分为|下设|含)([^，。；\n]{4,60}?)(?:两|二|三|四|五|六|\d+)?个子?(?:项目|工程|标段)/g
  return [...allMatches(listed, reading.text)].flatMap(match => {
    let at = match.index + match[0].indexOf(match[1] ?? '')
    return (match[1] ?? '').split(/[、和及与]/).map((item): ProjectMention => {
      const start = at
      at += item.length + 1
      return {
        name: `${item}项目`,
        stage: null,
        start,
        end: start + item.length,
        nameStart: start,
        anchored: false,
        strength: 0.7,
      }
    })
  })
}

function projectOf(
  reading: Reading,
  group: readonly ProjectMention[],
  marks: readonly ProjectMention[],
  found: Found,
  bodies: readonly NameMention[],
): Project {
  const staged = group.find(mention => mention.stage !== null)
  const shown = staged ?? group.find(mention => mention.anchored) ?? group[0]
  if (!shown) throw new RangeError('a project without a mention')
  const name = fullestName(group)
  const passages = passagesAbout(reading, group, marks)
  const amounts: Quantity[] = []
  const capacity: Quantity[] = []
  for (const { sentence, from, to } of passages) {
    const stated = quantitiesOf(reading, sentence, from, to)
    for (const amount of stated.amounts)
      if (!amounts.some(known => known.evidence.start === amount.evidence.start)) amounts.push(amount)
    for (const one of stated.capacity)
      if (!capacity.some(known => known.evidence.start === one.evidence.start)) capacity.push(one)
  }
  return {
    kind: 'project',
    name,
    ...(shown.count === undefined ? {} : { count: shown.count }),
    stage: staged?.stage ?? null,
    parties: shown.count === undefined ? partiesOf(reading, passages, bodies, name) : [],
    place: placeOf(reading, passages, found),
    amounts,
    capacity,
    evidence: reading.evidence(shown.start, shown.end),
    confidence: Math.max(...group.map(mention => mention.strength)),
  }
}

/** The name that ends in 项目 or 工程 where the text has one, else the longest. */
function fullestName(group: readonly ProjectMention[]): string {
  const names = group.map(mention => mention.name)
  const proper = names.filter(name => /(?:项目|工程)$/.test(name))
  return (proper.length > 0 ? proper : names).reduce((a, b) => (b.length > a.length ? b : a))
}

type About = { sentence: Sentence; from: number; to: number }

/** How far behind its first mention a project is looked for again, and how often: a text of nothing but projects stays linear. */
const REACH = 3000
const AGAIN = 6

/**
 * The passages that speak of a project: the sentences that name it, and those right behind them that go on with “项目…”.
 * Where a sentence names another project or a batch too, only what stands behind the name belongs to it.
 */
function passagesAbout(reading: Reading, group: readonly ProjectMention[], marks: readonly ProjectMention[]): About[] {
  const spots = new Map<number, number>()
  const note = (at: number) => {
    const { start } = reading.sentenceAt(at)
    spots.set(start, Math.min(spots.get(start) ?? at, at))
  }
  for (const mention of group) note(mention.leadStart ?? mention.nameStart)
  const first = Math.min(...group.map(mention => mention.nameStart))
  if (group[0]?.count === undefined) {
    // 甬江实验室二期工程 is 甬江实验室二期 further down
    for (const name of new Set(group.flatMap(mention => [mention.name, mention.name.replace(/(?:项目|工程)$/, '')]))) {
      if (name.length < 4) continue
      const stretch = reading.text.slice(first, first + REACH)
      let at = stretch.indexOf(name)
      for (let n = 0; at >= 0 && n < AGAIN; n++) {
        note(first + at)
        at = stretch.indexOf(name, at + name.length)
      }
    }
  }
  const passages: About[] = []
  for (const [start, at] of [...spots].sort((a, b) => a[0] - b[0])) {
    const sentence = reading.sentenceAt(start)
    const others = between(marks, sentence.start, sentence.end).filter(
      mark => !group.some(own => own.nameStart === mark.nameStart),
    )
    const next = others.find(mark => mark.start > at)
    passages.push({ sentence, from: others.length > 0 ? at : sentence.start, to: next?.start ?? sentence.end })
    if (others.length > 0) continue
    for (let next = 1; next <= 3; next++) {
      const after = reading.sentences[sentence.index + next]
      if (!after || between(marks, after.start, after.end).length > 0) break
      if (
        /^(?:据(?:介绍|了解|悉)，)?(?:该|本|此)?(?:项目|工程|一期|大桥|学校|医院|基地|园区)(?!等)/.test(
          reading.text.slice(after.start, after.start + 12),
        )
      )
        passages.push({ sentence: after, from: after.start, to: after.end })
    }
  }
  return passages
}

/** 由甲与乙共同出资, 由甲投资建设: who builds it, as printed. */
const BUILT_BY =
  /由([^，。；\n]{2,60}?)(?:共同|联合|合资|独资|全额|分别)*(?:出资|投资|建设|承建|代建|打造|运营|实施|开发|兴建|总承包)/g
/** 某公司投资6亿元的, 某公司计划投资建设的: a body right before the verb. */
const INVESTS = /^(?:计划|拟|共同|联合|将)?(?:总投资|投资|斥资|出资)/

function partiesOf(
  reading: Reading,
  passages: readonly About[],
  bodies: readonly NameMention[],
  name: string,
): string[] {
  const parties = new Set<string>()
  for (const { from, to } of passages) {
    for (const body of between(bodies, from, to)) {
      if (!body.body || name.includes(body.name)) continue
      const before = reading.text.slice(Math.max(from, body.start - 6), body.start)
      const after = reading.text.slice(body.end, body.end + 8)
      if (
        INVESTS.test(after) ||
        (/(?:投资方|由|牵手|联合|业主|承建方|建设方|运营方|从|是)$/.test(before) &&
          (/^(?:投资|建设|承建|打造|运营|实施|共建|开发|总投资|在[^，]{1,8}(?:的)?|，|是|为|等|获悉)/.test(after) ||
            /投资方|业主|承建方/.test(before)))
      )
        parties.add(body.name)
    }
    for (const built of allMatches(BUILT_BY, reading.text.slice(from, to)))
      for (const party of (built[1] ?? '').split(/[、与和]/)) {
        const isName =
          kindEndingAt(party, 0, party.length)?.body ||
          /(?:实业|股份|控股|能源|科技|资本|投资|电子|生物|医药)$/.test(party)
        if (isName && party.length >= 4 && !name.includes(party)) parties.add(party)
      }
  }
  return [...parties]
}

function placeOf(reading: Reading, passages: readonly About[], found: Found): string | null {
  for (const { from, to } of passages) {
    const place = between(found.places, from, to)
      .filter(
        one =>
          one.type !== '工程' &&
          /(?:位于|坐落于|落户|落地|选址|租用|落子|在)$/.test(
            reading.text.slice(Math.max(0, one.start - 3), one.start),
          ),
      )
      .sort((a, b) => b.name.length - a.name.length)[0]
    if (place) return place.name
  }
  return null
}
