/** Where a quotation stands in a text, by UTF-16 offsets, whatever white space the text has in between. */
export function findQuote(text: string, quote: string): { start: number; end: number } | undefined {
  const offsets: number[] = []
  let compact = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) continue
    compact += character
    offsets.push(at)
  }
  const wanted = quote.replace(/\s+/g, '')
  const at = wanted === '' ? -1 : compact.indexOf(wanted)
  const [start, last] = [offsets[at], offsets[at + wanted.length - 1]]
  return at < 0 || start === undefined || last === undefined ? undefined : { start, end: last + 1 }
}
