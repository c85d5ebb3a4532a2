import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The folder of mechanism files shipped with the program. */
export const mechanismsRoot = join(import.meta.dirname, '../../../mechanisms')

/** What every mechanism file begins with: what it is, which version, where the rule comes from and how sure that is. */
export const mechanismHead = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().min(1).max(40),
  titleZh: z.string(),
  titleEn: z.string(),
  source: z.string().describe('The law, notice or practice the rule comes from, with its number.'),
  confidence: z
    .enum(['A', 'B', 'C'])
    .describe('A: read in an official text. B: read in practice. C: an assumption, said so on the screen.'),
})

export type Mechanism<Body> = z.infer<typeof mechanismHead> & Body & { sha256: string }

/**
 * Reads the mechanism files of one kind (`mechanisms/<kind>/*.json`) and checks each against its schema. What differs between cities
 * and years lives there, not in code; records keep the name and version they were decided under. A file that breaks its schema is a
 * fault that names the file, so that the server does not start on a wrong rule.
 */
export function readMechanisms<S extends z.ZodObject>(
  kind: string,
  body: S,
  root = mechanismsRoot,
): ReadonlyMap<string, Mechanism<z.output<S>>> {
  const schema = mechanismHead.extend(body.shape)
  const folder = join(root, kind)
  const read = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => {
      const text = readFileSync(join(folder, name), 'utf8')
      const parsed = schema.safeParse(JSON.parse(text))
      if (!parsed.success) throw new Error(`mechanisms/${kind}/${name}: ${z.prettifyError(parsed.error)}`)
      // The schema is the head and the body put together, which the compiler cannot add up for a generic body.
      const value = { ...parsed.data, sha256: createHash('sha256').update(text).digest('hex') } as unknown as Mechanism<
        z.output<S>
      >
      return [value.name, value] as const
    })
  return new Map(read)
}
