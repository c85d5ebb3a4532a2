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

/**
 * What a citizen agrees to before taking part, by version: a text that people agreed to is never changed, a new one is added. The words
 * in square brackets are settings of the region. Personal Information Protection Law (个人信息保护法) articles 13, 14 and 17.
 */
export const consentTexts = {
  'take-part-1': {
    zh: '参加本次活动要用到您的手机号。它只用来确认是您本人、防止重复参加、在您中奖时通知您，不作他用，也不给别人。手机号加密保存，与答题记录分开存放。活动和兑奖结束、争议期过后即删除。您可以随时导出或删除自己的数据；删除后不再计名次。',
    en: 'Taking part uses your mobile number. It serves only to make sure it is you, to keep anybody from taking part twice and to tell you if you win; nothing else, and nobody else gets it. The number is kept encrypted, apart from your answers, and is deleted once the prizes are claimed and the time for disputes is over. You can export or delete your data at any time; after deleting you no longer count in the ranking.',
  },
  // As the first, and says what is kept against cheating beside the number, and what stays after deleting.
  'take-part-2': {
    zh: '参加本次活动要用到您的手机号。它只用来确认是您本人、防止重复参加、在您中奖时通知您，不作他用，也不给别人。手机号加密保存，与答题记录分开存放。为了发现代答和成批答题，还要保存三个加密摘要：本机浏览器里一个随机编号的、网络地址的、手机号前九位的；答题记录里没有原值，摘要不作他用。活动和兑奖结束、争议期过后即删除。您可以随时导出或删除自己的数据；删除后不再计名次，手机号、公布用的名字和这三个摘要随即删除，留下的答卷和成绩不再连到您。只有已经登记待查的异常记录照原样留作核查，里面有一个摘要，没有手机号。',
    en: 'Taking part uses your mobile number. It serves only to make sure it is you, to keep anybody from taking part twice and to tell you if you win; nothing else, and nobody else gets it. The number is kept encrypted, apart from your answers. To notice answers given for others or in bulk, three keyed digests are kept too: of a random name in this browser, of the network address, and of the first nine digits of your number; the records of your answers hold none of these themselves, and the digests serve nothing else. All of it is deleted once the prizes are claimed and the time for disputes is over. You can export or delete your data at any time; after deleting you no longer count in the ranking, the number, the name shown in the list and the three digests are deleted at once, and the papers and scores that stay lead to nobody. Only an irregularity that was already noted for review stays as it was noted, with one digest and no number.',
  },
  'publish-name-1': {
    zh: '同意在中奖名单里公布我的姓氏和手机号后四位。不同意也照样领奖，名单里只写编号。',
    en: 'I agree that my family name and the last four digits of my number appear in the list of winners. Without it the prize is the same and the list shows a number only.',
  },
} as const satisfies Record<string, { zh: string; en: string }>
export const consentKind = z.enum(['take-part-1', 'take-part-2', 'publish-name-1'])
export type ConsentKind = z.infer<typeof consentKind>

/** The consents that signing in needs: the newest of its kind. */
export const consentToTakePart = 'take-part-2' satisfies ConsentKind

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
