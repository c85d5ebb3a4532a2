import { createHmac } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { refuse } from '../refusal.ts'

/** One message to one mobile number. `kind` lets a gateway choose its approved template; `fields` are what such a template is filled with. */
export type Message = {
  phone: string
  kind: 'code' | 'won' | 'claim-reminder'
  text: string
  fields: Readonly<Record<string, string>>
}

/**
 * Hands messages to whoever carries them. Rejects when the carrier did not take the message: the caller decides whether to say so or to
 * try again. A message may arrive twice, so `fields` of anything but a code hold an id.
 */
export type Sender = { send(message: Message): Promise<void> }

/** Appends each message as a line of JSON to a file, which is kept from others: for offices that send by a program of their own. */
export function fileSender(path: string): Sender {
  return {
    send: message => appendFile(path, `${JSON.stringify(message)}\n`, { mode: 0o600 }),
  }
}

const PATIENCE_MS = 5000

/**
 * Posts each message as JSON to an address of the office's gateway. With a secret the header `x-jianghai-signature` carries
 * `sha256=` and the HMAC-SHA256 of the body in hex, so that the gateway knows who asks. Redirects are not followed: they could lead the
 * message elsewhere.
 */
export function webhookSender(address: URL, secret?: string): Sender {
  return {
    async send(message) {
      const body = JSON.stringify(message)
      const answer = await fetch(address, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': 'application/json',
          ...(secret
            ? { 'x-jianghai-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
            : {}),
        },
        body,
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`)
    },
  }
}

/**
 * The sender that a setting names: `file:PATH`, or an address of https (of http on this machine only). Gives undefined for none; refuses
 * `citizens.sender-unfit` for anything else, so that a slip is found at start and not by citizens.
 */
export function senderOf(setting: string | undefined, secret?: string): Sender | undefined {
  if (!setting) return undefined
  if (setting.startsWith('file:') && setting.length > 5) return fileSender(setting.slice(5))
  if (URL.canParse(setting)) {
    const address = new URL(setting)
    const isNear = ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname)
    if (address.protocol === 'https:' || (address.protocol === 'http:' && isNear)) return webhookSender(address, secret)
  }
  throw refuse('citizens.sender-unfit', {})
}
