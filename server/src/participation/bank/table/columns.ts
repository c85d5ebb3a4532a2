import { type OptionLetter, optionLetters, type QuestionField } from '#contract/participation/bank.ts'
import { fieldNames } from '../findings.ts'
import { headKey } from '../keys.ts'

/** A column of the table of questions: a part of a question, or one of its options. */
export type Column = Exclude<QuestionField, 'options' | 'option'> | OptionLetter

/** The columns of an export, in their order; it has as many options as the longest question, at least four. */
export function columnsFor(options: number): Column[] {
  const letters = optionLetters.slice(0, Math.max(4, options))
  return ['code', 'stem', ...letters, 'answer', 'explanation', 'source', 'where', 'link', 'topic', 'difficulty']
}

/** What stands over a column. */
export function headOf(column: Column): string {
  return isLetter(column) ? `选项${column}` : fieldNames[column].zh
}

/** What a column is called in a sentence. */
export function columnNames(column: Column): { column: string; columnEn: string } {
  return isLetter(column)
    ? { column: headOf(column), columnEn: `option ${column}` }
    : { column: headOf(column), columnEn: fieldNames[column].en }
}

/** Columns without which nothing can be read. Numbers, articles, links, topics and difficulties may be left out as a whole. */
export const requiredColumns: readonly Column[] = ['stem', 'A', 'B', 'answer', 'explanation', 'source']

/** Heads offices and schools use for the same, as `headKey` gives them; the export's own come first. */
const aliases: Readonly<Record<Exclude<Column, OptionLetter>, readonly string[]>> = {
  code: ['编号', '题号', '题目编号', '序号', 'code', 'number', 'no'],
  stem: ['题干', '题目', '题目内容', '试题', '试题内容', '问题', 'stem', 'question'],
  answer: ['正确答案', '答案', '标准答案', '参考答案', '正确选项', 'answer', 'correctanswer'],
  explanation: ['解析', '答案解析', '试题解析', '题目解析', '说明', '解释', 'explanation'],
  source: ['依据', '来源', '出处', '政策依据', '文件依据', '法律依据', '依据文件', 'source'],
  where: ['条款', '条文', '条', '第几条', 'article', 'where'],
  link: ['链接', '网址', '原文链接', 'link', 'url'],
  topic: ['主题', '分类', '类别', '知识点', '板块', 'topic', 'category'],
  difficulty: ['难度', '难易', '难易度', '难易程度', '难度等级', 'difficulty', 'level'],
}

const byHead: ReadonlyMap<string, Column> = new Map([
  ...Object.entries(aliases).flatMap(([column, heads]) =>
    heads.map((head): [string, Column] => [headKey(head), columnNamed(column)]),
  ),
  ...optionLetters.flatMap((letter, index) =>
    [letter, '甲乙丙丁戊己'.charAt(index), '一二三四五六'.charAt(index), String(index + 1)].flatMap(
      (mark): Array<[string, Column]> => [
        [headKey(`选项${mark}`), letter],
        [headKey(`${mark}选项`), letter],
        [headKey(`备选项${mark}`), letter],
        [headKey(`option${mark}`), letter],
      ],
    ),
  ),
  ...optionLetters.map((letter): [string, Column] => [headKey(letter), letter]),
])

/** The column a head stands for, whatever its width, case, spaces and punctuation; undefined where it is none of ours. */
export function columnOf(head: string): Column | undefined {
  return byHead.get(headKey(head))
}

export function isLetter(column: Column): column is OptionLetter {
  return optionLetters.some(letter => letter === column)
}

function columnNamed(name: string): Column {
  const found = columnsFor(6).find(column => column === name)
  if (!found) throw new Error(`no column ${name}`)
  return found
}
