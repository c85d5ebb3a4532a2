import { hasCode } from './directoryLock.ts'

/** Codes with which a server or the system says that the connection is not there, or no longer. */
const connection = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Shut down, crashed, starting up; connection lost, refused, too many; a transaction idle for too long.
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  '25P03',
]

/** Failures that the driver tells by a sentence only. */
const sentences =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

/** The connection to the database is gone; whether what it was asked last was done is not known. */
export function unreachable(cause: unknown): Error {
  return Object.assign(new Error('the database broke off', { cause }), { code: isDiskFull(cause) ? '53100' : '08006' })
}

/** The database cannot be reached, or was lost on the way: the same may succeed in a moment. */
export function isUnreachable(error: unknown): boolean {
  return some(error, each => hasCode(each, ...connection) || sentences.test(each.message))
}

/** The disk that holds the database is full: what needs no room still works. */
export function isDiskFull(error: unknown): boolean {
  return some(
    error,
    each =>
      hasCode(each, '53100', 'ENOSPC', 'EDQUOT') ||
      ('said' in each && /No space left on device/.test(String(each.said))),
  )
}

/** Whether an error, or what caused it, is of a kind; some libraries wrap what the database said. */
function some(error: unknown, test: (error: Error) => boolean): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; each = each.cause, depth++)
    if (test(each)) return true
  return false
}
