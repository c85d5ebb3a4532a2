import { ImapFlowErrorCode } from 'imapflow'
import { Refusal, refuse } from '#kernel/refusal.ts'

/** What of an error of the mail client is looked at: never its text, which may repeat what was sent. */
type Told = { code?: unknown; authenticationFailed?: unknown; mailboxMissing?: unknown; tlsFailed?: unknown } & {
  executedCommand?: unknown
  responseStatus?: unknown
}

const broken: ReadonlySet<string> = new Set([
  ImapFlowErrorCode.NoConnection,
  ImapFlowErrorCode.EConnectionClosed,
  ImapFlowErrorCode.StateLogout,
  ImapFlowErrorCode.ClosedAfterConnectText,
  ImapFlowErrorCode.ClosedAfterConnectTLS,
  ImapFlowErrorCode.ETHROTTLE,
  'ECONNRESET',
  'EPIPE',
])
const late: ReadonlySet<string> = new Set([
  ImapFlowErrorCode.CONNECT_TIMEOUT,
  ImapFlowErrorCode.GREETING_TIMEOUT,
  ImapFlowErrorCode.UPGRADE_TIMEOUT,
  ImapFlowErrorCode.ETIMEOUT,
  'ETIMEDOUT',
])
const unreached: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
])
const certificate =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT_ALTNAME)/

/**
 * What an error of the mail client means for a source, as a refusal without a word of the server or of what was sent to it:
 * `sources.mail-password-refused`, `sources.mail-certificate-refused` {why}, `sources.mail-not-encrypted`, `sources.mail-unreachable` {port},
 * `sources.mail-timed-out`, `sources.mail-broke-off`, `sources.mail-box-missing` and `sources.mail-box-closed` {mailbox}, each with {host}, and for everything else
 * `sources.mail-server-unfit`.
 */
export function mailProblem(error: unknown, { host, port, mailbox }: Place): Refusal {
  if (error instanceof Refusal) return error
  const told: Told = typeof error === 'object' && error !== null ? error : {}
  const code = typeof told.code === 'string' ? told.code : ''
  if (told.authenticationFailed === true) return refuse('sources.mail-password-refused', { host })
  if (certificate.test(code)) return refuse('sources.mail-certificate-refused', { host, why: code })
  if (unreached.has(code)) return refuse('sources.mail-unreachable', { host, port })
  if (late.has(code)) return refuse('sources.mail-timed-out', { host })
  if (told.mailboxMissing === true) return refuse('sources.mail-box-missing', { host, mailbox })
  if (told.responseStatus === 'NO') return refuse('sources.mail-box-closed', { host, mailbox })
  if (told.tlsFailed === true || /^(?:ERR_SSL|EPROTO)/.test(code)) return refuse('sources.mail-not-encrypted', { host })
  if (broken.has(code)) return refuse('sources.mail-broke-off', { host })
  return refuse('sources.mail-server-unfit', { host })
}

type Place = { host: string; port: number; mailbox: string }
