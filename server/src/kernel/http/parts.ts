import type { Accounts } from '../accounts/auth.ts'
import type { Room } from '../room.ts'
import type { Kernel } from '../run.ts'
import type { Patience } from './connections.ts'
import type { Limits, RefusedLimits } from './limits.ts'
import type { Certificate } from './tls.ts'

/** What the HTTP server is built from. */
export type ServerParts = {
  kernel: Kernel
  auth: Accounts
  rooms: readonly Room[]
  /** The built web application's folder; absent in tests that only speak HTTP. */
  webRoot?: string
  version: string
  /** How long clients may take and how many there may be; the usual limits unless a test waits for them. */
  patience?: Patience
  /** Told every fault with its reference; the answer holds the reference only. */
  onFault(error: unknown, reference: string): void
  /** The key that log checkpoints are checked with, in the form of C2SP signed-note. */
  verifierKey: string
  /**
   * Where people find this installation, `https://jianghai.example`, when that is not where it listens. Over https cookies are bound to
   * the host and never sent in the clear, and browsers are told to come by https only.
   */
  publicOrigin?: string
  /** Speaks TLS by itself with this certificate; without one it speaks http, for a proxy in front or this machine alone. */
  tls?: Certificate
  /** Addresses of the proxies whose word on the client's address and scheme is taken; without them nobody's is. */
  trustedProxies?: readonly string[]
  /** What one address and one session may do; without it, as much as they like (tests). */
  limits?: Limits
  /** How much is written down of what was refused; without it nothing is (tests). */
  refusedLog?: RefusedLimits
  /** Lets its holder set up an installation that has no region yet; printed by the terminal, never stored, good until its instant. */
  firstRun?: { token: string; until: Date }
  /** The accounts offered on the sign-in page, when the demonstration city is loaded. */
  demonstration(): Promise<
    Array<{
      username: string
      password: string
      name: string
      roles: string[]
      unitZh: string | null
      unitEn: string | null
    }>
  >
}
