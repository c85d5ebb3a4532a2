import type { FactOf } from '#contract/extraction.ts'
import { clauseAt, type Reading } from '../reading.ts'
import { allMatches } from '../scan.ts'
import { type Carried, subjectOf } from './subject.ts'

const NOTHING: Carried = { carried: '', isHere: false, region: '' }
type Figure = FactOf<'figure'>

/** Ranks told by a verb: 夺冠 is first. */
export function spokenRanks(reading: Reading): Figure[] {
  const figures: Figure[] = []
  for (const match of allMatches(
    /(?:夺冠|夺得冠军|荣获冠军|摘得桂冠|获得冠军|斩获冠军|勇夺冠军|拔得头筹|[居列](?:[\u4e00-\u9fff]{0,12}?)(?:首位|榜首))/g,
    reading.text,
  )) {
    const sentence = reading.sentenceAt(match.index)
    const clause = clauseAt(sentence, match.index)
    const year = /(\d{4})年[^，]{0,12}$/.exec(reading.text.slice(clause.start, match.index))?.[1] ?? null
    figures.push({
      kind: 'figure',
      subject: subjectOf(reading, sentence, clause, { start: match.index, end: match.index + match[0].length }, NOTHING)
        .name,
      indicator: '名次',
      value: 1,
      unit: '位',
      period: year,
      comparison: null,
      bound: null,
      evidence: reading.evidence(
        Math.max(clause.start, match.index - 30),
        Math.min(Math.max(clause.end, match.index + 2), match.index + 30),
      ),
      confidence: 0.7,
    })
  }
  for (const match of allMatches(/(?:^|[，。\n])((?:19|20)\d{2})年起(?=[，])/g, reading.text)) {
    const start = match.index + match[0].length - 6
    const sentence = reading.sentenceAt(start)
    figures.push({
      kind: 'figure',
      subject: subjectOf(reading, sentence, { start, end: sentence.end }, { start, end: start + 6 }, NOTHING).name,
      indicator: '开始年份',
      value: Number(match[1]),
      unit: '年',
      period: null,
      comparison: null,
      bound: null,
      evidence: reading.evidence(start, Math.min(sentence.end, start + 30)),
      confidence: 0.5,
    })
  }
  return figures
}
