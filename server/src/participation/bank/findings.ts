import type { BankFinding, BankReport, DraftQuestion, QuestionField } from '#contract/participation/bank.ts'
import { type Refusal, type RefusalParams, refuse } from '#kernel/refusal.ts'

/** What each part of a question is called in a finding and in the head of a table. */
export const fieldNames: Readonly<Record<QuestionField, { zh: string; en: string }>> = {
  code: { zh: '编号', en: 'number' },
  stem: { zh: '题干', en: 'stem' },
  options: { zh: '选项', en: 'options' },
  option: { zh: '选项', en: 'option' },
  answer: { zh: '正确答案', en: 'answer' },
  explanation: { zh: '解析', en: 'explanation' },
  source: { zh: '依据', en: 'source' },
  where: { zh: '条款', en: 'article' },
  link: { zh: '链接', en: 'link' },
  topic: { zh: '主题', en: 'topic' },
  difficulty: { zh: '难度', en: 'difficulty' },
}

/** Where a question stands, in words: its row where it came from a table, else its number, else which one it is. */
export type Place = Pick<BankFinding, 'row' | 'question'> & { at: string; atEn: string }

export function placeOf(question: DraftQuestion, index: number): Place {
  const row = question.row ?? null
  const code = question.code.slice(0, 20)
  const where = { row, question: code === '' ? null : code }
  if (row !== null) return { ...where, at: `第${row}行`, atEn: `Row ${row}` }
  if (code !== '') return { ...where, at: code, atEn: code }
  return { ...where, at: `第${index + 1}题`, atEn: `Question ${index + 1}` }
}

type Severity = BankFinding['severity']

/** A finding about one question. `code` is the end of the sentence's code, after `participation.bank-`. */
export function finding(
  severity: Severity,
  code: string,
  place: Place,
  field: QuestionField,
  params: RefusalParams = {},
): BankFinding {
  return {
    severity,
    code: `participation.bank-${code}`,
    row: place.row,
    question: place.question,
    field,
    params: {
      at: place.at,
      atEn: place.atEn,
      column: fieldNames[field].zh,
      columnEn: fieldNames[field].en,
      ...params,
    },
  }
}

/** A finding about the bank as a whole or the head of its table. */
export function generalFinding(severity: Severity, code: string, params: RefusalParams = {}): BankFinding {
  return { severity, code: `participation.bank-${code}`, row: null, question: null, field: null, params: { ...params } }
}

/** The findings as a report: in the order of the rows, what is about the whole first, errors before warnings within a row. */
export function reportOf(questions: number, findings: readonly BankFinding[]): BankReport {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const rank = (severity: Severity) => (severity === 'error' ? 0 : 1)
  const sorted = findings.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0) || inRow(a, b))
  return { questions, errors, warnings: findings.length - errors, findings: sorted }

  // Without rows the order of finding is the order of the questions and is kept.
  function inRow(a: BankFinding, b: BankFinding): number {
    return a.row === null ? 0 : rank(a.severity) - rank(b.severity)
  }
}

/** The report of a bank with errors as a refusal to throw: one line for each error, at most 200. */
export function bankRefusal(report: BankReport): Refusal {
  const fields = report.findings
    .filter(({ severity }) => severity === 'error')
    .slice(0, 200)
    .map(({ code, params, row, question, field }) => ({
      path: [row ?? question ?? '', field ?? ''].filter(part => part !== '').join('.'),
      code,
      params,
    }))
  return refuse('participation.bank-unfit', { errors: report.errors, warnings: report.warnings }, { fields })
}
