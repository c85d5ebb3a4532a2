import { z } from 'zod'
import { regionId } from '#contract/kernel.ts'

/** The region in an address: six digits and nothing that merely counts as a number (1e5, 0x4E4E4, a blank before). */
export const regionPart = z.object({
  region: z
    .string()
    .regex(/^[0-9]{6}$/)
    .transform(Number)
    .pipe(regionId),
})
