export const zh = {
  'gatherings.not-found': '没有这个会议，或不在您的权限之内。',
  'gatherings.changed-conflict':
    '这个会议在您看过之后变了（您看的是第 {seen} 版，现在是第 {now} 版）。重看一遍再改，您写的还在。',
  'gatherings.series-exists': '例会编号“{code}”已经有了。',
  'gatherings.series-not-found': '没有这个例会系列。',
  'gatherings.not-workday': '{on} 不是工作日，例会不排在这一天。',
  'gatherings.until-before': '结束日不能早于开会日 {on}。',
  'gatherings.meeting-exists': '{on} 已有同名的会议“{title}”。',
  'gatherings.closed': '会议已经归档，不能再改。更正请另写一条注明日期的更正。',
  'gatherings.item-not-found': '议程里没有这一项。',
  'gatherings.due-before-meeting': '时限不能早于会议当天 {on}。',
  'gatherings.task-without-unit': '任务要写明由哪家单位办。',
  'gatherings.state-unfit': '会议不能从“{from}”变为“{to}”。',
  'gatherings.not-yet': '会议 {on} 才开，还不能记为已开。',
  'gatherings.draft-not-found': '没有第 {draft} 稿。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'gatherings.not-found': 'There is no such meeting, or it is outside your permissions.',
  'gatherings.changed-conflict':
    'This meeting changed since you saw it (you saw version {seen}, it is now version {now}). Look again; what you wrote is kept.',
  'gatherings.series-exists': 'There is already a series with the code “{code}”.',
  'gatherings.series-not-found': 'There is no such series.',
  'gatherings.not-workday': '{on} is not a working day; the series does not meet on it.',
  'gatherings.until-before': 'The end cannot lie before the day of the meeting, {on}.',
  'gatherings.meeting-exists': 'There is already a meeting “{title}” on {on}.',
  'gatherings.closed': 'The meeting is filed and cannot be changed. Write a dated correction instead.',
  'gatherings.item-not-found': 'The agenda has no such item.',
  'gatherings.due-before-meeting': 'The deadline cannot lie before the day of the meeting, {on}.',
  'gatherings.task-without-unit': 'A task must name the unit that does it.',
  'gatherings.state-unfit': 'A meeting cannot go from “{from}” to “{to}”.',
  'gatherings.not-yet': 'The meeting is on {on}; it cannot be recorded as held yet.',
  'gatherings.draft-not-found': 'There is no draft {draft}.',
}
