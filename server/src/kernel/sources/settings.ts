import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { day, regionId } from '#contract/kernel.ts'
import { hasCode } from '../database/directoryLock.ts'
import { type Refusal, refuse } from '../refusal.ts'

const LONGEST_FILE = 1024 * 1024
const MOST_SOURCES = 200
const line = (most: number) => z.string().trim().min(1).max(most)

/** What every source says of itself; `region` by its code, `unit` by its code or Chinese name, `every` in minutes. */
const common = {
  name: line(60),
  region: regionId,
  publication: line(60).nullable().default(null),
  internal: z.boolean().default(false),
  unit: line(60).nullable().default(null),
  every: z.int().min(1).max(10_080).default(15),
}

const folder = z.strictObject({
  ...common,
  kind: z.literal('folder'),
  path: line(4000),
  /** Seconds for which a file must stand still before it is taken for whole. */
  settle: z.number().min(0).max(600).default(5),
})

const feed = z.strictObject({
  ...common,
  kind: z.literal('feed'),
  // Whoever may see the sources would see a name and password written into the address.
  url: line(2000).refine(given => {
    const url = URL.canParse(given) ? new URL(given) : undefined
    return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  }),
  /** Whether each entry's own page is fetched where the feed brings summaries only. */
  follow: z.boolean().default(false),
  /** Whether the address may be one of this machine or of the network within. */
  allowPrivate: z.boolean().default(false),
})

const imap = z
  .strictObject({
    ...common,
    kind: z.literal('imap'),
    host: line(253).regex(/^[\p{L}\p{N}.:_-]+$/u),
    port: z.int().min(1).max(65_535).default(993),
    /** `plain` only to this machine: for a bridge that runs beside the program. */
    security: z.enum(['tls', 'starttls', 'plain']).default('tls'),
    /** The authority of a server whose certificate no public one signed, as PEM. */
    caFile: line(4000).nullable().default(null),
    user: line(320),
    /** The password stands in a file of its own that only the program may read. */
    passwordFile: line(4000),
    mailbox: line(200).default('INBOX'),
    /** Addresses and domains that may deliver; null where anybody may. */
    from: z
      .array(line(320).regex(/^(?:[^\s@]*@)?[^\s@]+$/))
      .min(1)
      .max(200)
      .nullable()
      .default(null),
    /** What the subject of a letter must hold. */
    subject: line(200).nullable().default(null),
    /** From which day on letters are taken; null for the day the source was first looked at. */
    since: day.nullable().default(null),
  })
  .refine(({ security, host }) => security !== 'plain' || isNear(host), { path: ['security'] })
  // This port speaks TLS from the first byte: whoever waits for a greeting there waits in vain.
  .refine(({ security, port }) => security === 'tls' || port !== 993, { path: ['port'] })

const isNear = (host: string) => host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)

const source = z.discriminatedUnion('kind', [folder, feed, imap])
export type SourceSetting = z.output<typeof source>
export type SourceKind = SourceSetting['kind']
/** A source of one kind, as its collector is given it. */
export type SourceOf<Kind extends SourceKind> = Extract<SourceSetting, { kind: Kind }>

/**
 * The sources an installation has, from its settings file (docs/guide/sources.md); none where there is no such file, unless one was
 * named (`given`). Paths in it are read from the folder it lies in.
 *
 * Refuses, always naming the file: `sources.file-unreadable`, `sources.file-unfit` where it is no such list, `sources.too-many` {most},
 * `sources.name-twice` {source}, and of one source `sources.field-missing`, `sources.field-unknown`, `sources.field-unfit`
 * {source, field}. A slip is found at the start, and no refusal repeats a value.
 */
export async function sourcesOf(given: string | undefined, usual: string): Promise<readonly SourceSetting[]> {
  const file = resolve(given || usual)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    // where the data directory is none, that is said when it is opened
    if (!given && hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw refuse('sources.file-unreadable', { file })
  })
  return text === undefined ? [] : parseSources(text, file)
}

/** Reads the text of a settings file; refuses as `sourcesOf`. */
export function parseSources(text: string, file: string): SourceSetting[] {
  if (text.length > LONGEST_FILE) throw refuse('sources.file-unfit', { file })
  const listed = z.strictObject({ sources: z.array(z.unknown()) }).safeParse(jsonOf(text))
  if (!listed.success) throw refuse('sources.file-unfit', { file })
  if (listed.data.sources.length > MOST_SOURCES) throw refuse('sources.too-many', { file, most: MOST_SOURCES })
  const read = listed.data.sources.map((each, index) => {
    const parsed = source.safeParse(each)
    if (!parsed.success) throw unfit(file, each, index, parsed.error)
    return within(dirname(file), parsed.data)
  })
  const names = new Set<string>()
  for (const { region, name } of read) {
    if (names.has(`${region} ${name}`)) throw refuse('sources.name-twice', { file, source: name })
    names.add(`${region} ${name}`)
  }
  return read
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Paths as they are from the folder of the settings file. */
function within(folder: string, setting: SourceSetting): SourceSetting {
  if (setting.kind === 'folder') return { ...setting, path: resolve(folder, setting.path) }
  if (setting.kind === 'imap') {
    const caFile = setting.caFile && resolve(folder, setting.caFile)
    return { ...setting, passwordFile: resolve(folder, setting.passwordFile), caFile }
  }
  return setting
}

/** What is wrong with one source, by the first of its fields that is. A source without a name is called by its place in the list. */
function unfit(file: string, given: unknown, index: number, { issues }: z.ZodError): Refusal {
  const named = z.looseObject({ name: z.string().trim().min(1) }).safeParse(given)
  const about = { file, source: named.success ? named.data.name.slice(0, 60) : `#${index + 1}` }
  const issue = issues[0]
  if (issue?.code === 'unrecognized_keys')
    return refuse('sources.field-unknown', { ...about, field: issue.keys.join('、').slice(0, 200) })
  const field = issue?.path.map(String).join('.') ?? ''
  if (field === '') return refuse('sources.file-unfit', { file })
  const isThere = typeof given === 'object' && given !== null && Object.hasOwn(given, field)
  return refuse(isThere ? 'sources.field-unfit' : 'sources.field-missing', { ...about, field })
}
