import { refuse } from '#kernel/refusal.ts'
import { isDay, nationalCalendar } from '#kernel/time/index.ts'
import { type Command, Usage } from '../io.ts'

export const workdays: Command = {
  name: 'workdays',
  usage: 'workdays add DATE N | workdays between D1 D2',
  zh: '某日之后第 N 个工作日；两日之间的工作日数（不含首日、含末日）',
  en: 'the N-th working day after a day; working days after D1 up to and including D2',
  async run({ positionals: [verb, first, second, ...rest] }, io) {
    if (first === undefined || second === undefined || rest.length > 0)
      throw new Usage('workdays add DATE N | workdays between D1 D2')
    const calendar = nationalCalendar()
    if (verb === 'add') io.print(calendar.addWorkdays(dayGiven(first), numberGiven(second)))
    else if (verb === 'between') io.print(String(calendar.workdaysBetween(dayGiven(first), dayGiven(second))))
    else throw new Usage(`workdays ${verb ?? ''}`)
  },
}

/** A day as typed, or the refusal `app.day-unfit`. */
export function dayGiven(given: string): string {
  if (!isDay(given)) throw refuse('app.day-unfit', { given })
  return given
}

function numberGiven(given: string): number {
  if (!/^-?\d{1,5}$/.test(given)) throw refuse('app.number-unfit', { given })
  return Number(given)
}
