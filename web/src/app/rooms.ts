import type { WebRoom } from '#ui/room.ts'
import { intake } from '#web/intake/index.ts'
import { matters } from '#web/matters/index.ts'
import { today } from '#web/publishing/index.ts'

/** Every room of the web application. A room not in this list stands greyed in the rail. */
export const rooms: readonly WebRoom[] = [today, intake, matters]
