export const zh = {
  'promises.not-found': '说了与做了只给本地区的办公人员看。',
  'promises.one-scope': '单位、组织、项目、批次一次只能选一个来数。',
  'promises.silent-days': '最后一次音讯在{last}，到{day}共{days}天；满{limit}天算无音讯',
  'promises.overdue-days': '应在{due}前，到{day}过了{days}天',
  'promises.late-days': '比原定晚{days}天，{on}才到',
  'promises.count-all': '说了的，一件一行，共{count}件；后面是最后一次音讯的日子',
  'promises.count-proved': '做成了的，一件一行，共{count}件',
  'promises.count-part': '做了一部分的，一件一行，共{count}件',
  'promises.count-open': '还在期内、有音讯的，一件一行，共{count}件',
  'promises.count-overdue': '过了期没有做成的，一件一行，共{count}件',
  'promises.count-silent': '{days}天以上没有音讯的，一件一行，共{count}件',
  'promises.count-withdrawn': '终止的，一件一行，共{count}件',
} as const

export const en: Record<keyof typeof zh, string> = {
  'promises.not-found': 'What was announced and done is for office staff of this region.',
  'promises.one-scope': 'Count by one of unit, organisation, project and batch at a time.',
  'promises.silent-days': 'Last heard of on {last}: {days} days up to {day}; {limit} days count as silence',
  'promises.overdue-days': 'Due by {due}: {days} days past on {day}',
  'promises.late-days': '{days} days later than planned, on {on}',
  'promises.count-all': 'What was announced, one a line: {count}; beside each the day it was last heard of',
  'promises.count-proved': 'Done, one a line: {count}',
  'promises.count-part': 'Done in part, one a line: {count}',
  'promises.count-open': 'Within its time and heard of, one a line: {count}',
  'promises.count-overdue': 'Past its day and not done, one a line: {count}',
  'promises.count-silent': 'Not heard of for {days} days or more, one a line: {count}',
  'promises.count-withdrawn': 'Given up, one a line: {count}',
}
