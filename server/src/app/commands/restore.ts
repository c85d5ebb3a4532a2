import { resolve } from 'node:path'
import { restoreBackup } from '#kernel/backup/index.ts'
import { allMigrations } from '#kernel/boot.ts'
import { openDatabase } from '../installation.ts'
import { type Command, Usage } from '../io.ts'
import { placeOf, placeOptions } from '../place.ts'
import { rooms } from '../rooms.ts'
import { printSummary } from './backup.ts'

export const restore: Command = {
  name: 'restore',
  usage: 'restore FILE [--data DIR]',
  zh: '把备份恢复到空目录（设了 DATABASE_URL 时还要空数据库）；两种数据库的备份通用',
  en: 'restores a backup into an empty directory (and an empty database with DATABASE_URL), from either engine into either',
  options: { ...placeOptions, json: { type: 'boolean', zh: '给出一份 JSON', en: 'prints one JSON document' } },
  async run({ positionals: [file, ...rest], values }, io) {
    if (file === undefined || rest.length > 0) throw new Usage('restore FILE')
    const place = placeOf(values)
    const path = resolve(file)
    const restored = await restoreBackup(
      path,
      {
        directory: place.data,
        open: beside => openDatabase({ ...place, data: beside }),
        migrations: await allMigrations(rooms),
      },
      (done, total) => io.progress(`恢复：${done}/${total} 行`, `Restoring: ${done}/${total} rows`),
    )
    if (values.json) io.print(JSON.stringify({ path, ...restored }))
    else printSummary(path, restored, io)
    if (restored.leftOut.length > 0)
      io.say(
        `不是本系统的表没有恢复：${restored.leftOut.join('、')}。`,
        `Tables that are none of ours were left out: ${restored.leftOut.join(', ')}.`,
      )
    if (restored.migrated.length > 0)
      io.say(
        `备份是旧版本的，已升级 ${restored.migrated.length} 步。`,
        `The backup was of an older version; ${restored.migrated.length} upgrade steps were run.`,
      )
    io.say(
      '已恢复并核对。所有登录都已结束，请重新登录。',
      'Restored and checked. All sessions are ended; everybody signs in again.',
    )
  },
}
