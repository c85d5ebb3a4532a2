import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Calendar } from './calendar.ts'
import { calendarOf } from './calendar.ts'
import type { CalendarFile } from './calendarFile.ts'
import { calendarFile } from './calendarFile.ts'

const shipped = fileURLToPath(new URL('../../../../mechanisms/calendars/', import.meta.url))

/**
 * The national calendar from a folder's `cn-YYYY.json` files, by default the shipped ones.
 *
 * A file that breaks the schema is a fault naming the file and what is wrong, so that the server does not start on a wrong calendar.
 */
export function loadCalendar(folder: string = shipped): Calendar {
  const names = readdirSync(folder).filter(name => /^cn-\d{4}\.json$/.test(name))
  return calendarOf(names.sort().map(name => read(folder, name)))
}

let loaded: Calendar | undefined

/** The shipped national calendar, read once per process. */
export function nationalCalendar(): Calendar {
  loaded ??= loadCalendar()
  return loaded
}

function read(folder: string, name: string): CalendarFile {
  const content: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const checked = calendarFile.safeParse(content)
  if (!checked.success) throw new Error(`calendar ${name}: ${z.prettifyError(checked.error)}`)
  if (`cn-${checked.data.year}.json` !== name) throw new Error(`calendar ${name}: holds the year ${checked.data.year}`)
  return checked.data
}
