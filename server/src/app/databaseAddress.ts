import { passwordUnfit } from '#kernel/accounts/passwords.ts'
import { refuse } from '#kernel/refusal.ts'

/** What says that the network to the database is the installation's own and private, so that TLS may be left out. */
export const PRIVATE_NETWORK = 'private-network'

/**
 * The address of the database, safe to connect to. On this machine it is taken as it is. On another one the connection is encrypted and
 * the server's certificate checked (`sslmode=verify-full`, set where nothing is said; `sslrootcert=` names the authority's file), and the
 * password is one that nobody guesses.
 *
 * Refuses `app.database-url-unfit`, also where no host or one setting twice is named, because the driver would look for others elsewhere;
 * `app.database-password-plain` for a missing, short, common or default password on another machine; and `app.database-tls-needed` for a
 * weaker `sslmode`, unless `tls` (JIANGHAI_DATABASE_TLS) says `private-network`.
 */
export function databaseAddress(given: string, tls = ''): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) throw refuse('app.database-url-unfit')
  const said = url.searchParams
  const hosts = [said.get('host'), plain(url.hostname)].flatMap(each => each || [])
  if (hosts.length === 0 || new Set(said.keys()).size < said.size) throw refuse('app.database-url-unfit')
  if (hosts.every(isHere)) return given
  // What stands behind the question mark goes before what stands before the host.
  const password = said.get('password') || plain(url.password)
  const user = said.get('user') || plain(url.username)
  const certificate = said.has('sslcert') && said.has('sslkey')
  if (!certificate && passwordUnfit(password, user, 'password')) throw refuse('app.database-password-plain')
  if (tls === PRIVATE_NETWORK) return given
  const mode = said.get('sslmode')
  // The other modes of libpq either encrypt only when it suits or do not look whose certificate it is.
  const isWeak = mode !== null && mode !== 'verify-full'
  if (tls !== '' || isWeak || said.has('ssl') || said.has('uselibpqcompat'))
    throw refuse('app.database-tls-needed', { given: mode ?? tls })
  said.set('sslmode', 'verify-full')
  return url.href
}

/** This machine: a socket in the file system, or an address that leads nowhere else. */
const isHere = (host: string) => /^(\/.*|localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)

function plain(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw refuse('app.database-url-unfit')
  }
}
