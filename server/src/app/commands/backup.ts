import { existsSync } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type BackupSummary, giveName, verifyBackup, writeBackup } from '#kernel/backup/index.ts'
import { allMigrations } from '#kernel/boot.ts'
import { systemClock } from '#kernel/clock.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { printInstant } from '#kernel/time/index.ts'
import { askRunning, move } from '../backups/control.ts'
import { backupsIn } from '../backups/nightly.ts'
import { openDatabase, type Place } from '../installation.ts'
import { type Command, type Io, Usage } from '../io.ts'
import { placeOf, placeOptions } from '../place.ts'
import { rooms } from '../rooms.ts'
import { version } from '../version.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'backup FILE [--data DIR] | backup --list | backup --check FILE',
  zh: '把整个数据目录或数据库备份成一个文件，写完再读一遍核对；程序开着也能备',
  en: 'backs the whole data directory or database up into one file and reads it again; also while the program runs',
  options: {
    ...placeOptions,
    list: {
      type: 'boolean',
      zh: '列出自动做的备份，新的在前',
      en: 'lists the backups made by themselves, newest first',
    },
    check: { type: 'boolean', zh: '只核对一个已有的备份文件', en: 'only checks a backup that exists' },
    json: { type: 'boolean', zh: '给出一份 JSON', en: 'prints one JSON document' },
  },
  async run({ positionals: [file, ...rest], values }, io) {
    if (rest.length > 0 || (file === undefined) !== (values.list === true)) throw new Usage('backup FILE')
    if (file === undefined) {
      const found = await backupsIn(placeOf(values, { mustExist: true }).data)
      if (values.json) io.print(JSON.stringify(found))
      else for (const { path, bytes } of found) io.print(`${path}  ${bytes}`)
      return
    }
    const path = resolve(file)
    const summary = values.check
      ? await verifyBackup(path)
      : await written(placeOf(values, { mustExist: true }), path, io)
    if (values.json) io.print(JSON.stringify({ path, ...summary }))
    else printSummary(path, summary, io)
  },
}

/** What a backup holds: its file, then a line a region as `log verify` prints it. */
export function printSummary(path: string, { bytes, takenAt, tables, files, logs, seal }: BackupSummary, io: Io): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const { language } = io
  const at = printInstant(new Date(takenAt), language)
  io.print(
    language === 'zh'
      ? `${path}  ${at}  ${bytes} 字节  ${tables.length} 张表 ${rows} 行 ${files.length} 个文件  sha256 ${seal}`
      : `${path}  ${at}  ${bytes} bytes  ${tables.length} tables ${rows} rows ${files.length} files  sha256 ${seal}`,
  )
  for (const { regionId, size, root } of logs) io.print(`${regionId} entries ${size} root ${root}`)
}

async function written(place: Place, path: string, io: Io): Promise<BackupSummary> {
  const progress = (done: number, total: number) =>
    io.progress(`备份：${Math.floor((done / total) * 100)}%`, `Backing up: ${Math.floor((done / total) * 100)}%`)
  // Opening an embedded database makes one where there is none; a backup changes nothing.
  if (place.databaseUrl === undefined && !existsSync(join(place.data, 'database')))
    throw refuse('app.data-empty', { directory: place.data })
  const database = await openDatabase(place).catch(error => {
    if (error instanceof Refusal && error.code === 'kernel.data-in-use') return error
    throw error
  })
  if (database instanceof Refusal) return asked(place, database, path, progress)
  try {
    const migrations = await allMigrations(rooms)
    const source = { database, directory: place.data, product: version, now: systemClock().now(), migrations }
    return await writeBackup(source, path, { onProgress: progress })
  } finally {
    await database.close()
  }
}

/** Another program holds the embedded database: it makes the file, which is then taken away and read once more here. */
async function asked(
  place: Place,
  inUse: Refusal,
  path: string,
  progress: (done: number, total: number) => void,
): Promise<BackupSummary> {
  if (await isThere(path)) throw refuse('backup.file-exists', { path })
  const made = await askRunning(place.data, inUse, progress)
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`)
  try {
    // A program that stops clears away what nobody has fetched.
    if (!(await isThere(made.path))) throw refuse('backup.server-gone', { pid: inUse.params.pid ?? null })
    await mkdir(dirname(path), { recursive: true })
    await move(made.path, partial)
    const summary = await verifyBackup(partial)
    await giveName(partial, path)
    return summary
  } catch (error) {
    if (hasCode(error, 'ENOSPC', 'EDQUOT')) throw refuse('backup.disk-full', { path })
    throw hasCode(error, 'EACCES', 'ENOENT', 'ENOTDIR', 'EROFS', 'EPERM')
      ? refuse('backup.file-unwritable', { path })
      : error
  } finally {
    await rm(partial, { force: true })
    await made.done()
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
