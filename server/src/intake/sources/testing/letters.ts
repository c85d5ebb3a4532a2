import { CRLF } from './imapServer.ts'

/** A part of a letter: its fields without `Content-`, and its content, which goes as base64 where it is bytes. */
export type LetterPart = { fields: Readonly<Record<string, string>>; content: string | Uint8Array }

/** Lines as a letter has them. */
export const linesOf = (...lines: readonly string[]) => lines.join(CRLF)

/** Text as an encoded word of RFC 2047, in UTF-8 unless its bytes are given with another charset. */
export const encodedWord = (text: string | Uint8Array, charset = 'UTF-8') =>
  `=?${charset}?B?${Buffer.from(text).toString('base64')}?=`

export const headOfLetter = (subject: string, more: readonly string[] = []) => [
  'From: =?UTF-8?B?5rGf5rW35pel5oql?= <news@paper.example>',
  'To: intake@office.example',
  `Subject: ${subject}`,
  'Date: Sat, 28 Nov 2026 10:00:00 +0800',
  ...(more.some(field => /^message-id:/i.test(field)) ? [] : [`Message-ID: <${subject.length}.a@paper.example>`]),
  'MIME-Version: 1.0',
  ...more,
]

/** A letter of one text. */
export const plainLetter = (subject: string, text: string, more: readonly string[] = []) =>
  linesOf(
    ...headOfLetter(subject, more),
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  )

/** A letter of several parts, as `multipart/mixed` unless told otherwise. */
export function lettersOfParts(
  subject: string,
  parts: readonly LetterPart[],
  { kind = 'mixed', more = [] }: { kind?: string; more?: readonly string[] } = {},
): string {
  const boundary = 'b0undary'
  return linesOf(
    ...headOfLetter(subject, more),
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap(({ fields, content }) => [
      `--${boundary}`,
      ...Object.entries(fields).map(([name, value]) => `Content-${name}: ${value}`),
      ...(typeof content === 'string' ? [] : ['Content-Transfer-Encoding: base64']),
      '',
      typeof content === 'string' ? content : base64(content),
    ]),
    `--${boundary}--`,
    '',
  )
}

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/.{76}/g, line => line + CRLF)

export const attached = (name: string, type: string, content: string | Uint8Array): LetterPart => ({
  fields: { Type: type, Disposition: `attachment; filename="${name}"` },
  content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
})
