/**
 * Codes of a connection that cannot be had or broke: the system's own, and PostgreSQL's classes 08 (connection exception) and
 * 57P01 to 57P05 (the server ends the session, crashed, is starting up, dropped the database, or found the session idle too long).
 */
const CODES = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P0[1-5])$/

/** The driver gives some losses no code; these are its words (`pg` client and pool, Kysely's discarded connection). */
const WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Postgres connection has been discarded|timeout exceeded when)/

/**
 * Whether an error says that the connection to the database was lost or could not be had. It may stand behind another: rolling back on
 * a dead connection fails in its own words, and the accounts library wraps what its database told it.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && CODES.test(error.code)) return true
  return WORDS.test(error.message) || (error.cause !== undefined && isConnectionLoss(error.cause))
}
