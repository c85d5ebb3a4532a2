import fc from 'fast-check'
import { z } from 'zod'

type Json = {
  type?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
  items?: Json
  properties?: Record<string, Json>
  required?: string[]
}

/** Something that fits a schema, holding no more than it must: read off its JSON Schema, so what only a refinement asks for is missing. */
export function sampleOf(schema: z.ZodType): unknown {
  // What JSON Schema has no word for is let through: the schema itself decides in the end.
  return value(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json)
}

function value(json: Json): unknown {
  if (json.const !== undefined) return json.const
  if (json.enum) return json.enum[0]
  const one = json.anyOf?.[0] ?? json.oneOf?.[0]
  if (one) return value(one)
  if (json.allOf) return Object.assign({}, ...json.allOf.map(value))
  switch (json.type) {
    case 'object':
      return Object.fromEntries((json.required ?? []).map(name => [name, value(json.properties?.[name] ?? {})]))
    case 'array':
      return Array.from({ length: json.minItems ?? 0 }, () => value(json.items ?? {}))
    case 'integer':
    case 'number':
      return json.minimum ?? (json.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return false
    case 'null':
      return null
    case 'string':
      return text(json)
    default:
      return 'anything'
  }
}

function text({ format, pattern, minLength = 1 }: Json): string {
  if (format === 'uuid') return '01900000-0000-7000-8000-000000000001'
  if (format === 'date') return '2025-06-12'
  if (format === 'date-time') return '2025-05-08T00:00:00.000Z'
  if (pattern) return fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { numRuns: 1, seed: 1 })[0] ?? ''
  return '字'.repeat(Math.max(1, minLength))
}
