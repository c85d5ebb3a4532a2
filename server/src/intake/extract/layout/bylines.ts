import { canBeName, surnameLength } from '../lexicon/surnames.ts'
import { allMatches } from '../scan.ts'
import { tagOf } from '../words.ts'

/** A name found in a byline (署名), with offsets in the text it was read from. */
export type NamedAuthor = { name: string; role: string; start: number; end: number }
/** A byline at the end of a text: who, and where the text proper ends. */
export type BylineTail = { authors: NamedAuthor[]; from: number }

const PREFIX =
  '(?:本报|[\\u4e00-\\u9fff]{2,4}新闻(?=记者)|[\\u4e00-\\u9fff]{2,4}(?:报业|传媒)(?:集团)?|融媒体?中心(?=记者)|晚报|日报|晨报|全媒体|融媒体|首席|见习|实习|特约|特派|本刊|驻地|[\\u4e00-\\u9fff]{2,3}(?:日报|晚报)(?:[·/][\\u4e00-\\u9fff]{2,4}?(?=记者))?)*'
const ROLE = `${PREFIX}(?:记者|通讯员|(?<![\\u4e00-\\u9fff])[\\u4e00-\\u9fff]{2,6}?(?:报道组|融媒体?中心|记者站)|实习生|摄影|供稿|撰稿|撰文|作者|摄影报道|(?<![\\u4e00-\\u9fff/])文[/、]?[图摄]?(?=[/：: ])|(?<![\\u4e00-\\u9fff/])图[/、]?文?(?=[/：: ]))`
const ROLES = new RegExp(ROLE, 'g')
const TAIL = new RegExp(
  `(?:^|[。！？…”’）】 ■□●◆◎☐◇△▲○☆★/])([（【■□●◆◎☐◇△▲○☆★·/ ]*${ROLE}[ ：:/]*[\\u4e00-\\u9fff\\u3400-\\u4dbf· 、，/：（）]{2,60}[）】]?)$`,
)
const PHOTO_TAIL =
  /(?:^|[。！？…”’）】 ])([（【]?([\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]) ?(?:摄影报道|摄影|摄|图|文图|图文|文[/、]图|供图|供稿|文)[）】]?)$/

/** （苏轩）: a bureau of news signs by a word of its own. */
const PEN_NAME = /^（([\u4e00-\u9fff]{1,3}[轩宣萱综])）$/
/** （李彤）: a name in brackets, alone on its line. */
const ALONE = /^（([\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])）$/

const SIGNED = /[。！？”] ?（([\u4e00-\u9fff]{2,4})）$/

const SENTENCE_ENDS = '。！？；…”’》%'

/**
 * The byline a text ends with, null where it has none: 记者李彤 · 通讯员徐文忠 记者朱颖亮 · （记者 张三 李四） · 王五 摄.
 *
 * The text must be normalised. A role word inside a sentence (记者从…获悉) is no byline: what follows must be names to the end.
 */
export function readByline(text: string): BylineTail | null {
  // nearly every line that is none ends as a sentence does, and no byline does
  if (SENTENCE_ENDS.includes(text.charAt(text.length - 1))) return null
  const from = Math.max(0, text.length - 80)
  const tail = text.slice(from)
  const match = TAIL.exec(tail)
  if (match?.[1]) {
    const start = from + match.index + match[0].length - match[1].length
    const authors = readAuthors(text, start, text.length)
    if (authors) return { authors, from: start }
  }
  const alone = ALONE.exec(text)
  if (alone?.[1] && canBeName(alone[1].replace(' ', ''))) {
    const name = alone[1].replace(' ', '')
    return { authors: [{ name, role: '记者', start: 1, end: 1 + alone[1].length }], from: 0 }
  }
  const pen = PEN_NAME.exec(text)?.[1]
  if (pen) return { authors: [{ name: pen, role: '通讯员', start: 1, end: 1 + pen.length }], from: 0 }
  // a note signs with a name alone: …落户。（王坤）
  const signed = SIGNED.exec(tail)?.[1]
  if (signed && canBeName(signed)) {
    const start = text.length - signed.length - 1
    return { authors: [{ name: signed, role: '记者', start, end: start + signed.length }], from: start - 1 }
  }
  const photo = PHOTO_TAIL.exec(tail)
  if (photo?.[1] && photo[2] && canBeName(photo[2].replace(' ', ''))) {
    const start = from + photo.index + photo[0].length - photo[1].length
    const at = text.indexOf(photo[2], start)
    return {
      authors: [{ name: photo[2].replace(' ', ''), role: '摄影', start: at, end: at + photo[2].length }],
      from: start,
    }
  }
  return null
}

/** What authors did, behind their names: 摄影报道, 文/图. */
const WORK = /^(?:摄影报道|摄影|文字?[/、]?[图摄]?影?|图[/、]?文?|摄|供图|供稿)[）】 ]*$/

