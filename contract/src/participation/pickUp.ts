import { z } from 'zod'
import { instant } from '../kernel.ts'
import { someName } from '../text.ts'

/*
 * The pick-up of a prize (取奖): where, when and with what it is fetched. Set for a whole quiz, or for one draw, which goes before that of
 * the quiz; also long after publishing, with every earlier version kept.
 */

const fields = z.object({
  place: someName(200),
  /** Days and hours, as people read them: 工作日 9:00–17:00. */
  times: someName(200),
  /** The papers to bring: 身份证原件和领奖码. */
  bring: someName(300),
})

/** `version` is the one that was looked at, 0 where nothing is set yet. */
export const setPickUp = fields.extend({
  version: z.int().min(0),
  reason: z.string().trim().max(500).default(''),
})

/** As winners read it; `changedAt` is when it was changed last, null where it stands as it was first set. */
export const pickUpShown = fields.extend({ changedAt: instant.nullable() })
export type PickUpShown = z.infer<typeof pickUpShown>

/** For the office: what winners of the draw or the quiz read, and what is set for this very one, with every version, oldest first. */
export const pickUp = z.object({
  shown: pickUpShown.nullable(),
  /** Whether what is shown is that of the whole quiz, since the draw has none of its own. */
  isOfQuiz: z.boolean(),
  version: z.int(),
  versions: z.array(fields.extend({ version: z.int(), at: instant, by: z.string(), why: z.string().nullable() })),
  may: z.array(z.string()),
  asOf: instant.nullable(),
})
export type PickUp = z.infer<typeof pickUp>
