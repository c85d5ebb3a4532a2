import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { refuse } from '#kernel/refusal.ts'

/** No password is longer, in bytes; what is larger is another file. */
const LONGEST = 4096

/**
 * The password a file holds: its first line. Read at each look, so that a new one counts at once.
 *
 * Refuses, naming the file, without the folders that tell of the machine, and never what stands in it: `sources.mail-password-file-unreadable`, `sources.mail-password-file-open` where
 * others than the owner may read or change it, `sources.mail-password-file-unfit` where it holds no password of one line.
 */
export async function passwordIn(path: string): Promise<string> {
  const file = basename(path)
  const about = await stat(path).catch(() => null)
  if (!about?.isFile()) throw refuse('sources.mail-password-file-unreadable', { file })
  // Windows keeps rights in lists, of which the mode says nothing.
  if (process.platform !== 'win32' && (about.mode & 0o077) !== 0)
    throw refuse('sources.mail-password-file-open', { file, mode: (about.mode & 0o777).toString(8) })
  if (about.size > LONGEST) throw refuse('sources.mail-password-file-unfit', { file })
  const text = await readFile(path, 'utf8').catch(() => {
    throw refuse('sources.mail-password-file-unreadable', { file })
  })
  const [password = '', ...rest] = text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
  if (password === '' || rest.length > 0 || /[\p{Cc}\uFFFD]/u.test(password))
    throw refuse('sources.mail-password-file-unfit', { file })
  return password
}
