/** What checks of a question bank (题库) say. `{at}` is where: a row of the table, or the question's number. */
export const zh = {
  'participation.bank-unfit':
    '题库有{errors}处错误，一道题也没有导入。逐行改好再传；另有{warnings}处提醒，可改可不改。',
  'participation.bank-no-head':
    '“{name}”里没有找到题库的表头。表头要有“题干”“选项A”“选项B”“正确答案”，可下载模板照填。',
  'participation.bank-too-small': '题库只有{count}道题，一份卷子要{needs}道。补足后再开始。',
  'participation.bank-empty': '题库里没有题。',
  'participation.bank-too-many': '题库有{count}道题，最多{most}道。',
  'participation.bank-column-missing': '表头缺“{column}”这一列。',
  'participation.bank-column-twice': '表头里“{column}”出现了两次，只能有一列。',
  'participation.bank-column-unknown': '表头里的“{column}”不认识，这一列没有读。',
  'participation.bank-row-too-wide': '{at}：这一行有{count}格，表头只有{most}列。多半是文字里有逗号而没有加引号。',
  'participation.bank-field-empty': '{at}：{column}空着。',
  'participation.bank-code-unfit': '{at}：编号“{value}”不合要求，写成 YB-001 这样：大写字母、连字符、三到五位数字。',
  'participation.bank-code-twice': '{at}：编号与{other}相同。',
  'participation.bank-too-long': '{at}：{column}有{length}个字，最多{most}个。',
  'participation.bank-long': '{at}：{column}有{length}个字，超过{most}个字手机一屏放不下，宜改短。',
  'participation.bank-characters': '{at}：{column}里有看不见的控制字符或改变书写方向的字符，删去重写。',
  'participation.bank-formula':
    '{at}：{column}以“{value}”开头，电子表格会当成公式。题库里按文字保存，导出时前面加引号。',
  'participation.bank-options-count': '{at}：有{count}个选项，要{least}到{most}个。',
  'participation.bank-option-gap': '{at}：选项{letter}空着，后面的选项却有内容。',
  'participation.bank-options-same': '{at}：选项{letter}与选项{other}相同。',
  'participation.bank-option-by-place':
    '{at}：选项{letter}说的是别的选项（“{value}”）。出题时选项会打乱，宜把内容写全。',
  'participation.bank-answer-unfit': '{at}：答案“{value}”不是任何一个选项。写一个选项的字母，或与选项一字不差的文字。',
  'participation.bank-answer-unclear':
    '{at}：答案“{value}”可以指选项{letter}，也可以指选项{other}。改写成“选项{letter}”或“选项{other}”。',
  'participation.bank-stem-twice': '{at}：题干与{other}相同。',
  'participation.bank-stem-near': '{at}：题干与{other}很像（{percent}%相同），看看是否重复。',
  'participation.bank-difficulty-unfit': '{at}：难度“{value}”不合要求，写 1、2、3，或易、中、难。',
  'participation.bank-link-unfit': '{at}：链接要以 https:// 开头，最长{most}个字符。',
  'participation.choice-not-on-paper': '这道题不在这份卷子上，没有计分。',
  'participation.choice-unfit': '这道题没有第{place}个选项，没有计分。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'participation.bank-unfit':
    'The bank has {errors} errors; no question was imported. Correct them row by row and upload again; {warnings} warnings besides are yours to judge.',
  'participation.bank-no-head':
    'No head of a question bank was found in “{name}”. It needs 题干, 选项A, 选项B and 正确答案; the template has them.',
  'participation.bank-too-small': 'The bank has {count} questions, a paper takes {needs}. Add some before starting.',
  'participation.bank-empty': 'The bank has no question.',
  'participation.bank-too-many': 'The bank has {count} questions, {most} at most.',
  'participation.bank-column-missing': 'The head lacks the column “{columnEn}”.',
  'participation.bank-column-twice': 'The column “{columnEn}” stands twice in the head; there can be one.',
  'participation.bank-column-unknown': 'The column “{column}” is not known and was not read.',
  'participation.bank-row-too-wide':
    '{atEn}: the row has {count} cells, the head {most}. Most likely a text holds a comma and no quotes.',
  'participation.bank-field-empty': '{atEn}: the {columnEn} is empty.',
  'participation.bank-code-unfit':
    '{atEn}: the number “{value}” is not as it must be; write it like YB-001: capitals, a hyphen, three to five digits.',
  'participation.bank-code-twice': '{atEn}: has the same number as {otherEn}.',
  'participation.bank-too-long': '{atEn}: the {columnEn} has {length} characters, {most} at most.',
  'participation.bank-long':
    '{atEn}: the {columnEn} has {length} characters; past {most} a telephone cannot show it at once. Better shorter.',
  'participation.bank-characters':
    '{atEn}: the {columnEn} has control characters or such as turn the direction. Delete and write it again.',
  'participation.bank-formula':
    '{atEn}: the {columnEn} begins with “{value}”, which a spreadsheet takes for a formula. It is kept as text and exported behind a quote.',
  'participation.bank-options-count': '{atEn}: has {count} options, {least} to {most} are needed.',
  'participation.bank-option-gap': '{atEn}: option {letter} is empty while a later one is filled.',
  'participation.bank-options-same': '{atEn}: option {letter} is the same as option {other}.',
  'participation.bank-option-by-place':
    '{atEn}: option {letter} speaks of other options (“{value}”). Options are shuffled on the paper; better say it in full.',
  'participation.bank-answer-unfit':
    '{atEn}: the answer “{value}” is none of the options. Write one letter, or exactly the words of the option.',
  'participation.bank-answer-unclear':
    '{atEn}: the answer “{value}” may mean option {letter} and may mean option {other}. Write “选项{letter}” or “选项{other}”.',
  'participation.bank-stem-twice': '{atEn}: asks the same as {otherEn}.',
  'participation.bank-stem-near':
    '{atEn}: asks nearly the same as {otherEn} ({percent}% alike). See whether it is twice.',
  'participation.bank-difficulty-unfit': '{atEn}: the difficulty “{value}” is not as it must be; write 1, 2 or 3.',
  'participation.bank-link-unfit': '{atEn}: the link must begin with https:// and have at most {most} characters.',
  'participation.choice-not-on-paper': 'This question is not on this paper; nothing was scored.',
  'participation.choice-unfit': 'This question has no option {place}; nothing was scored.',
}
