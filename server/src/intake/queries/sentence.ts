import type { Fact } from '#contract/extraction.ts'

/** A sentence longer than this is cut where it is far from the passage. */
const LONGEST = 300
const STOP = /[。！？]$/
const PARAGRAPH = /\n\s*\n/

/**
 * The printed sentence a fact stands in, with those its amounts stand in where they follow close behind: what a reader must see to judge it.
 * Column breaks within a sentence are taken out.
 */
export function sentenceOf(text: string, fact: Fact): string {
  const spans = fact.kind === 'project' ? [fact, ...fact.amounts, ...fact.capacity] : [fact]
  let { start, end } = fact.evidence
  for (const { evidence } of spans)
    if (evidence.start >= fact.evidence.start && evidence.end - start <= LONGEST) end = Math.max(end, evidence.end)
  const isEnd = (at: number) => STOP.test(text[at - 1] ?? '') || PARAGRAPH.test(text.slice(Math.max(0, at - 2), at))
  while (start > 0 && end - start < LONGEST && !isEnd(start)) start--
  while (end < text.length && end - start < LONGEST && !isEnd(end)) end++
  const sentence = text
    .slice(start, end)
    .replace(/\s*\n\s*/g, '')
    .trim()
  return sentence === '' ? fact.evidence.text : sentence
}
