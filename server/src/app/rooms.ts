import type { Room } from '#kernel/room.ts'

/** The one list of rooms; a room stands after the rooms it may call (docs/ARCHITECTURE.md), because migrations run in this order. */
export const rooms: readonly Room[] = []
