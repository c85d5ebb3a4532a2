import type { DocumentSpec } from '../index.ts'

/** A notice with everything a document can have; for tests. */
export const notice: DocumentSpec = {
  mark: { kind: 'document', text: '江海示范市科技创新委员会办公室文件' },
  number: '江科创办〔2025〕7号',
  title: '关于印发《江海示范市科技创新双月例会点评材料（2025年第三次）》的通知',
  addressee: '各县（市、区）人民政府，市各有关单位',
  status: 'draft',
  body: [
    {
      kind: 'paragraph',
      runs: [
        '现将点评材料印发给你们。',
        { text: '请对照落实', bold: true },
        '，6月10日前反馈。',
        { note: '会议记录第3页' },
      ],
    },
    { kind: 'heading', level: 1, text: '总体情况' },
    { kind: 'heading', level: 2, text: '亮灯' },
    {
      kind: 'paragraph',
      runs: [{ light: 'red' }, '二项，', { light: 'grey' }, '一项。', { note: '事项台账，截至2025年5月8日' }],
    },
    { kind: 'heading', level: 3, text: '项目' },
    { kind: 'heading', level: 4, text: '签约' },
    { kind: 'heading', level: 2, text: '指标' },
    {
      kind: 'table',
      caption: '表1　各单位事项',
      columns: [
        { head: '单位', width: 3 },
        { head: '事项', width: 6 },
        { head: '灯', width: 2, align: 'center' },
        { head: '办结率（%）', width: 2, align: 'right' },
      ],
      rows: Array.from({ length: 40 }, (_, index) => [
        [`第${index + 1}单位`],
        ['推进跨江协同区建设，完成年度任务，报送进展'],
        [{ light: index % 2 === 0 ? 'green' : 'yellow' }],
        ['90.5', { note: '会议记录第3页' }],
      ]),
    },
    { kind: 'heading', level: 1, text: '下一步' },
    { kind: 'paragraph', runs: ['按清单推进。'] },
    { kind: 'page-break' },
  ],
  attachments: [{ title: '事项清单', body: [{ kind: 'paragraph', runs: ['见系统台账。'] }] }],
  signer: '江海示范市科技创新委员会办公室',
  date: '2025-05-08',
  copies: '市委办公室，市人大常委会办公室，市政协办公室，市纪委监委',
  printedBy: '江海示范市科技创新委员会办公室',
}
