import { regions } from '#kernel/accounts/members.ts'
import type { Installation } from './installation.ts'

/** Whether nothing was set up yet: no region, so nobody who could sign in. */
export async function isEmpty({ kernel }: Installation): Promise<boolean> {
  return (await regions(kernel.database.db)).length === 0
}
