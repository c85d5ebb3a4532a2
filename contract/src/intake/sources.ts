import { z } from 'zod'

/** What may make a page's text something else than it looks like; each has its sentence, `intake.note.…`. */
export const textNoteCodes = [
  'direction',
  'invisible',
  'unread',
  'garbled',
  'private',
  'control',
  'mixed',
  'traditional',
] as const
export const textNoteCode = z.enum(textNoteCodes)
export type TextNoteCode = z.infer<typeof textNoteCode>

/** One kind of such characters: how many there are, and where the first stands, in UTF-16 units of the text. */
export const textNote = z.object({ code: textNoteCode, count: z.int(), first: z.int() })
export type TextNote = z.infer<typeof textNote>

/** Pages of a brought file that are pictures and were not read, by their numbers from 1, and how many pages it has. */
const picturePages = z.object({ numbers: z.array(z.int()), total: z.int() })

/** What of a brought file its text alone does not tell: pages that are pictures, and how many tables it is; 0 for running text. */
export const besideText = { pictures: picturePages.nullable(), tables: z.int() }
