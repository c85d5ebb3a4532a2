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
/** Silent elements whose content is not markup: only their own end tag ends them. */
const raw = new Set('script style textarea title iframe noscript'.split(' '))

/**
 * The text of an HTML page: each heading, paragraph, list item and table row on a line of its own, cells parted by tabs, white space as a
 * browser shows it, `pre` as it stands. Scripts, styles and what is not shown are left out; no reference is followed.
 *
 * Reads once from left to right, in time that grows with the length only, whatever the markup.
 */
export function htmlToText(html: string): string {
  const line = newLine()
  const unended = new Set<string>()
  let hidden: string | null = null
  let cells = 0
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    if (hidden === null && (open < 0 || open > at)) line.add(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    const { name, isEnd, isEmpty, isText, end } = readTag(html, open)
    at = end
    if (hidden !== null) {
      if (isEnd && name === hidden) hidden = null
    } else if (name === '') {
      if (isText) line.add('&lt;')
    } else if (silent.has(name)) {
      if (isEnd || isEmpty) continue
      if (raw.has(name)) at = endOfRaw(html, name, at)
      // One that is never ended must not hide the rest of the page. Asked once only, or the time would grow with the square.
      else if (!unended.has(name) && hasEnd(html, name, at)) hidden = name
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
  return line.ended.join('\n')
}

/** Collects a line from pieces, joined only at its end: a long line asked for its last character at each piece would cost the square. */
function newLine() {
  const ended: string[] = []
  let pieces: string[] = []
  let last = ''
  let preDepth = 0
  const push = (piece: string) => {
    if (piece === '') return
    pieces.push(piece)
    last = piece.at(-1) ?? ''
  }
  const end = () => {
    const whole = pieces.join('')
    const line = preDepth > 0 ? whole : whole.replace(/ ?\t ?/g, '\t').replace(/^ | $/g, '')
    if (line.trim() !== '') ended.push(line)
    pieces = []
    last = ''
  }
  return {
    ended,
    end,
    nextCell: () => push('\t'),
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

type Tag = { name: string; isEnd: boolean; isEmpty: boolean; end: number; isText: boolean }

/** The tag, comment or declaration at `<`; a `<` that begins none of them is text. */
function readTag(html: string, open: number): Tag {
  const none = { name: '', isEnd: false, isEmpty: false, isText: false }
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
      return {
        name: (found[2] ?? '').toLowerCase(),
        isEnd: found[1] === '/',
        isEmpty: html[at - 1] === '/',
        end: at + 1,
        isText: false,
      }
    }
  }
  return { ...none, end: html.length }
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
