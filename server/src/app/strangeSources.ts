import { regions } from '#kernel/accounts/members.ts'
import type { Kernel } from '#kernel/run.ts'
import type { Io } from './io.ts'

/** Tells of sources whose region is not here: nothing looks at them, and no screen shows them. */
export async function tellStrangeSources({ database, sources = [] }: Kernel, io: Io): Promise<void> {
  const here = new Set((await regions(database.db)).map(({ regionId }) => regionId))
  for (const { name, region } of sources.filter(each => !here.has(each.region)))
    io.say(
      `来源“${name}”写的地区 ${region} 这里没有，不会去看。`,
      `The region ${region} of the source “${name}” is not here; it is not looked at.`,
    )
}
