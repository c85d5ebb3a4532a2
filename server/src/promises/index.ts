export { type PackPromises, packPromiseEvidence, promisesForPack } from './pack.ts'
