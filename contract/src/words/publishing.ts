export const zh = {
  'publishing.not-found': '这里是办公人员的首页，您的岗位没有首页。',
  'publishing.formula-planned': '议程各项的分钟数相加',
} as const

export const en: Record<keyof typeof zh, string> = {
  'publishing.not-found': 'This is the first page of office staff; your role has none.',
  'publishing.formula-planned': 'The minutes of all items on the agenda, added up',
}
