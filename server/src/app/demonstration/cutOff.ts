import { allMigrations } from '#kernel/boot.ts'
import { emptyTables } from '#kernel/database/migrate.ts'
import { dropSetting, keepSetting, setting } from '#kernel/settings.ts'
import type { Installation } from '../installation.ts'
import { rooms } from '../rooms.ts'

/** Stands in the database while the demonstration city is being loaded, and after that only where the loading was cut off. */
const LOADING = 'demonstration-loading'

/** Notes that loading begins. The city is hundreds of commands, each its own transaction, so only this note tells a part from the whole. */
export const beginLoading = ({ kernel }: Installation) => keepSetting(kernel.database.db, LOADING, {})

/** Notes that the city stands whole. */
export const endLoading = ({ kernel }: Installation) => dropSetting(kernel.database.db, LOADING)

/** Whether the loading of the demonstration city began and did not end: what is there is a part of it and nobody has used it. */
export async function wasCutOff({ kernel }: Installation): Promise<boolean> {
  return (await setting(kernel.database.db, LOADING)) !== undefined
}

/** Empties an installation whose city was cut off; uploads stay, they are found again by their hash. */
export async function emptyCutOffCity({ kernel }: Installation): Promise<void> {
  await emptyTables(kernel.database, await allMigrations(rooms))
}
