import { readMechanisms } from '../mechanisms.ts'
import { type DrandChain, drandChain } from './drand.ts'

export type DrandChains = ReadonlyMap<string, DrandChain>

let read: DrandChains | undefined

/** The drand chains the program knows, by name: `mechanisms/drand/`. */
export function drandChains(): DrandChains {
  read ??= readMechanisms('drand', drandChain)
  return read
}
