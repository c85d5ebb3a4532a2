import type { DraftQuestion, Question, QuestionBank } from '#contract/participation/bank.ts'

/** A question in which nothing is wrong, with the given parts put in its place. */
export function aQuestion(parts: Partial<Question> = {}): Question {
  return {
    code: 'YB-001',
    stem: '职工参加职工基本医疗保险，保险费由谁缴纳？',
    options: ['用人单位和职工共同缴纳', '全部由用人单位缴纳', '全部由职工个人缴纳', '由居住地的社区缴纳'],
    answer: 'A',
    explanation: '社会保险法规定由用人单位和职工按照国家规定共同缴纳。',
    source: { title: '中华人民共和国社会保险法', where: '第二十三条', link: null },
    topic: '参保缴费',
    difficulty: 1,
    ...parts,
  }
}

/** The same as somebody who is still writing may have left it. */
export function aDraft(parts: Partial<DraftQuestion> = {}): DraftQuestion {
  return { ...aQuestion(), ...parts }
}

const topics = ['甲组', '乙组', '丙组']
const subjects = '山川湖海风雨雷电春夏秋冬金木水火土日月星辰花鸟鱼虫草石云霞霜雪'

/** A bank of so many questions that have nothing to do with each other; their right options stand at A, B, C and D in turn. */
export function aBank(count: number): QuestionBank {
  return {
    titleZh: '试题库',
    titleEn: 'A bank for tests',
    version: '第1版',
    questions: Array.from({ length: count }, (_, index) => {
      const subject = [...subjects][index % 32] ?? '山'
      return aQuestion({
        code: `TS-${String(index + 1).padStart(3, '0')}`,
        stem: `${subject.repeat(3)}${index}问${subject}`,
        options: ['一', '二', '三', '四'].map(number => `${subject}之${number}`),
        answer: (['A', 'B', 'C', 'D'] as const)[index % 4] ?? 'A',
        topic: topics[index % 3] ?? '甲组',
      })
    }),
  }
}
