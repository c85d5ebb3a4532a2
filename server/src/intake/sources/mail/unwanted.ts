import { type Refusal, refuse } from '#kernel/refusal.ts'
import type { Head } from './message.ts'

/** Who may deliver by a mailbox, as addresses and domains, and what a subject must hold; null where anybody may, or anything. */
export type Wanted = { from: readonly string[] | null; subject: string | null }

/**
 * Why a message is passed over, or null: `sources.mail-sender-unlisted` {from} where neither the sender's address nor its domain, or one
 * above that, is listed, `sources.mail-subject-differs` {wanted} where the subject does not hold what it must, whatever the case and width
 * of its letters.
 */
export function unwanted({ from, subject }: Head, wanted: Wanted): Refusal | null {
  if (wanted.from !== null && !wanted.from.some(listed => sends(from?.address ?? '', listed)))
    return refuse('sources.mail-sender-unlisted', { from: (from?.address ?? '').slice(0, 200) || null })
  if (wanted.subject !== null && !plain(subject).includes(plain(wanted.subject)))
    return refuse('sources.mail-subject-differs', { wanted: wanted.subject })
  return null
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

function sends(address: string, listed: string): boolean {
  const given = listed.toLowerCase().replace(/^@/, '')
  if (given.includes('@')) return address === given
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return address.includes('@') && (domain === given || domain.endsWith(`.${given}`))
}
