import type { WebRoom } from '#ui/room.ts'
import { accounts } from '#web/accounts/index.ts'
import { gatherings } from '#web/gatherings/index.ts'
import { indicators } from '#web/indicators/index.ts'
import { intake } from '#web/intake/index.ts'
import { matters } from '#web/matters/index.ts'
import { participation } from '#web/participation/index.ts'
import { projects } from '#web/projects/index.ts'
import { promises } from '#web/promises/index.ts'
import { today } from '#web/publishing/index.ts'
import { registry } from '#web/registry/index.ts'

/** Every room of the web application. A room not in this list stands greyed in the rail. */
export const rooms: readonly WebRoom[] = [
  today,
  accounts,
  intake,
  matters,
  projects,
  promises,
  gatherings,
  indicators,
  participation,
  registry,
]
