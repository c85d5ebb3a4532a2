import { z } from 'zod'

/**
 * What a person may say of a printed line where the reader misread the columns: an article begins here (另起一篇), it joins the article
 * before (并入上一篇), it goes on with the line before (接上一行), it does not (不接), it is read after another line (移到某行之后).
 */
export const layingActs = ['begins', 'joins', 'continues', 'breaks', 'moves'] as const
export type LayingAct = (typeof layingActs)[number]

const offset = z.int().min(0)
export const layPage = z
  .object({
    version: z.int().min(1),
    act: z.enum(layingActs),
    /** Any offset of the line, in UTF-16 units of the page. */
    at: offset,
    /** Any offset of the line it is read after; for `moves` alone. */
    after: offset.optional(),
  })
  .refine(({ act, after }) => (act === 'moves') === (after !== undefined), { path: ['after'], message: 'moves alone' })
export type LayPage = z.infer<typeof layPage>
export const undoLaying = z.object({ version: z.int().min(1) })
