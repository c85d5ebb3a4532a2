import { z } from 'zod'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** As much of a JSON schema as the API's document uses. */
export type Schema = {
  type?: string | undefined
  format?: string | undefined
  pattern?: string | undefined
  enum?: Json[] | undefined
  const?: Json | undefined
  minimum?: number | undefined
  maxLength?: number | undefined
  minItems?: number | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  items?: Schema | undefined
  additionalProperties?: Schema | boolean | undefined
  anyOf?: Schema[] | undefined
  oneOf?: Schema[] | undefined
}
const json: z.ZodType<Json> = z.json()
export const schema: z.ZodType<Schema> = z.lazy(() =>
  z
    .object({
      type: z.union([z.string(), z.array(z.string())]).optional(),
      format: z.string().optional(),
      pattern: z.string().optional(),
      enum: z.array(json).optional(),
      const: json.optional(),
      minimum: z.number().optional(),
      maxLength: z.number().optional(),
      minItems: z.number().optional(),
      properties: z.record(z.string(), schema).optional(),
      required: z.array(z.string()).optional(),
      items: schema.optional(),
      additionalProperties: z.union([schema, z.boolean()]).optional(),
      anyOf: z.array(schema).optional(),
      oneOf: z.array(schema).optional(),
    })
    // `type: [number, null]` is another way to write two choices.
    .transform(({ type, ...own }) =>
      Array.isArray(type) ? { anyOf: type.map(each => ({ ...own, type: each })) } : { ...own, type },
    ),
)

/** A value that a body holds at its place whatever is tried out elsewhere. */
export class Fixed {
  readonly value: Json
  constructor(value: Json) {
    this.value = value
  }
}
export const fixed = (value: Json) => new Fixed(value)

/** What a scene knows about a body: sound values where the schema alone does not give one; the rest is made from the schema. */
export type Given = Json | Fixed | undefined | Given[] | { [key: string]: Given }

/** A place in a body that takes one value: `parts.0.what`, and the schema of its value without null. */
export type Leaf = { path: string; schema: Schema; nullable: boolean; required: boolean }
/** The value to try at a place, or undefined for a sound one. */
export type Fill = (leaf: Leaf) => Json | undefined

/** The pattern that names have in the document (contract/src/text.ts). */
const NAME = '^[^\\p{Cc}\\p{Bidi_Control}]*$'
/** Whether a place takes words of somebody's own, not a code, an id or a day. */
export const isText = ({ schema: { type, format, enum: codes, const: code } }: Leaf) =>
  type === 'string' && format === undefined && codes === undefined && code === undefined
export const isName = ({ schema: { pattern } }: Leaf) => pattern === NAME

let made = 0

/**
 * A body for a schema: what is given stands, texts and what is required are added, each place that is not fixed may be filled by the
 * caller. Gives undefined where nothing belongs.
 */
export function bodyOf(wanted: Schema, given: Given, fill: Fill, path = '', required = true): Json | undefined {
  if (given instanceof Fixed) return given.value
  const { schema: own, nullable } = withoutNull(wanted, given)
  if (own.type === 'object' || own.properties || own.additionalProperties) {
    if (!required && given === undefined && !own.properties) return undefined
    if (given === null) return null
    return objectOf(own, isRecord(given) ? given : undefined, fill, path, required)
  }
  if (own.type === 'array' && own.items) {
    const items = Array.isArray(given) ? given : textItems(own, required)
    if (items === undefined) return required ? [] : undefined
    return items.flatMap((item, index) => bodyOf(own.items ?? {}, item, fill, `${path}.${index}`) ?? [])
  }
  const leaf: Leaf = { path, schema: own, nullable, required }
  const tried = fill(leaf)
  if (tried !== undefined) return tried
  if (given !== undefined && !Array.isArray(given) && !isRecord(given)) return given
  return required || isText(leaf) ? sound(leaf) : undefined
}

function objectOf(own: Schema, given: Record<string, Given> | undefined, fill: Fill, path: string, required: boolean) {
  // An optional object that a scene does not speak of is left out: half an answer is worse than none.
  if (!required && given === undefined) return undefined
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  const entries = Object.entries(own.properties ?? {}).map(([key, inner]) => {
    const left = given !== undefined && key in given && given[key] === undefined
    const must = own.required?.includes(key) ?? false
    return [key, left ? undefined : bodyOf(inner, given?.[key], fill, at(key), must)] as const
  })
  const more = typeof own.additionalProperties === 'object' ? own.additionalProperties : undefined
  const records = more
    ? Object.entries(given ?? {}).map(([key, value]) => [key, bodyOf(more, value, fill, at(key))] as const)
    : []
  return Object.fromEntries(
    [...entries, ...records].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** A list of texts that nobody speaks of gets one text, so that it is tried as well. */
function textItems({ items, minItems }: Schema, required: boolean): Given[] | undefined {
  const leaf: Leaf = { path: '', schema: items ?? {}, nullable: false, required: true }
  if (isText(leaf)) return Array.from({ length: Math.max(1, minItems ?? 0) }, () => undefined)
  return required ? Array.from({ length: minItems ?? 0 }, () => undefined) : undefined
}

function withoutNull(wanted: Schema, given: Given): { schema: Schema; nullable: boolean } {
  const choices = (wanted.anyOf ?? wanted.oneOf ?? [wanted]).flatMap(each => each.anyOf ?? each.oneOf ?? [each])
  const kind = isRecord(given) ? given.kind : undefined
  const told = kind instanceof Fixed ? kind.value : typeof kind === 'string' ? kind : null
  const fitting = choices.filter(each => each.type !== 'null')
  const own = fitting.find(({ properties }) =>
    [properties?.kind?.const, ...(properties?.kind?.enum ?? [])].includes(told),
  )
  return { schema: own ?? fitting[0] ?? {}, nullable: choices.some(each => each.type === 'null') }
}

/** A value that fits a schema by itself; texts differ each time, as names of different things do. */
export function sound({ schema: { type, format, enum: codes, const: code, minimum, maxLength } }: Leaf): Json {
  if (code !== undefined) return code
  if (codes?.[0] !== undefined) return codes[0]
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 1, 1)
  if (type === 'boolean') return false
  if (format === 'date') return '2025-06-30'
  if (format === 'date-time') return '2025-05-01T00:00:00Z'
  if (format === 'uuid') return '019680d0-0000-7000-8000-000000000000'
  return `文${(made++).toString(36)}`.slice(0, maxLength ?? 20)
}

function isRecord(value: Given): value is Record<string, Given> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Fixed)
}
