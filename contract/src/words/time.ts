export const zh = {
  'time.not-a-day': '“{text}”不是日期，写成 YYYY-MM-DD。',
  'time.out-of-range': '日期超出了能算的范围。',
  'time.not-a-whole-number': '要一个整数。',
  'time.unknown-year': '{year} 年的放假调休安排还没有收录（现有 {known}），不能推算工作日。',
  'time.calendar-twice': '同一年的日历给了两份：{years}。',
  'time.bad-cadence': '会期写得不对：每 {everyMonths} 个月，第 {day} 日。',
  'time.no-free-day': '{year} 年 {month} 月的这段日子全是假日，排不出会期。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'time.not-a-day': '“{text}” is not a day; write YYYY-MM-DD.',
  'time.out-of-range': 'The day lies beyond what can be counted.',
  'time.not-a-whole-number': 'A whole number is needed.',
  'time.unknown-year':
    'The holiday notice for {year} is not on file (known: {known}), so working days cannot be counted.',
  'time.calendar-twice': 'Two calendars were given for one year: {years}.',
  'time.bad-cadence': 'The cadence is not right: every {everyMonths} months on day {day}.',
  'time.no-free-day': 'All of that part of {year}-{month} is holiday; no day can be found.',
}
