/**
 * Tables that are not spread over machines with their region. Every other table belongs to regions, row by row: a new one needs no line
 * here, but `region_id` first in its keys (`kernel/database/catalogue.test.ts` holds that).
 */

/** Tables that stay on one machine, each with its reason. */
export const localTables: ReadonlyMap<string, string> = new Map([
  ['user', 'of the accounts library'],
  ['session', 'of the accounts library'],
  ['account', 'of the accounts library'],
  ['verification', 'of the accounts library'],
  ['second_factor', 'of an account, whichever region it serves'],
  ['recovery_code', 'of an account, whichever region it serves'],
  ['first_password', 'of an account, whichever region it serves'],
  ['sign_in_failure', 'counted by user name before anybody is known to belong to a region'],
  ['installation', 'what this installation is'],
  ['migration', 'which migrations ran'],
  ['job', 'given out over all regions under `for update skip locked`, which is refused on a table that is spread'],
])

/** Small tables of which every machine holds a copy. */
export const referenceTables: ReadonlyMap<string, string> = new Map([['region', 'named by every table of regions']])
