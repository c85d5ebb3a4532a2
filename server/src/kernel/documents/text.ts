// What XML 1.0 cannot hold: control characters but tab and line feed, lone surrogates (already replaced), U+FFFE and U+FFFF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g

/** Text as a document can hold it: what XML forbids becomes U+FFFD, so that it is seen and not lost. CR LF is one line feed. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed().replace(forbidden, '\uFFFD')
}

/** Text as it stands between the tags of XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The width of a text in full characters: CJK counts 1, ASCII and other half-width characters 0.5. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += /[\u0020-\u007E\u00A0-\u00FF\uFF61-\uFF9F]/.test(char) ? 0.5 : 1
  return width
}

/** The width with the quarter character that programs put between Chinese and digits or letters. */
export function printedWidth(text: string): number {
  const meetings = text.match(/(?<=[A-Za-z0-9])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[A-Za-z0-9])/gu) ?? []
  return widthOf(text) + meetings.length / 4
}

/** A number as Chinese headings count: 一 … 十, 十一 … 九十九. */
export function chineseNumeral(number: number): string {
  const digits = '零一二三四五六七八九'
  if (number < 1 || number > 99) return String(number)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`
  return `${head}${ones === 0 ? '' : digits[ones]}`
}
