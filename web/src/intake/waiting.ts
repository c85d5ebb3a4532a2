import { z } from 'zod'
import { type Api, useGet } from '#ui/api.ts'
import type { Found } from '#ui/room.ts'
import { useMay } from '#ui/session.ts'

const total = z.object({ total: z.int() })

/** How many pages wait for a decision, for the rail; nothing for who does not review. */
export function useWaitingPages(): number | null {
  const reviews = useMay('intake.review')
  const answer = useGet('/intake/pages', total, { params: { standing: 'pending', limit: 1 }, enabled: reviews })
  return reviews ? (answer.data?.total ?? null) : null
}

const found = z.object({
  rows: z.array(z.object({ id: z.string(), name: z.string(), issueDate: z.string().nullable() })),
})

/** Pages by the words in their names, for the palette. */
export async function findPages(api: Api, words: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { rows } = await api.get('/intake/pages', found, { params: { find: words, limit: 5 }, signal })
  return rows.map(({ id, name, issueDate }) => ({
    id,
    title: name,
    to: `/intake/${id}`,
    ...(issueDate === null ? {} : { note: issueDate }),
  }))
}
