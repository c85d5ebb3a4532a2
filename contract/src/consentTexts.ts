/**
 * What a citizen agrees to before taking part, by version: a text that people agreed to is never changed, a new one is added. Apart from
 * the schemas, so that the portal shows them without carrying a library. Personal Information Protection Law (个人信息保护法) articles 13, 14 and 17.
 */
export const consentTexts = {
  'take-part-1': {
    zh: '参加本次活动要用到您的手机号。它只用来确认是您本人、防止重复参加、在您中奖时通知您，不作他用，也不给别人。手机号加密保存，与答题记录分开存放。活动和兑奖结束、争议期过后即删除。您可以随时导出或删除自己的数据；删除后不再计名次。',
    en: 'Taking part uses your mobile number. It serves only to make sure it is you, to keep anybody from taking part twice and to tell you if you win; nothing else, and nobody else gets it. The number is kept encrypted, apart from your answers, and is deleted once the prizes are claimed and the time for disputes is over. You can export or delete your data at any time; after deleting you no longer count in the ranking.',
  },
  'publish-name-1': {
    zh: '同意在中奖名单里公布我的姓氏和手机号后四位。不同意也照样领奖，名单里只写编号。',
    en: 'I agree that my family name and the last four digits of my number appear in the list of winners. Without it the prize is the same and the list shows a number only.',
  },
} as const satisfies Record<string, { zh: string; en: string }>

/** The consents that signing in needs: the newest of its kind. */
export const consentToTakePart = 'take-part-1' satisfies keyof typeof consentTexts
