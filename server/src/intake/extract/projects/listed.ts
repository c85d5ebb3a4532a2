import { clauseAt, type Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'
import { namedBefore } from './batches.ts'
import type { ProjectMention } from './mention.ts'
import { holdsProper, projectStart } from './names.ts'
import { stageIn } from './stages.ts'

const STAGE = '签约落户|签约落地|签约|开工|竣工投产|竣工|投产|落户|落地|建成|投用|达产'
const PLANNED = /(?:将|拟|待|计划|力争|预计|确保|推动|争取|未|加快|促进|储备)[^，。]{0,10}$/

/** 签约的项目包括：甲、乙、丙等: a list behind its stage, at most 300 characters. */
const BEHIND = new RegExp(
  `(${STAGE})的?(?:重点|重大|产业|代表性|主要)?项目(?:主要|分别)?(?:包括|有|涵盖|为|是)[：，]?([^，。；：\\n]{6,300})`,
  'g',
)
/** 甲、乙等一批标志性项目落地: a list before its stage, without a number. */
const EXAMPLES = new RegExp(
  `等(?:一批|一大批|多个|众多|一系列)[^，。；：\\d\\n]{0,10}?(?:项目|工程)(?:现场|集中|成功|正式|相继|陆续|先后|顺利|加快|已)*(${STAGE})`,
  'g',
)
/** 某集团新能源客车基地占地42万平方米，总投资28.6亿元: what money is put into is a project, though it is not called one. */
const VALUED =
  /(?:基地|产业园|产业城|综合体|总部|电站|水库|大桥|隧道|枢纽|码头|工厂|生产线|新院|新校区|航站楼|水厂)(?=(?:占地[^。；，]{2,16}，)?(?:计划|概算|预计)?总投资)/g
/** 总投资50.2亿元的某装备产业园二期，由…: the same, behind its amount. */
const WORTH =
  /(?:总投资|投资)[约超近达]?[\d.]+[万亿]+[美欧]?元的([^，。；：\n]{6,30}?(?:[一二三四五六七八九]期|基地|产业园|中心|总部|工厂|综合体))(?=[，、；]|由|将|已|昨|正)/g
/** 先后来到甲四期、乙智慧工厂等项目现场: what is visited. */
const VISITED =
  /(?:来到|走进|深入|察看|考察|检查|观摩|督导|调研|视察|走访|前往|踏勘)了?([^，。；：\n]{4,90}?)等(?:[\d一二三四五六七八九十]+个)?(?:重点|重大|产业|在建|新建)?(?:项目|工程)(建设|施工)?(?:现场|工地|一线)/g
/** The last word of what is built. */
const WORK = /(?:项目|工程|基地|中心|园|总部|期|厂|工厂|段|线|大桥|隧道|综合体|枢纽|平台|模组)$/

/** Projects named in a list that has one stage for all of them; a list of what is only planned gives none. */
export function listedProjects(reading: Reading): ProjectMention[] {
  const { text } = reading
  if (!/项目|工程|总投资/.test(text)) return []
  const found: ProjectMention[] = []
  for (const match of allMatches(BEHIND, text)) {
    if (PLANNED.test(text.slice(Math.max(0, match.index - 12), match.index))) continue
    const list = (match[2] ?? '').replace(/等[^、]*$/, '')
    let at = match.index + match[0].length - (match[2] ?? '').length
    for (const item of list.split(/(?:、|(?<=项目|工程|基地|中心|园|总部)(?:和|及|以及))/)) {
      const start = text.indexOf(item, at)
      at = start + item.length
      const lead = /^.*(?:投资|建设|实施|承建)的/.exec(item)?.[0].length ?? 0
      const name = item.slice(lead)
      if (name.length < 4 || name.length > 50 || !WORK.test(name)) continue
      found.push({
        name,
        stage: match[1] ?? null,
        start: start + lead,
        end: at,
        nameStart: start + lead,
        leadStart: start,
        anchored: true,
        strength: 0.82,
      })
    }
  }
  for (const match of allMatches(EXAMPLES, text)) {
    const { start } = clauseAt(reading.sentenceAt(match.index), match.index)
    if (PLANNED.test(match[0].slice(0, -(match[1] ?? '').length))) continue
    found.push(
      ...namedBefore(reading, start, match.index, match[1] ?? '', match.index + match[0].length).filter(
        ({ name, nameStart }) => holdsProper(reading, nameStart, nameStart + name.length),
      ),
    )
  }
  for (const match of allMatches(VISITED, text)) {
    const list = match[1] ?? ''
    const from = match.index + match[0].indexOf(list)
    const to = from + list.length
    found.push(...named(reading, from, to, match[2] === undefined ? null : '在建', match.index + match[0].length))
  }
  for (const match of allMatches(VALUED, text)) {
    const end = match.index + match[0].length
    const clause = clauseAt(reading.sentenceAt(match.index), match.index)
    const start = projectStart(reading, Math.max(clause.start, end - 40), end)
    const name = text.slice(start, end)
    if (name.length < 6 || !holdsProper(reading, start, end)) continue
    const until = Math.min(clause.end, end + 30)
    found.push({ name, stage: null, start, end: until, nameStart: start, anchored: true, strength: 0.75 })
  }
  for (const match of allMatches(WORTH, text)) {
    const name = match[1] ?? ''
    const end = match.index + match[0].length
    const start = end - name.length
    if (!holdsProper(reading, start, end)) continue
    found.push({
      name,
      stage: null,
      start: match.index,
      end,
      nameStart: start,
      leadStart: match.index,
      anchored: true,
      strength: 0.75,
    })
  }
  return found
}

/** The members of a list before 等 that are things built and named. */
function named(reading: Reading, from: number, to: number, stage: string | null, end: number): ProjectMention[] {
  return namedBefore(reading, from, to, stage, end).filter(
    ({ name, nameStart }) => WORK.test(name) && holdsProper(reading, nameStart, nameStart + name.length),
  )
}

/** 甲产业园一期、乙研究院二期、丙改造工程也同步开工: the stage of the last is that of all in the list. */
export function besideStaged(reading: Reading, mentions: readonly ProjectMention[]): ProjectMention[] {
  return mentions.flatMap(({ stage, count, nameStart, end }) => {
    if (stage === null || count !== undefined || reading.text[nameStart - 1] !== '、') return []
    const clause = clauseAt(reading.sentenceAt(nameStart), nameStart)
    return end > clause.end ? [] : named(reading, Math.max(clause.start, nameStart - 120), nameStart - 1, stage, end)
  })
}

/** 集中开工的项目中，…: what the sentence names has reached that. */
const AMONG =
  /(?<=^|[。\n；，])(?:在|此次|本次|当天)?(?:集中)?(签约|开工|竣工|投产|在建)的?(?:重点|重大|产业)?项目中(?=，)/g
/** 标志着该工程主体完工: the project named last has. */
const AGAIN = /(?:该|这一|此)(?:项目|工程|大桥|隧道|水库|电站|基地|园区|机场)(?!组|部|经理)[^，。；\n]{2,24}/g

/**
 * The stages that a project named before has by what the text says of “this project” or of a group it is one of. Only a stage near the
 * name (150 characters, the same paragraph) counts, so that one passage proves both.
 */
export function stagesTold(reading: Reading, mentions: readonly ProjectMention[]): ProjectMention[] {
  const { text } = reading
  const named = mentions.filter(({ count }) => count === undefined).sort((a, b) => a.nameStart - b.nameStart)
  const told: ProjectMention[] = []
  for (const match of allMatches(AMONG, text)) {
    const { end } = reading.sentenceAt(match.index)
    for (const mention of named)
      if (mention.nameStart > match.index && mention.nameStart < end && mention.stage === null)
        told.push({ ...mention, stage: match[1] ?? null, anchored: true })
  }
  for (const match of allMatches(AGAIN, text)) {
    const reached = stageIn(match[0])
    const last = reached ? named.findLast(({ nameStart }) => nameStart < match.index) : undefined
    if (!reached || !last || last.stage !== null) continue
    const end = match.index + reached.at + reached.stage.length
    if (end - last.nameStart > 150 || text.slice(last.nameStart, end).includes('\n')) continue
    told.push({ ...last, stage: reached.stage, start: last.nameStart, end, anchored: true })
  }
  return told
}
