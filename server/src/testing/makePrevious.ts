import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allMigrations, kernelOver } from '#kernel/boot.ts'
import { heldClock } from '#kernel/clock.ts'
import { openEmbedded } from '#kernel/database/open.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { signerAt } from '#kernel/log/checkpoint.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { DEMONSTRATION_MORNING } from '#server/app/demonstration/load.ts'
import { rooms } from '#server/app/rooms.ts'
import { version } from '#server/app/version.ts'
import { answersOf } from './previous/answers.ts'
import { dumped, packed } from './previous/dump.ts'

const NANTONG = 320600

/**
 * Writes the demonstration city of this version into `previous/<version>.json.br`, which later versions must be able to take over
 * (`previous/previous.test.ts`). Run once at a release, on the release itself, with the data directory of a stopped demonstration:
 * `node server/src/testing/makePrevious.ts DIRECTORY`
 */
const [directory] = process.argv.slice(2)
if (!directory) throw new Error('name the data directory of a demonstration')
const database = await openEmbedded(directory)
try {
  const clock = heldClock(DEMONSTRATION_MORNING.toISOString())
  const kernel = kernelOver(database, rooms, clock)
  const signer = await signerAt(join(directory, 'keys', 'log.pem'))
  await sequenceAll(database, NANTONG, clock, signer)
  const office = await one(
    database.db,
    sql<{
      id: string
    }>`select account_id id from member where region_id = ${NANTONG} and 'office-staff' = any(roles) and account_id not like 'none:%' order by username`,
  )
  if (!office) throw new Error('the city has no office staff')
  const answers = await answersOf(kernel, office.id, NANTONG)
  const bytes = await packed({
    version,
    migrations: await allMigrations(rooms),
    ...(await dumped(database)),
    now: clock.now().toISOString(),
    publicKey: signer.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    account: office.id,
    answers,
  })
  await writeFile(join(import.meta.dirname, 'previous', `${version}.json.br`), bytes)
  console.log(`${version}: ${bytes.length} bytes, ${answers.length} answers`)
} finally {
  await database.close()
}
