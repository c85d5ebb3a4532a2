/** A headline as it is filed: kicker (引题) above, title, subtitle (副题) below. */
export type Headline = { kicker: string | null; title: string; subtitle: string | null }

/** The words on which a sentence about an event ends; a first part that ends so stands above the title. */
const EVENT =
  /(?:举行|召开|发布|公示|落幕|开启|开幕|闭幕|启动|揭晓|揭牌|调研|会见|出炉|举办|考察|座谈|讲话|致辞|通报|公布|印发|出台|动员会|推进会|例会|会议|座谈会|强调|指出|要求|检查|视察|慰问|出席|来访|访问|举行的?.{0,4}|在[\u4e00-\u9fff]{1,6}(?:召开|举行))$/

/** What is printed around a headline and belongs to no sentence: squares, circles, bars. */
const MARKS = /^[■◆◎●□▲★◇☆◢▍▎|>\s]+|[|>\s]+$/g

/** 讣 告: titles of notices set with a space. */
const WIDE = /^([讣更公通启声致]) ([告正示知事明歉闻])$/

/** Puts the lines of one headline in their places. `level` is the markup depth, the same for all where there is no markup. */
export function readHeadline(printed: ReadonlyArray<{ text: string; level: number }>): Headline {
  const lines = printed.map(line => ({ ...line, text: line.text.replace(MARKS, '').replace(WIDE, '$1$2') }))
  const [first, ...rest] = lines
  if (!first) return { kicker: null, title: '', subtitle: null }
  if (rest.length === 0) return fromParts(first.text)

  const top = Math.min(...lines.map(line => line.level))
  const main = lines.some(line => line.level !== top) ? lines.findIndex(line => line.level === top) : mainLine(lines)
  const words = (some: typeof lines) =>
    some.length > 0 ? some.map(line => line.text.replace(/^—+/, '')).join(' ') : null
  return { kicker: words(lines.slice(0, main)), title: lines[main]?.text ?? '', subtitle: words(lines.slice(main + 1)) }
}

/** Of lines of one rank, the title is the first that is neither an event sentence nor a subtitle behind a dash. */
function mainLine(lines: ReadonlyArray<{ text: string }>): number {
  const dash = lines.findIndex(line => line.text.startsWith('—'))
  if (dash > 0) return dash - 1
  return lines.length >= 2 ? 1 : 0
}

function fromParts(text: string): Headline {
  const dash = text.search(/ —{1,2}(?=\S)/)
  if (dash > 0) return { ...fromParts(text.slice(0, dash)), subtitle: text.slice(dash).replace(/^[ —]+/, '') }
  const space = text.indexOf(' ')
  if (space > 0 && EVENT.test(text.slice(0, space)) && text.length - space > 4) {
    return { kicker: text.slice(0, space), title: text.slice(space + 1), subtitle: null }
  }
  return { kicker: null, title: text, subtitle: null }
}
