import { bls12_381 } from '@noble/curves/bls12-381.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { bigEndian, joined, sha256, sha256Hex } from './hashes.ts'

/** How a chain signs its rounds. The names are drand's own. */
const schemes = ['pedersen-bls-unchained', 'pedersen-bls-chained', 'bls-unchained-g1-rfc9380'] as const
export type DrandScheme = (typeof schemes)[number]

const hex = z.string().regex(/^([0-9a-f]{2})+$/)
/** What a chain is; each is a file of `mechanisms/drand/`. `genesisTime` is Unix seconds; `chainHash` is drand's digest of the rest. */
export const drandChain = z.object({
  chainHash: hex,
  scheme: z.enum(schemes),
  publicKey: hex,
  genesisTime: z.int().positive(),
  periodSeconds: z.int().positive(),
  groupHash: hex,
  beaconId: z.string().min(1),
})
export type DrandChain = z.infer<typeof drandChain>

/** One round as drand publishes it; hex throughout. */
export type Beacon = { round: number; randomness: string; signature: string; previousSignature?: string | undefined }

/** Why a beacon is not believed. */
export type BeaconFault = 'malformed' | 'randomness' | 'previous-missing' | 'signature'

/** The instant (ms since 1970, UTC) at which a round becomes public: round 1 at the genesis, then one each period. */
export function instantOfRound({ genesisTime, periodSeconds }: DrandChain, round: number): number {
  return (genesisTime + (round - 1) * periodSeconds) * 1000
}

/** The newest round that is public at an instant (ms since 1970, UTC); 0 before the first. */
export function roundAt({ genesisTime, periodSeconds }: DrandChain, instant: number): number {
  const since = Math.floor(instant / 1000) - genesisTime
  return since < 0 ? 0 : Math.floor(since / periodSeconds) + 1
}

/** The first round that becomes public at an instant or after it: what to announce when the draw is to follow that instant. */
export function roundFrom(chain: DrandChain, instant: number): number {
  const round = Math.max(roundAt(chain, instant), 1)
  return instantOfRound(chain, round) >= instant ? round : round + 1
}

/**
 * Whether a beacon is the chain's for its round: undefined when it is, or why not. The randomness must be SHA-256 of the signature, and
 * the signature must be the group's (BLS12-381) over SHA-256 of the round, before it in a chained scheme the signature of the round before.
 * Needs nothing but the beacon and the chain's public key, so it holds offline and for ever.
 */
export function beaconFault(
  { scheme, publicKey }: Pick<DrandChain, 'scheme' | 'publicKey'>,
  { round, randomness, signature, previousSignature }: Beacon,
): BeaconFault | undefined {
  if (!Number.isSafeInteger(round) || round < 1 || !isHex(signature) || !isHex(randomness)) return 'malformed'
  const bytes = hexToBytes(signature)
  if (sha256Hex(bytes) !== randomness) return 'randomness'
  const number = bigEndian(round, 8)
  if (scheme !== 'pedersen-bls-chained') return signed(scheme, bytes, sha256(number), publicKey)
  if (previousSignature === undefined) return 'previous-missing'
  if (!isHex(previousSignature)) return 'malformed'
  return signed(scheme, bytes, sha256(joined(hexToBytes(previousSignature), number)), publicKey)
}

/** Quicknet signs on G1 with a key on G2; the older schemes the other way round. Both hash to the curve by RFC 9380. */
function signed(
  scheme: DrandScheme,
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: string,
): BeaconFault | undefined {
  try {
    const holds =
      scheme === 'bls-unchained-g1-rfc9380'
        ? bls12_381.shortSignatures.verify(
            signature,
            bls12_381.shortSignatures.hash(message, 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'),
            hexToBytes(publicKey),
          )
        : bls12_381.longSignatures.verify(
            signature,
            bls12_381.longSignatures.hash(message, 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_'),
            hexToBytes(publicKey),
          )
    return holds ? undefined : 'signature'
  } catch {
    // The library throws for bytes that are no point of the curve, or none of the right subgroup: no signature either.
    return 'signature'
  }
}

const isHex = (text: string) => /^([0-9a-f]{2})+$/.test(text)
