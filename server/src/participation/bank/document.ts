import type { z } from 'zod'
import {
  charactersIn,
  optionLetters,
  type Question,
  type QuestionBank,
  type questionSource,
} from '#contract/participation/bank.ts'
import { type Block, officialDocument } from '#kernel/documents/index.ts'
import type { Day } from '#kernel/time/index.ts'

/** How a bank is printed: with its answers or without, who issues it, and the day it bears (Asia/Shanghai). */
export type BankDocumentOptions = { answers: boolean; issuer: string; date: Day }

/** Characters of a line that begins two in, of the 28 of the page. */
const LINE = 26

/**
 * A bank as a DOCX to print, grouped by topic in the order in which topics first come, numbered through. With answers each question is
 * followed by its right option and why, and the documents it rests on are numbered notes at the end; without, none of it is in the file.
 * The same bank and options give the same bytes.
 */
export function bankDocument(bank: QuestionBank, { answers, issuer, date }: BankDocumentOptions): Promise<Uint8Array> {
  const byTopic = Map.groupBy(bank.questions, question => question.topic)
  let number = 0
  return officialDocument({
    mark: { kind: 'document', text: issuer },
    title: `${bank.titleZh}\n${answers ? '题目、答案和解析' : '题目'}`,
    body: [
      paragraph(`${bank.version}，共${bank.questions.length}题，每题只有一个正确答案。`),
      ...[...byTopic].flatMap(([topic, questions]): Block[] => [
        { kind: 'heading', level: 1, text: topic },
        ...questions.flatMap(question => questionBlocks(question, ++number, answers)),
      ]),
    ],
    notesHead: '依据',
    signer: issuer,
    date,
  })
}

function questionBlocks(question: Question, number: number, answers: boolean): Block[] {
  return [
    paragraph(`${number}．${question.stem}〔${question.code}〕`),
    ...optionLines(question.options).map(paragraph),
    ...(answers ? [answerBlock(question)] : []),
  ]
}

/** All options on one line where they fit, else two and two below each other, else each on its own. */
function optionLines(options: readonly string[]): string[] {
  const marked = options.map((option, index) => `${optionLetters[index]}．${option}`)
  for (const perLine of [marked.length, 2]) {
    const most = Math.floor(LINE / perLine)
    // Behind each option stands a space at least, so that it ends where the next begins.
    if (marked.some(option => charactersIn(option) >= most)) continue
    return marked
      .flatMap((_, at) => (at % perLine === 0 ? [marked.slice(at, at + perLine)] : []))
      .map(line =>
        line
          .map(option => option + '　'.repeat(most - charactersIn(option)))
          .join('')
          .trimEnd(),
      )
  }
  return marked
}

function answerBlock({ answer, explanation, source }: Question): Block {
  return {
    kind: 'paragraph',
    runs: [{ text: `答案：${answer}。`, bold: true }, explanation, { note: sourceLine(source) }],
  }
}

/** A source in one line: the document, and where in it. */
function sourceLine({ title, where }: z.infer<typeof questionSource>): string {
  return where === null ? title : `${title}，${where}`
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [text] })
