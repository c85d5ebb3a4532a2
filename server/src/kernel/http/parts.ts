import type { Accounts } from '../accounts/auth.ts'
import type { Room } from '../room.ts'
import type { Kernel } from '../run.ts'
import type { Patience } from './connections.ts'

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
  /** Lets its holder set up an installation that has no region yet; printed by the terminal, never stored. */
  firstRunToken?: string
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
