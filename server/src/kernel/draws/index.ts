/** Draws a stranger can compute again (docs/draws.md): the core is pure and runs in a browser too; only `drandChains` reads files. */
export { announcementHash, announcementOf, type FrozenDraw, proofOf, usedFault } from './announcement.ts'
export { type DrandChains, drandChains } from './chains.ts'
export {
  type Beacon,
  type BeaconFault,
  beaconFault,
  type DrandChain,
  instantOfRound,
  roundAt,
  roundFrom,
} from './drand.ts'
export { draw, drawnPlaces, excludedRoot, poolRoot } from './draw.ts'
export { jsonOf } from './file.ts'
export { checkText, readInput } from './input.ts'
export { keyOf } from './key.ts'
export { agreeOn, checkEntry, type DrawnNumbersRule, type EntryDifference, type TypedEntry } from './twoEntries.ts'
export { type Check, type CheckName, readProof, type Verdict, verifyProof } from './verify.ts'
