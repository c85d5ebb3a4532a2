import defaultChain from '../../mechanisms/drand/default.json' with { type: 'json' }
import quicknet from '../../mechanisms/drand/quicknet.json' with { type: 'json' }
import { type DrandChain, drandChain } from '../../server/src/kernel/draws/drand.ts'

/** The drand chains, put into the page when it is built: the public keys are part of what is checked with. */
export const chains: ReadonlyMap<string, DrandChain> = new Map(
  [quicknet, defaultChain].map(chain => [chain.name, drandChain.parse(chain)]),
)
