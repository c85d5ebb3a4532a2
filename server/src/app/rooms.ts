import { citizens } from '#kernel/citizens/index.ts'
import { jobs } from '#kernel/jobs/index.ts'
import type { Room } from '#kernel/room.ts'
import { accounts } from '../accounts/room.ts'
import { gatherings } from '../gatherings/room.ts'
import { indicators } from '../indicators/room.ts'
import { intake } from '../intake/room.ts'
import { matters } from '../matters/room.ts'
import { participation } from '../participation/room.ts'
import { projects } from '../projects/room.ts'
import { promises } from '../promises/room.ts'
import { publishing } from '../publishing/room.ts'
import { registry } from '../registry/room.ts'

/** The one list of rooms; a room stands after the rooms it may call (docs/ARCHITECTURE.md), because migrations run in this order. */
export const rooms: readonly Room[] = [
  jobs,
  citizens,
  accounts,
  registry,
  intake,
  indicators,
  matters,
  projects,
  promises,
  participation,
  gatherings,
  publishing,
]