/**
 * The names after each role word between two offsets, null when any of it is not a name. Where the place says that they are names
 * (`isHead`: brackets behind 本报讯), any two to four characters are one.
 */
export function readAuthors(text: string, start: number, end: number, isHead = false): NamedAuthor[] | null {
  const authors: NamedAuthor[] = []
  const region = text.slice(start, end)
  const roles = [...allMatches(ROLES, region)]
  if (isHead && roles.length === 0) {
    const names = /[\u4e00-\u9fff]{5}/.test(region) ? null : readNames(region, false)
    return (
      names?.map(({ name, start: from, end: to }) => ({ name, role: '记者', start: start + from, end: start + to })) ??
      null
    )
  }
  for (const [i, role] of roles.entries()) {
    const from = role.index + role[0].length
    const to = roles[i + 1]?.index ?? region.length
    // 通讯员 甲 乙 摄影报道: the last word says what those before it did, and names nobody
    if (i > 0 && i === roles.length - 1 && WORK.test(region.slice(role.index))) continue
    // correspondents sign by pen names too (统计轩)
    const names = readNames(
      region.slice(from, to),
      isHead || /通讯员/.test(role[0]) || (/^[ ：]/.test(region.slice(from)) && isUnknown(region.slice(from, to))),
    )
    if (!names) return null
    const shown = /通讯员|报道组|中心(?!记者)/.test(role[0])
      ? '通讯员'
      : /摄影|图/.test(role[0]) && !/文/.test(role[0])
        ? '摄影'
        : /实习生/.test(role[0])
          ? '实习生'
          : '记者'
    for (const name of names) {
      authors.push({ name: name.name, role: shown, start: start + from + name.start, end: start + from + name.end })
    }
  }
  return authors.length > 0 ? authors : null
}

/** 实习记者 才让卓玛: four characters the dictionary has no word for. */
const isUnknown = (text: string) =>
  /^[ ：][\u4e00-\u9fff]{4}[ ）]*$/.test(text) && /^(?:x|nr)/.test(tagOf(text.replace(/[ ：）]/g, '')))

/** A line of two names or more and nothing else: 张三 李 四. Who wrote, since nothing says they took photographs. */
export function namesOnly({ text }: { readonly text: string }): NamedAuthor[] | null {
  if (text.length > 24 || !/^[\u4e00-\u9fff]{1,4}(?:[ 、][\u4e00-\u9fff]{1,4})+$/.test(text)) return null
  const names = readNames(text, false)
  return names && names.length > 1 ? names.map(name => ({ ...name, role: '记者' })) : null
}

type Span = { name: string; start: number; end: number }

function readNames(text: string, penNames: boolean): Span[] | null {
  const spans: Span[] = []
  for (const word of allMatches(
    /[\u4e00-\u9fff\u3400-\u4dbfA-Za-z](?:[\u4e00-\u9fff\u3400-\u4dbf·A-Za-z]*[\u4e00-\u9fff\u3400-\u4dbfA-Za-z])?/g,
    text,
  )) {
    if (/^(?:摄|文|图|摄影|文图|图文|摄影报道|报道|整理)$/.test(word[0])) continue
    // 摄 is in no name; 文 and 图 may be, so that they are cut only from what is too long for one
    const plain =
      word[0].length > 3
        ? word[0].replace(/(?:摄影报道|摄影|报道|文图|图文|摄|文|图)$/, '')
        : word[0].length > 2
          ? word[0].replace(/摄$/, '')
          : word[0]
    // 李四/文张三: a line break took the space
    const from = text[word.index - 1] === '/' && /^[文图摄]/.test(plain) ? 1 : 0
    if (plain.length > from)
      spans.push({ name: plain.slice(from), start: word.index + from, end: word.index + plain.length })
  }
  const names: Span[] = []
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i]
    if (!span) break
    const next = spans[i + 1]
    // a name of two characters set with a space between them: 李 彤
    if (span.name.length === 1 && next?.name.length === 1 && surnameLength(span.name) > 0) {
      names.push({ name: span.name + next.name, start: span.start, end: next.end })
      i++
    } else names.push(...apart(span))
  }
  return names.length > 0 &&
    names.length <= 8 &&
    names.every(name => canBeName(name.name) || (penNames && /^[\u4e00-\u9fff]{2,4}$/.test(name.name)))
    ? names
    : null
}

/** Two names of two characters printed without a space between them. */
function apart(span: Span): Span[] {
  const { name, start } = span
  if (name.length === 4 && surnameLength(name) === 1 && surnameLength(name, 2) > 0) {
    return [
      { name: name.slice(0, 2), start, end: start + 2 },
      { name: name.slice(2), start: start + 2, end: start + 4 },
    ]
  }
  return [span]
}
