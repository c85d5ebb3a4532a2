import { z } from 'zod'
import { id, instant } from './kernel.ts'

/** A mobile number of the mainland as people type it: with +86, blanks, hyphens, full-width digits. Gives its eleven digits. */
export const phone = z
  .string()
  .max(40)
  .transform(typed =>
    typed
      .normalize('NFKC')
      .replace(/[\s\-–—()]/g, '')
      .replace(/^(\+|00)86/, ''),
  )
  .pipe(z.string().regex(/^1[3-9]\d{9}$/))

const language = z.enum(['zh', 'en'])

export const consentKind = z.enum(['take-part-1', 'take-part-2', 'publish-name-1'])
export type ConsentKind = z.infer<typeof consentKind>

export const askCode = z.object({ phone })
/** The code was handed to the sender; shown in the answer in the demonstration only. */
export const codeSent = z.object({
  /** Seconds for which the code is good, and after which another may be asked for. */
  goodFor: z.int(),
  againAfter: z.int(),
  shown: z.string().nullable(),
})
export type CodeSent = z.infer<typeof codeSent>

export const enter = z.object({
  phone,
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
  consent: z.object({ kind: consentKind, language }),
})
export const citizenSelf = z.object({ id, since: instant, consents: z.array(consentKind), lastFour: z.string() })
export type CitizenSelf = z.infer<typeof citizenSelf>

export const consentGiven = z.object({
  kind: consentKind,
  text: z.string(),
  sha256: z.string(),
  language,
  givenAt: instant,
  withdrawnAt: instant.nullable(),
})
export const giveConsent = z.object({ kind: consentKind, language })
export const consents = z.object({ consents: z.array(consentGiven) })

/** Everything that is kept about a citizen: what the program keeps itself, and each room's part by the room's name. */
export const personalData = z.object({
  at: instant,
  citizen: citizenSelf.extend({ phone: z.string() }),
  consents: z.array(consentGiven),
  rooms: z.record(z.string(), z.unknown()),
})
export type PersonalData = z.infer<typeof personalData>

/** Erasing cannot be undone, so it is said twice. */
export const eraseSelf = z.object({ really: z.literal(true) })
export const erased = z.object({ erasedAt: instant })
