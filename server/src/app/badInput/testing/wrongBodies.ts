import { bodyOf, type Given, type Json, type Schema } from './bodies.ts'

/** A body with one thing wrong, as it is sent, and where. */
export type WrongBody = { at: string; payload: string }

/** Stands for a number that JSON can write and no double can hold. */
const TOO_LARGE = 'a number too large'

/** For a schema: each of its places, required or not, with each kind of value that does not belong there, and without it where it must be. */
export function wrongBodies(schema: Schema): WrongBody[] {
  const whole = (['[]', '"x"', '7', 'null', 'true'] as const).map(payload => ({ at: '', payload }))
  const each = variantsOf(schema).flatMap(one => {
    const sound = bodyOf(one, mentioned(one), () => undefined) ?? {}
    return placesIn(one, '', true).flatMap(place => wrongAt(sound, place))
  })
  return [...whole, ...new Map(each.map(wrong => [wrong.payload, wrong])).values()]
}

/** A schema for each kind of object where a schema leaves the choice (a person, a project, a figure …). */
function variantsOf(schema: Schema): Schema[] {
  const choices = choicesOf(schema).filter(each => each.type !== 'null')
  if (choices.length > 1 && choices.every(each => each.properties)) return choices.flatMap(variantsOf)
  const [own] = choices
  if (!own?.properties) return [schema]
  return Object.entries(own.properties).reduce<Schema[]>(
    (all, [key, inner]) => {
      const kinds = variantsOf(inner)
      if (kinds.length === 1) return all
      return all.flatMap(each => kinds.map(kind => ({ ...each, properties: { ...each.properties, [key]: kind } })))
    },
    [choicesOf(schema).length > 1 ? schema : own],
  )
}

/** Speaks of every object and list in a schema, so that a body has them all. */
function mentioned(schema: Schema): Given {
  const own = choicesOf(schema).find(each => each.type !== 'null') ?? {}
  if (own.items) return [mentioned(own.items)]
  if (!own.properties) return undefined
  const inner = Object.entries(own.properties).map(([key, each]) => [key, mentioned(each)] as const)
  return Object.fromEntries(inner.filter(([, given]) => given !== undefined))
}

const choicesOf = (schema: Schema) =>
  (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap(each => each.anyOf ?? each.oneOf ?? [each])

type Place = { path: string; schema: Schema; nullable: boolean; required: boolean }

function wrongAt(sound: Json, { path, schema, nullable, required }: Place): WrongBody[] {
  const values = [...wrongFor(schema), ...(nullable ? [] : [null])]
  const changed = values.map(value => ({
    at: path,
    payload: JSON.stringify(withValue(sound, path.split('.'), value)).replaceAll(`"${TOO_LARGE}"`, '1e400'),
  }))
  const left = required ? [{ at: path, payload: JSON.stringify(withValue(sound, path.split('.'), undefined)) }] : []
  return [...changed, ...left]
}

function placesIn(schema: Schema, path: string, required: boolean): Place[] {
  const choices = choicesOf(schema)
  const nullable = choices.some(each => each.type === 'null')
  const own = choices.find(each => each.type !== 'null') ?? {}
  const here = path === '' ? [] : [{ path, schema: own, nullable, required }]
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  const inner = Object.entries(own.properties ?? {}).flatMap(([key, each]) =>
    placesIn(each, at(key), own.required?.includes(key) ?? false),
  )
  const items = own.items ? placesIn(own.items, at('0'), false) : []
  return [...here, ...inner, ...items]
}

function wrongFor({ type, format, enum: codes, const: code, properties, items, additionalProperties }: Schema): Json[] {
  if (properties || additionalProperties) return [[], 'x', 7, true]
  if (items) return [{}, 'x', 7, { 0: 'x' }]
  if (codes || code !== undefined) return ['no such code', '', 7, !(codes ?? [code]).includes(true), [], {}]
  if (type === 'boolean') return ['yes', 'true', 1, 0, [], {}]
  if (type === 'integer') return ['7', 'NaN', 1.5, true, [], {}, TOO_LARGE, 9007199254740994]
  if (type === 'number') return ['7', 'NaN', '', true, [], {}, TOO_LARGE]
  if (format === 'date')
    return ['2025-02-30', '2025-13-01', '2025-2-3', '20250203', '2023-02-29', '', 'NaN', 20250203, [], {}]
  if (format === 'date-time')
    return ['2025-02-30T00:00:00Z', '2025-05-08', 'yesterday', '2025-05-08T25:00:00Z', 0, [], {}]
  if (format === 'uuid') return ['nothing', '', '019680d0-0000-7000-8000-00000000000g', 7, [], {}]
  return [7, true, [], {}, ['x'], { toString: 'x' }]
}

/** A copy with another value at a path; what is not there on the way is made. */
function withValue(body: Json | undefined, path: readonly string[], value: Json | undefined): Json {
  const [key = '', ...rest] = path
  if (/^\d+$/.test(key)) {
    const items = Array.isArray(body) ? body : []
    const inner = rest.length === 0 ? value : withValue(items[0], rest, value)
    return inner === undefined ? items.slice(1) : [inner, ...items.slice(1)]
  }
  const own = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
  const inner = rest.length === 0 ? value : withValue(own[key], rest, value)
  const { [key]: _, ...others } = own
  return inner === undefined ? others : { ...others, [key]: inner }
}
