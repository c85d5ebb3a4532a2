export const zh = {
  'projects.not-found': '没有这个项目，或不在您的权限之内。',
  'projects.name-exists': '“{name}”已经在库。同一个项目不记两次；确是另一个，请在名称上区别。',
  'projects.changed-conflict':
    '这条记录在您看过之后变了（您看的是第 {seen} 版，现在是第 {now} 版）。重看一遍再改，您写的还在。',
  'projects.not-draft': '这个项目已经入库，无需再确认。',
  'projects.batch-not-found': '没有这个签约批次。',
  'projects.batch-exists': '批次编号“{code}”已经有了。',
  'projects.parent-not-found': '没有这个母项目。',
  'projects.parent-circular': '母项目不能是它自己或它的子项目。',
  'projects.amount-unfit': '“{printed}”读不成数量。写数和单位，例如 18亿元、约0.5万平方米。',
  'projects.stage-unknown': '没有“{stage}”这个阶段。',
  'projects.stage-without-day': '填计划日期或自报日期，至少一个。',
  'projects.stage-in-future': '{on} 还没有到，不能算已经发生。计划请填计划日期。',
  'projects.checklist-open': '认定清单还有未核的：{open}。核全，或写明理由。',
  'projects.stage-out-of-order': '日期与其他阶段前后不合：{other} 认定于 {on}。',
  'projects.table-unknown': '不认识的表：{table}。',
  'projects.cell-empty': '“{column}”不能空着。',
  'projects.cell-not-a-day': '“{text}”不是日期，写成 YYYY-MM-DD。',
  'projects.row-unfit': '第 {row} 行“{column}”不合要求：{why}。整张表都没有导入。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'projects.not-found': 'There is no such project, or it is outside your permissions.',
  'projects.name-exists':
    '“{name}” is already on the list. A project is not recorded twice; if it is another one, make its name differ.',
  'projects.changed-conflict':
    'This record changed since you saw it (you saw version {seen}, it is now version {now}). Look again; what you wrote is kept.',
  'projects.not-draft': 'This project is already on the list.',
  'projects.batch-not-found': 'There is no such signing batch.',
  'projects.batch-exists': 'There is already a batch with the code “{code}”.',
  'projects.parent-not-found': 'There is no such parent project.',
  'projects.parent-circular': 'A project cannot be its own parent, nor that of its parent.',
  'projects.amount-unfit': '“{printed}” cannot be read as an amount. Write a number and a unit, for example 18亿元.',
  'projects.stage-unknown': 'There is no stage “{stage}”.',
  'projects.stage-without-day': 'Give a planned day or a claimed day, at least one.',
  'projects.stage-in-future': '{on} has not come yet and cannot have happened. For a plan, fill in the planned day.',
  'projects.checklist-open': 'The checklist is not complete: {open}. Complete it, or say why.',
  'projects.stage-out-of-order': 'The day does not fit the other stages: {other} was recognised on {on}.',
  'projects.cell-empty': '“{column}” cannot be empty.',
  'projects.cell-not-a-day': '“{text}” is not a day; write YYYY-MM-DD.',
  'projects.table-unknown': 'Unknown table: {table}.',
  'projects.row-unfit': 'Row {row}, column “{column}”: {why}. Nothing of the table was imported.',
}
