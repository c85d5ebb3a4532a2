import { decodeEntities } from './entities.ts'

/** Elements that begin and end a line of text. */
const blocks = new Set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
)
/** Those that end a table's row, also one whose own end is missing. */
const endsRow = new Set('table tbody thead tfoot tr caption body h1 h2 h3 h4 h5 h6'.split(' '))
/** Elements whose content is no text of the page. `title` names the page; its headline stands in the body. */
const silent = new Set(
  'script style template noscript head title svg math textarea select iframe object canvas audio video'.split(' '),
)
/** Elements that lead through a site, and are no text of the page. */
for (const name of ['nav', 'menu', 'button']) silent.add(name)
/** Elements that may say that they are not shown; each has an end tag of its own. */
const hideable = new Set('a article aside div form li ol p section span table td tr ul'.split(' '))
/** Silent elements whose content is not markup: only their own end tag ends them. */
const raw = new Set('script style textarea title iframe noscript'.split(' '))

/**
 * The text of an HTML page: each heading, paragraph, list item and table row on a line of its own, cells parted by tabs, white space as a
 * browser shows it, `pre` as it stands. Scripts, styles and what is not shown are left out; no reference is followed.
 *
 * Reads once from left to right, in time that grows with the length only, whatever the markup.
 */
export function htmlToText(html: string): string {
  return linesOfHtml(html)
    .map(({ text }) => text)
    .join('\n')
}

/** The fewest lines of links that make a list of them. */
const LEAST_LINKS = 3
/** A page whose other text is shorter than this, in characters, is one of links, and keeps them. */
const LEAST_TEXT = 100

/**
 * The text of a page saved from the web: as `htmlToText`, without lists of links to other pages, such as menus, further reading and what
 * stands at the foot. A page that is little else keeps them.
 */
export function webPageToText(html: string): string {
  const lines = linesOfHtml(html)
  const isLink = lines.map(({ text, linked }) => linked > 0.8 * text.length && !/[。！？；]/.test(text))
  const kept = lines.filter((_, index) => {
    if (!isLink[index]) return true
    let [from, to] = [index, index]
    while (isLink[from - 1] && index - from < LEAST_LINKS) from--
    while (isLink[to + 1] && to - index < LEAST_LINKS) to++
    return to - from + 1 < LEAST_LINKS
  })
  const text = kept.map(each => each.text).join('\n')
  return text.length >= LEAST_TEXT ? text : lines.map(each => each.text).join('\n')
}

/** A line of text, and how many of its characters are of links. */
type HtmlLine = { text: string; linked: number }

function linesOfHtml(html: string): HtmlLine[] {
  const line = newLine()
  const unended = new Set<string>()
  let hidden: string | null = null
  // How many elements of the hidden one's name stand open in it: only its own end shows what follows.
  let inside = 0
  let cells = 0
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    if (hidden === null && (open < 0 || open > at)) line.add(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    const { name, isEnd, isEmpty, isText, isHidden, end } = readTag(html, open)
    at = end
    if (hidden !== null) {
      if (name !== hidden || isEmpty) continue
      inside += isEnd ? -1 : 1
      if (inside === 0) hidden = null
    } else if (name === '') {
      if (isText) line.add('&lt;')
    } else if (name === 'a' && !isHidden) {
      line.link(!isEnd && !isEmpty)
    } else if (silent.has(name) || (isHidden && !isEnd)) {
      if (isEnd || isEmpty) continue
      if (raw.has(name)) at = endOfRaw(html, name, at)
      // One that is never ended must not hide the rest of the page. Asked once only, or the time would grow with the square.
      else if (!unended.has(name) && hasEnd(html, name, at)) [hidden, inside] = [name, 1]
      else unended.add(name)
    } else if (name === 'td' || name === 'th') {
      if (!isEnd && cells++ > 0) line.nextCell()
    } else if (cells > 0 && blocks.has(name) && !endsRow.has(name)) {
      // Paragraphs within a cell do not end the row's line.
      line.add(' ')
    } else if (blocks.has(name)) {
      line.end()
      cells = 0
      if (name === 'pre') line.pre(isEnd ? -1 : 1)
    }
  }
  line.end()
  return line.ended
}

/** Collects a line from pieces, joined only at its end: a long line asked for its last character at each piece would cost the square. */
function newLine() {
  const ended: HtmlLine[] = []
  let pieces: string[] = []
  let last = ''
  let preDepth = 0
  let isLinked = false
  let linked = 0
  const push = (piece: string) => {
    if (piece === '') return
    if (isLinked) linked += piece.length
    pieces.push(piece)
    last = piece.at(-1) ?? ''
  }
  const end = () => {
    const whole = pieces.join('')
    const line = preDepth > 0 ? whole : whole.replace(/ ?\t ?/g, '\t').replace(/^ | $/g, '')
    if (line.trim() !== '') ended.push({ text: line, linked })
    pieces = []
    last = ''
    linked = 0
  }
  return {
    ended,
    end,
    nextCell: () => push('\t'),
    link(on: boolean) {
      isLinked = on
    },
    pre(change: number) {
      preDepth = Math.max(0, preDepth + change)
    },
    add(source: string) {
      const text = decodeEntities(source)
      if (preDepth > 0) {
        for (const [index, part] of text.split(/\r\n?|\n/).entries()) {
          if (index > 0) end()
          push(part)
        }
        return
      }
      const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ')
      push(last === '' || last === ' ' || last === '\t' ? collapsed.replace(/^ /, '') : collapsed)
    },
  }
}

type Tag = { name: string; isEnd: boolean; isEmpty: boolean; isHidden: boolean; end: number; isText: boolean }

/** How far into a tag it is looked whether its element is shown, in characters. */
const ATTRIBUTES = 2000

/** The tag, comment or declaration at `<`; a `<` that begins none of them is text. */
function readTag(html: string, open: number): Tag {
  const none = { name: '', isEnd: false, isEmpty: false, isHidden: false, isText: false }
  if (html.startsWith('<!--', open)) return { ...none, end: behind(html, '-->', open + 4) }
  if (html[open + 1] === '!' || html[open + 1] === '?') return { ...none, end: behind(html, '>', open + 2) }
  const found = /^<(\/?)([A-Za-z][A-Za-z0-9:-]{0,40})/.exec(html.slice(open, open + 50))
  if (!found) return { ...none, end: open + 1, isText: true }
  let quote = ''
  for (let at = open + found[0].length; at < html.length; at++) {
    const char = html[at] ?? ''
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '>') {
      const name = (found[2] ?? '').toLowerCase()
      return {
        name,
        isEnd: found[1] === '/',
        isEmpty: html[at - 1] === '/',
        isHidden: hideable.has(name) && saysHidden(html.slice(open + found[0].length, Math.min(at, open + ATTRIBUTES))),
        end: at + 1,
        isText: false,
      }
    }
  }
  return { ...none, end: html.length }
}

/** Whether attributes say that an element is not shown. */
function saysHidden(attributes: string): boolean {
  return (
    /\sstyle\s*=\s*["'][^"']*?\b(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes) ||
    /\shidden(?=[\s=/]|$)/i.test(attributes.replace(/"[^"]*"|'[^']*'/g, '""'))
  )
}

function behind(html: string, end: string, from: number): number {
  const found = html.indexOf(end, from)
  return found < 0 ? html.length : found + end.length
}

function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi')
  end.lastIndex = from
  const found = end.exec(html)
  return found === null ? html.length : behind(html, '>', found.index)
}

function hasEnd(html: string, name: string, from: number): boolean {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi')
  end.lastIndex = from
  return end.test(html)
}
