import { anyOf, by, has, type Sentence } from '../policy.ts'

type Row = { regionId: number; askedBy: string | null }

const own = anyOf<Row>(by('askedBy'), has('system-operator'))

/** A job is its asker's to see and to stop, and the system operator's, who keeps the machine running. */
export const policy = { 'jobs.read': own, 'jobs.cancel': own } satisfies Record<string, Sentence<Row>>
