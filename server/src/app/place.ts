import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { refuse } from '#kernel/refusal.ts'
import { databaseAddress } from './databaseAddress.ts'
import { wasCutOff } from './demonstration/cutOff.ts'
import { type Installation, openInstallation, type Place } from './installation.ts'

export const placeOptions = {
  data: { type: 'string', zh: '数据目录，默认 ./data', en: 'the data directory, ./data by default' },
} as const

/**
 * Where the installation lives, from `--data` and DATABASE_URL. Refuses `app.data-empty` when it must exist and does not,
 * and what `databaseAddress` refuses.
 */
export function placeOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
  options: { mustExist?: boolean } = {},
): Place {
  const data = resolve(typeof values.data === 'string' ? values.data : 'data')
  const given = process.env.DATABASE_URL
  const databaseUrl = given ? databaseAddress(given, process.env.JIANGHAI_DATABASE_TLS) : undefined
  if (options.mustExist && databaseUrl === undefined && !existsSync(data))
    throw refuse('app.data-empty', { directory: data })
  return { data, databaseUrl }
}

/**
 * Opens an installation for one piece of work and closes it whatever happens. Refuses `app.city-cut-off` where the loading of the
 * demonstration city was cut off, unless the work takes care of that itself.
 */
export async function withInstallation<Result>(
  place: Place,
  work: (installation: Installation) => Promise<Result>,
  options: { cutOff?: boolean } = {},
): Promise<Result> {
  const installation = await openInstallation(place)
  try {
    if (!options.cutOff && (await wasCutOff(installation))) throw refuse('app.city-cut-off')
    return await work(installation)
  } finally {
    await installation.close()
  }
}
