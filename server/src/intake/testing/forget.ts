import type { City } from '#server/testing/city.ts'

/**
 * Makes the pages that are here unknown to those that come: for tests whose pages are one page with a word more, and that are about
 * something else than what repeats.
 */
export async function forgetPages(city: City): Promise<void> {
  await city.database.pool.query("update intake_sketch set bands = '{}'")
}
