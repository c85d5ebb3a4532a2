import { useMemo } from 'react'
import { z } from 'zod'
import { useGet } from '#ui/api.ts'
import type { Mark } from '#ui/asOf/gauge.ts'
import { useMinute } from '#ui/clock.ts'
import { instantOf } from '#ui/days/days.ts'

const marks = z.array(
  z.object({ id: z.string(), title: z.string(), day: z.iso.date(), time: z.string().nullable(), state: z.string() }),
)

/** The meetings the bar marks, as known now: from a past day one must be able to come back. None while the meetings do not answer. */
export function useMeetingMarks(): readonly Mark[] {
  const minute = useMinute()
  const { data } = useGet('/gatherings/marks', marks, { asOf: null, staleTime: 60_000 })
  return useMemo(
    () =>
      (data ?? []).map(({ id, title, day, time }) => ({
        id,
        title,
        day,
        time,
        isToCome: Date.parse(instantOf(day, time ?? undefined)) > minute,
      })),
    [data, minute],
  )
}
