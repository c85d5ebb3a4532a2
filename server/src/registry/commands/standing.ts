import type { LinkKind, Standing } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { organisations } from '../store/organisations.ts'
import { people } from '../store/people.ts'
import { places } from '../store/places.ts'

/** Makes a record a draft or confirmed, in a new version; gives whether it was not so already. A withdrawn record stays as it is. */
export async function setStanding(
  ctx: Ctx,
  { kind, id }: { kind: LinkKind; id: string },
  standing: Standing,
): Promise<boolean> {
  switch (kind) {
    case 'organisation': {
      const found = await organisations.lock(ctx, id)
      if (found && found.standing !== standing) return Boolean(await organisations.change(ctx, found, { standing }))
      return false
    }
    case 'person': {
      const found = await people.lock(ctx, id)
      if (found && found.standing !== standing) return Boolean(await people.change(ctx, found, { standing }))
      return false
    }
    case 'place': {
      const found = await places.lock(ctx, id)
      if (found && found.standing !== standing) return Boolean(await places.change(ctx, found, { standing }))
      return false
    }
  }
}
