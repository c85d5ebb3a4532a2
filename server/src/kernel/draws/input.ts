import type { DrawAlgorithm, DrawId, DrawInput, DrawSource } from '#contract/draws.ts'
import { type RefusalParams, refuse } from '../refusal.ts'
import { textFault } from './text.ts'

/** The most a draw takes, so that nobody's browser stands still; RFC 3797 counts in 16 bits. */
export const limits = {
  pool: { 'jianghai-1': 1_000_000, rfc3797: 65_535 },
  id: 200,
  text: 4096,
  sources: 64,
  numbers: 100,
}

const known: Readonly<Record<keyof DrawInput, true>> = {
  algorithm: true,
  pool: true,
  winners: true,
  reserves: true,
  weights: true,
  exclude: true,
  sources: true,
}

/**
 * Reads what somebody gives as the input of a draw and gives it back in its one form, or refuses with the member that is wrong
 * (`draws.…`). Nothing is put right silently: a misspelt `exlude` that is passed over would be another draw.
 */
export function readInput(given: unknown): DrawInput {
  if (!isObject(given)) throw refuse('draws.input-unfit', {}, { field: 'input' })
  const stranger = Object.keys(given).find(name => !Object.keys(known).includes(name))
  if (stranger !== undefined)
    throw no('draws.field-unknown', stranger.slice(0, 80), { known: Object.keys(known).join(', ') })

  const algorithm = algorithmOf(given.algorithm)
  const pool = poolOf(given.pool, algorithm)
  const size = typeof pool === 'number' ? pool : pool.length
  const weights = weightsOf(given.weights, size, algorithm)
  const exclude = excludeOf(given.exclude, pool)
  const sources = sourcesOf(given.sources, algorithm)
  const winners = count(given.winners, 'winners', 1)
  const reserves = given.reserves === undefined ? undefined : count(given.reserves, 'reserves', 0)
  const available = size - (exclude?.length ?? 0)
  if (winners + (reserves ?? 0) > available)
    throw no('draws.too-few-in-pool', 'winners', { wanted: winners + (reserves ?? 0), available })
  return {
    algorithm,
    pool,
    winners,
    ...(reserves === undefined ? {} : { reserves }),
    ...(weights === undefined ? {} : { weights }),
    ...(exclude === undefined ? {} : { exclude }),
    sources,
  }
}

/** Everybody in the pool, in order: the names, or the numbers from 1. */
export function idsOf(pool: DrawInput['pool']): DrawId[] {
  return typeof pool === 'number' ? Array.from({ length: pool }, (_, at) => at + 1) : [...pool]
}

/** An id as it stands on a line and is compared: a number in decimal. */
export const idText = (id: DrawId): string => String(id)

