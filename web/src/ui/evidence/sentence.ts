const stops = '。！？；'

/**
 * The rest of the sentence that a quoted passage stands in, on one side of it: what lies beyond the sentence, or in another paragraph,
 * belongs to something else. A single line break is only where the column ended.
 */
export function restOfSentence(text: string, side: 'before' | 'after'): string {
  const paragraphs = text.split(/\n\s*\n/)
  const near = ((side === 'before' ? paragraphs.at(-1) : paragraphs[0]) ?? '').replaceAll('\n', '')
  if (side === 'before') return near.slice(Math.max(0, ...[...stops].map(stop => near.lastIndexOf(stop) + 1)))
  const ends = [...stops].map(stop => near.indexOf(stop)).filter(end => end >= 0)
  return near.slice(0, ends.length > 0 ? Math.min(...ends) + 1 : near.length)
}
