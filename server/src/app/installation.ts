import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Accounts, accounts, newSecret } from '#kernel/accounts/auth.ts'
import { passwordHashing } from '#kernel/accounts/passwordHash.ts'
import { FIRST_PASSWORD_DAYS } from '#kernel/accounts/passwords.ts'
import { sealWith } from '#kernel/accounts/seal.ts'
import { resumeClock, startKernel } from '#kernel/boot.ts'
import { type Clock, systemClock } from '#kernel/clock.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { type Database, openEmbedded, openPostgres } from '#kernel/database/open.ts'
import { keepFile, readKept } from '#kernel/keptFile.ts'
import { type Signer, signerOfLog } from '#kernel/log/checkpoint.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Kernel } from '#kernel/run.ts'
import { keepSetting, logIdOf, serverVersion, setting } from '#kernel/settings.ts'
import { rooms } from './rooms.ts'

/** Where an installation lives: a data directory (keys, uploads and, unless a server is named, the database). */
export type Place = { data: string; databaseUrl?: string | undefined; baseUrl?: string; firstPasswordDays?: number }

/** An open installation: everything a command of the command line or the server needs. */
export type Installation = {
  place: Place
  kernel: Kernel
  auth: Accounts
  signer: Signer
  close(): Promise<void>
}

/**
 * Opens an installation and brings its database to this version. Refuses in one sentence what cannot be opened: a directory that
 * cannot be written (`kernel.data-not-writable`), one in use (`kernel.data-in-use`), a database of a newer version
 * (`kernel.database-newer`), a server that does not answer (`kernel.database-unreachable`).
 */
export async function openInstallation(place: Place): Promise<Installation> {
  const keys = join(place.data, 'keys')
  await mkdir(keys, { recursive: true, mode: 0o700 }).catch(error => {
    throw hasCode(error, 'EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST')
      ? refuse('kernel.data-not-writable', { directory: place.data })
      : error
  })
  const database = await openDatabase(place)
  try {
    const clock = shiftable(systemClock())
    const [secret, sealed] = await Promise.all([
      secretAt(join(keys, 'session.secret')),
      secretAt(join(keys, 'seal.secret')),
    ])
    const kernel = await startKernel(database, rooms, clock, {
      seal: sealWith(sealed),
      passwords: passwordHashing(undefined, { firstDays: place.firstPasswordDays ?? FIRST_PASSWORD_DAYS }),
    })
    clock.shift((await demonstrationClock(database)) ?? 0)
    await resumeClock(kernel)
    const signer = await signerOfLog(keys, await logIdOf(database.db))
    const baseUrl = place.baseUrl ?? 'http://127.0.0.1'
    const auth = accounts(database.pool, {
      secret,
      baseUrl,
      secure: baseUrl.startsWith('https://'),
      passwords: kernel.passwords,
    })
    return { place, kernel, auth, signer, close: () => database.close() }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What says that a server is not there, lets nobody in, or is not the one its certificate should name. */
const unreachable = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', '28P01', '28000', '3D000'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED'],
]

/** The driver has no code for a server that speaks no TLS. */
const isWithoutTls = (error: unknown) => error instanceof Error && /does not support SSL/.test(error.message)

/** Opens the database of a place as it is, without bringing it to this version. */
export async function openDatabase({ data, databaseUrl }: Place): Promise<Database> {
  if (databaseUrl === undefined) return openEmbedded(data)
  const database = await openPostgres(databaseUrl)
  try {
    const version = await serverVersion(database.db)
    if (version < 150000) throw refuse('kernel.database-older', { version })
    return database
  } catch (error) {
    await database.close()
    if (hasCode(error, ...unreachable) || isWithoutTls(error))
      throw refuse('kernel.database-unreachable', { why: error instanceof Error ? error.message : '' })
    throw error
  }
}

/**
 * The demonstration city lives in the spring of 2025: its clock began then, at the moment it was loaded, and runs on at real speed.
 * An installation without it keeps real time.
 */
const kept = z.object({ shift: z.number() })

async function demonstrationClock(database: Database): Promise<number | undefined> {
  return kept.optional().parse(await setting(database.db, 'demonstration-clock'))?.shift
}

/** Sets the demonstration's clock, so that `now` is the given instant; kept for later starts. */
export async function startDemonstrationClock({ kernel }: Installation, begins: Date): Promise<void> {
  const clock = kernel.clock as Shiftable
  clock.shift(0)
  const shift = begins.getTime() - clock.now().getTime()
  await keepSetting(kernel.database.db, 'demonstration-clock', { shift })
  clock.shift(shift)
}

type Shiftable = Clock & { shift(milliseconds: number): void }

function shiftable(clock: Required<Clock>): Shiftable {
  let by = 0
  return {
    now: () => new Date(clock.now().getTime() + by),
    raise: floor => clock.raise(new Date(floor.getTime() - by)),
    shift: milliseconds => {
      by = milliseconds
    },
  }
}

async function secretAt(path: string): Promise<string> {
  const kept = await readKept(path)
  if (kept) return kept.trim()
  const secret = newSecret()
  await keepFile(path, `${secret}\n`)
  return secret
}
