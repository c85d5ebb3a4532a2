import { readFile } from 'node:fs/promises'
import { restoreBackup } from '#kernel/backup/index.ts'
import { openPostgres } from '#kernel/database/open.ts'
import { openEmptyEmbedded } from './emptyDirectory.ts'

/** A process of its own that restores as far as half of the rows, says so, and waits to be killed. */
async function live(path: string, migrations: string, directory: string, url: string | undefined): Promise<void> {
  // Something must keep the process alive while the restore waits for ever.
  setInterval(() => undefined, 60_000)
  await restoreBackup(
    path,
    {
      directory,
      open: beside => (url ? openPostgres(url) : openEmptyEmbedded(beside)),
      migrations: JSON.parse(await readFile(migrations, 'utf8')),
    },
    async (done, total) => {
      if (done * 2 < total) return
      process.stdout.write('half done\n')
      await new Promise(() => undefined)
    },
  )
}

const [, , path, migrations, directory, url] = process.argv
if (import.meta.main && path && migrations && directory) await live(path, migrations, directory, url)
