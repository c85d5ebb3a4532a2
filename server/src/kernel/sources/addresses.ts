import { lookup as ask, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { refuse } from '../refusal.ts'

/** Networks that are not of the public internet (IANA special-purpose address registries, RFC 6890 and its updates). */
const ranges: ReadonlyArray<readonly [net: string, bits: number]> = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // What stands for an IPv4 address in another shape may stand for one of those above.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
const within = new BlockList()
for (const [net, bits] of ranges) within.addSubnet(net, bits, isIP(net) === 6 ? 'ipv6' : 'ipv4')

/** Whether an address, as digits, is one of the public internet; also of IPv4 written as IPv6. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && !within.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/**
 * Refuses a host that is written as an address within, unless such are allowed: `sources.address-within`. No name is looked up: what a name
 * leads to is checked where the connection is made.
 */
export function mustBePublic(host: string, allowPrivate: boolean): void {
  const address = host.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(address) !== 0 && !isPublic(address)) throw refuse('sources.address-within')
}

/**
 * The `lookup` for a connection (`net`, `tls`, `http`) that leads only to the public internet, unless others are allowed. The connection is
 * made to the very addresses that were looked at: a name that answers differently the second time gains nothing. Fails with the refusal
 * `sources.address-within`.
 */
export function lookupPublic(allowPrivate: boolean) {
  return (host: string, options: LookupOptions, answer: Answer): void => {
    ask(host, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, [])
      const fit = allowPrivate ? found : found.filter(({ address }) => isPublic(address))
      const [first] = fit
      if (!first) return answer(refuse('sources.address-within'), [])
      if (options.all) answer(null, fit)
      else answer(null, first.address, first.family)
    })
  }
}
