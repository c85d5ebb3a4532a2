import { z } from 'zod'
import { instant } from './kernel.ts'

/**
 * How the backups that the program makes by itself stand, by the machine's clock and not the city's: `good`, one was made since the plan
 * last wanted it; `due`, it is on its way; `overdue`, it should have been made two hours ago; `not-yet`, the first night has not come;
 * `off`, the plan says never.
 */
export const backupStates = ['good', 'due', 'overdue', 'not-yet', 'off'] as const

const plan = z.object({
  /** Time of day in Asia/Shanghai; null is never. */
  at: z.string().nullable(),
  /** Of so many days, and of so many weeks, the newest stays. */
  daily: z.int(),
  weekly: z.int(),
})

export const backupsKept = z.discriminatedUnion('keeper', [
  z.object({
    keeper: z.literal('program'),
    state: z.enum(backupStates),
    plan,
    /** `backup-plan.json` cannot be read, and the default stands in for it. */
    isPlanUnfit: z.boolean(),
    /** When the plan last wanted a backup; null where it never does. */
    wantedAt: instant.nullable(),
    /** The newest one that was read again and found whole. */
    last: z.object({ name: z.string(), bytes: z.int(), at: instant }).nullable(),
    count: z.int(),
    now: instant,
  }),
  /** The database is a server's: its operators back it up from outside, and the program cannot know whether they do. */
  z.object({ keeper: z.literal('operators') }),
])
export type BackupsKept = z.infer<typeof backupsKept>
