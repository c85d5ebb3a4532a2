import { refuse } from '../refusal.ts'
import { type Model, type ModelLimits, modelAt } from './client.ts'

/** What an installation may set in JIANGHAI_LLM_LIMITS: by name, the usual number and the most. */
export const settableOfModel = {
  'per-hour': { usual: 120, most: 100_000, what: 'questions an hour, of one region' },
  'at-once': { usual: 2, most: 32, what: 'pages asked about at a time, of one program' },
  seconds: { usual: 60, most: 600, what: 'seconds for one answer, from the first byte sent to the last received' },
} as const
type Name = keyof typeof settableOfModel

/** The settings of the environment that concern the model, each as it is set or undefined. */
export type ModelSettings = {
  url: string | undefined
  model: string | undefined
  key: string | undefined
  limits: string | undefined
  network: string | undefined
}

/**
 * The model an installation names, or undefined where JIANGHAI_LLM_URL is unset: the product is complete without it.
 *
 * The address is https, or http on this machine; http to another machine only where JIANGHAI_LLM_NETWORK says `private-network`. Refuses
 * `model.address-unfit`, `model.name-missing`, `model.key-unfit` and `model.limits-unfit` {given, known}: a slip is found at start, and no
 * refusal repeats an address or a key.
 */
export function modelOf({ url, model, key, limits, network }: ModelSettings): Model | undefined {
  if (!url) return undefined
  const address = URL.canParse(url) ? new URL(url) : undefined
  const isNear = address !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname)
  const isFit =
    address !== undefined &&
    (address.protocol === 'https:' || (address.protocol === 'http:' && (isNear || network === 'private-network'))) &&
    address.username === '' &&
    address.password === '' &&
    address.search === '' &&
    address.hash === ''
  if (!isFit) throw refuse('model.address-unfit')
  if (!model || model.trim() !== model || model.length > 200) throw refuse('model.name-missing')
  // What a header may hold; the driver would say the whole key in its own error.
  if (key !== undefined && key !== '' && !/^[\x21-\x7e]+$/.test(key)) throw refuse('model.key-unfit')
  const base = address.href.replace(/\/+$/, '')
  return modelAt({
    address: new URL(`${base}/chat/completions`),
    name: model,
    key: key || undefined,
    limits: limitsOf(limits),
  })
}

/** Reads JIANGHAI_LLM_LIMITS, `per-hour=300,at-once=1`; what is not named is as usual. */
function limitsOf(given = ''): ModelLimits {
  const set = new Map<Name, number>()
  for (const part of given.split(',').map(each => each.trim())) {
    if (part === '') continue
    const [, name = '', number = ''] = /^([a-z-]+)=(\d{1,6})$/.exec(part) ?? []
    if (!isName(name) || set.has(name) || Number(number) < 1 || Number(number) > settableOfModel[name].most)
      throw refuse('model.limits-unfit', { given: part, known: Object.keys(settableOfModel).join('、') })
    set.set(name, Number(number))
  }
  const of = (name: Name) => set.get(name) ?? settableOfModel[name].usual
  return { perHour: of('per-hour'), atOnce: of('at-once'), seconds: of('seconds') }
}

const isName = (name: string): name is Name => Object.hasOwn(settableOfModel, name)
