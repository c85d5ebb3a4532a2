import { anyOf, by, has, type Sentence } from '../policy.ts'

type Row = { regionId: number; askedBy: string | null }

const own = anyOf<Row>(by('askedBy'), has('system-operator'))

/** How backups stand is for the two who answer for it: who keeps the machine running, and who watches. */
export const backups = { 'jobs.read-backups': anyOf<{ regionId: number }>(has('system-operator'), has('auditor')) }

/** A job is its asker's to see and to stop, and the system operator's, who keeps the machine running. */
export const policy = { 'jobs.read': own, 'jobs.cancel': own } satisfies Record<string, Sentence<Row>>
