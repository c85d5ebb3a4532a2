import { z } from 'zod'

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A path inside the data directory; what was written elsewhere could lead out of it, and is no path then. */
const inside = z
  .string()
  .max(1000)
  .refine(path => path.split('/').every(part => part !== '' && part !== '.' && part !== '..' && !part.includes('\\')))

/** The first line: what the backup is of. */
export const head = z.object({
  jianghai: z.literal('backup'),
  product: z.string(),
  takenAt: z.iso.datetime(),
  engine: z.enum(['embedded', 'postgresql']),
  /** The steps that had made the database; they tell which versions can read it. */
  migrations: z.array(z.object({ room: z.string(), name: z.string(), sha256 })),
})
export type Head = z.infer<typeof head>

/** Before the rows of a table, each an array of texts: the names of its columns. */
export const tableStart = z.object({ table: z.string(), columns: z.array(z.string()) })
export type TableStart = z.infer<typeof tableStart>

/** Before the pieces of a file, each in base64. */
export const fileStart = z.object({ file: inside, mode: z.int().min(0).max(0o777) })

/** The last line: what must have been read by then. */
export const end = z.object({
  tables: z.array(z.object({ name: z.string(), rows: count, sha256 })),
  files: z.array(z.object({ path: inside, size: count, sha256 })),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  logs: z.array(z.object({ regionId: z.int(), size: count, root: sha256 })),
})
export type End = z.infer<typeof end>

/** What a backup holds, as told to people and to programs; `seal` is the SHA-256 the file ends with: files of one seal are the same. */
export const backupSummary = head.omit({ jianghai: true }).extend({ ...end.shape, bytes: count, seal: sha256 })
export type BackupSummary = z.infer<typeof backupSummary>
