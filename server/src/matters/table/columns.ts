import type { FeedbackSchedule } from '../rules/feedback.ts'

/** The columns of the matters' table, the same going out and coming in; several values in a cell are parted by ｜. */
export const columns = [
  'ref_no',
  'title',
  'kind',
  'source_kind',
  'source_ref',
  'source_text',
  'series',
  'urgency',
  'instructing_leader',
  'lead_leader',
  'assignee_text',
  'lead_unit',
  'responsible_units',
  'supporting_units',
  'handler',
  'contact',
  'phone',
  'goal',
  'start_on',
  'due_on',
  'limit_code',
  'feedback',
  'public',
] as const
/** What says which record and version a line is: kept out of a hand-made table, checked where given. */
export const keys = ['id', 'version', 'state'] as const
/** What is computed or comes by acts: goes out for reading, comes in unread. */
export const readOnly = [
  'original_due_on',
  'light',
  'plan_percent',
  'actual_percent',
  'workdays_left',
  'last_report_on',
  'last_report',
  'returns',
  'reminders',
  'registered_on',
  'closed_on',
] as const
export type Column = (typeof columns)[number]
export const everyColumn = [...keys, ...columns, ...readOnly] as const

/** `none`, `every-days:30`, `monthly-by:28`, `month-end-workday`; null for anything else. */
export function readFeedback(text: string): FeedbackSchedule | null {
  if (text === '' || text === 'none') return { kind: 'none', count: null }
  if (text === 'month-end-workday') return { kind: 'month-end-workday', count: null }
  const found = /^(every-days|monthly-by):(\d{1,3})$/.exec(text)
  const count = Number(found?.[2])
  const most = found?.[1] === 'monthly-by' ? 31 : 366
  if (!found || count < 1 || count > most) return null
  return { kind: found[1] === 'monthly-by' ? 'monthly-by' : 'every-days', count }
}

export const printFeedback = ({ kind, count }: FeedbackSchedule): string => (count === null ? kind : `${kind}:${count}`)

export const several = (cell: string): string[] =>
  cell
    .split(/[｜|]/)
    .map(each => each.trim())
    .filter(each => each !== '')