/** A path as it is written in a file's terms: `steps[3].id`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function algorithmOf(given: unknown): DrawAlgorithm {
  if (given === 'jianghai-1' || given === 'rfc3797') return given
  throw no('draws.algorithm-unknown', 'algorithm', { given: shown(given) })
}

function poolOf(given: unknown, algorithm: DrawAlgorithm): DrawInput['pool'] {
  const most = limits.pool[algorithm]
  if (typeof given === 'number') {
    const size = count(given, 'pool', 1)
    if (size > most) throw no('draws.pool-too-large', 'pool', { size, most, algorithm })
    return size
  }
  if (!Array.isArray(given)) throw no('draws.pool-unfit', 'pool')
  if (given.length === 0) throw no('draws.pool-empty', 'pool')
  if (given.length > most) throw no('draws.pool-too-large', 'pool', { size: given.length, most, algorithm })
  const places = new Map<string, number>()
  return given.map((id, at) => {
    const text = textIn(id, `pool[${at}]`, limits.id)
    const before = places.get(text)
    if (before !== undefined) throw no('draws.pool-twice', `pool[${at}]`, { id: text, before: `pool[${before}]` })
    places.set(text, at)
    return text
  })
}

function weightsOf(given: unknown, size: number, algorithm: DrawAlgorithm): number[] | undefined {
  if (given === undefined) return undefined
  if (algorithm === 'rfc3797') throw no('draws.weights-not-taken', 'weights')
  if (!Array.isArray(given)) throw no('draws.weights-unfit', 'weights')
  if (given.length !== size) throw no('draws.weights-length', 'weights', { length: given.length, size })
  return given.map((weight, at) => {
    if (!Number.isSafeInteger(weight) || weight < 1)
      throw no('draws.weight-unfit', `weights[${at}]`, { given: shown(weight) })
    return weight
  })
}

function excludeOf(given: unknown, pool: DrawInput['pool']): DrawId[] | undefined {
  if (given === undefined) return undefined
  if (!Array.isArray(given)) throw no('draws.exclude-unfit', 'exclude')
  const inPool = typeof pool === 'number' ? undefined : new Set(pool)
  const seen = new Set<string>()
  return given.map((id, at) => {
    const field = `exclude[${at}]`
    // In a pool of numbers both 17 and "17" say the seventeenth.
    const text = typeof pool === 'number' && typeof id === 'number' ? String(id) : textIn(id, field, limits.id)
    const stands = inPool ? inPool.has(text) : /^[1-9][0-9]{0,6}$/.test(text) && Number(text) <= Number(pool)
    if (!stands) throw no('draws.exclude-not-in-pool', field, { id: text })
    if (seen.has(text)) throw no('draws.exclude-twice', field, { id: text })
    seen.add(text)
    return typeof id === 'number' ? id : text
  })
}

function sourcesOf(given: unknown, algorithm: DrawAlgorithm): DrawSource[] {
  if (!Array.isArray(given)) throw no('draws.sources-unfit', 'sources')
  if (given.length === 0) throw no('draws.sources-empty', 'sources')
  if (given.length > limits.sources) throw no('draws.sources-too-many-values', 'sources', { most: limits.sources })
  return given.map((source, at) => {
    const field = `sources[${at}]`
    if (typeof source === 'string') {
      if (algorithm === 'rfc3797') throw no('draws.source-text-not-taken', field)
      return textIn(source, field, limits.text)
    }
    if (!Array.isArray(source)) return numberIn(source, field)
    if (source.length === 0) throw no('draws.source-empty', field)
    if (source.length > limits.numbers) throw no('draws.sources-too-many-values', field, { most: limits.numbers })
    return source.map((number, place) => numberIn(number, `${field}[${place}]`))
  })
}

function numberIn(given: unknown, field: string): number {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0) return given
  throw no('draws.source-number-unfit', field, { given: shown(given) })
}

/** Refuses what cannot be the text of a source (`draws.text-…`); `field` is where it stands for whoever sent it. */
export const checkText = (given: string, field: string): string => textIn(given, field, limits.text)

function textIn(given: unknown, field: string, most: number): string {
  if (typeof given !== 'string') throw no('draws.text-expected', field, { given: shown(given) })
  switch (textFault(given, most)) {
    case undefined:
      return given
    case 'empty':
      throw no('draws.text-empty', field)
    case 'too-long':
      throw no('draws.text-too-long', field, { most })
    case 'surrogate':
      throw no('draws.text-surrogate', field)
    case 'not-nfc':
      throw no('draws.text-not-nfc', field, { given: shown(given) })
    case 'direction':
      throw no('draws.text-direction', field)
    case 'invisible':
      throw no('draws.text-invisible', field)
    case 'edges':
      throw no('draws.text-edges', field, { given: shown(given) })
  }
}

function count(given: unknown, field: string, least: number): number {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= least) return given
  throw no('draws.count-unfit', field, { given: shown(given), least })
}

const no = (code: string, field: string, params: RefusalParams = {}) => refuse(code, { field, ...params }, { field })

/** A value as a sentence shows it: short, and never something that cannot be printed. */
function shown(value: unknown): string {
  // What a list or an object holds is not looked into: it may be nested deeper than a stack.
  const text = Array.isArray(value) ? '[…]' : isObject(value) ? '{…}' : value === undefined ? '—' : String(value)
  // Cut between characters, so that no half of one is printed.
  return text.length > 40 ? `${text.slice(0, 40).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
