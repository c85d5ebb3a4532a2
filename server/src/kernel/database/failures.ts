import { hasCode } from './directoryLock.ts'

/**
 * Codes of a connection that cannot be had or broke: the system's own; PostgreSQL's class 08 (connection exception), 57P01 to 57P05 (the
 * server ends the session, crashed, is starting up, dropped the database, found the session idle too long), too many connections, and a
 * transaction idle for too long.
 */
const codes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[1-5]|53300|25P03)$/

/** The driver gives some losses no code; these are its words (`pg` client and pool, Kysely's discarded connection). */
const sentences =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Postgres connection has been discarded|timeout exceeded when)/

/** The connection to the database is gone; whether what it was asked last was done is not known. */
export function unreachable(cause: unknown): Error {
  return Object.assign(new Error('the database broke off', { cause }), { code: isDiskFull(cause) ? '53100' : '08006' })
}

/** The database cannot be reached, or was lost on the way: the same may succeed in a moment. */
export function isUnreachable(error: unknown): boolean {
  return some(error, each => codeOf(each, codes) || sentences.test(each.message))
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

const codeOf = (error: Error, wanted: RegExp) =>
  'code' in error && typeof error.code === 'string' && wanted.test(error.code)
