import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keepFile, readKept } from '../keptFile.ts'
import { memoryBeside, type SignedMemory, shortMemory } from './signedMemory.ts'

/** The key that signs checkpoints, with the name it signs under, and what it remembers of having signed. */
export type Signer = { name: string; privateKey: KeyObject; publicKey: KeyObject; memory: SignedMemory }

/** Reads the signing key, or makes one (Ed25519) on first use, readable by its owner only. */
export async function signerAt(path: string, name = 'jianghai'): Promise<Signer> {
  const pem = await readKept(path)
  if (pem) return signerOf(createPrivateKey(pem), name, memoryBeside(path))
  const { privateKey } = generateKeyPairSync('ed25519')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await keepFile(path, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  return signerOf(privateKey, name, memoryBeside(path))
}

/**
 * The key of one log among the keys of a data directory. The first log takes `log.pem`; a data directory that is pointed at another
 * database signs that one's log with a key of its own, because one key must not vouch for two histories of one origin.
 */
export async function signerOfLog(keys: string, logId: string): Promise<Signer> {
  const owner = join(keys, 'log.pem.owner')
  await mkdir(keys, { recursive: true, mode: 0o700 })
  const first = await readKept(owner)
  if (first === undefined) await keepFile(owner, logId)
  return signerAt(join(keys, (first ?? logId) === logId ? 'log.pem' : `log-${logId}.pem`))
}

/** The signing key as it stands in its file. */
export const signerOfPem = (pem: string, name = 'jianghai'): Signer =>
  signerOf(createPrivateKey(pem), name, shortMemory())

/** A key that lives in memory only, for tests. */
export function passingSigner(name = 'jianghai-test'): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey, name, shortMemory())
}

function signerOf(privateKey: KeyObject, name: string, memory: SignedMemory): Signer {
  return { name, privateKey, publicKey: createPublicKey(privateKey), memory }
}

/** The log's origin line: which log a checkpoint speaks of. */
export const originOf = (signer: Pick<Signer, 'name'>, regionId: number) => `${signer.name}/${regionId}`

/**
 * A checkpoint in the text of C2SP tlog-checkpoint (origin, size, root), as a C2SP signed-note with one Ed25519 signature.
 */
export function checkpointNote(
  signer: Omit<Signer, 'memory'>,
  regionId: number,
  size: number,
  root: Uint8Array,
): string {
  const text = `${originOf(signer, regionId)}\n${size}\n${Buffer.from(root).toString('base64')}\n`
  const signature = sign(null, Buffer.from(text), signer.privateKey)
  return `${text}\n— ${signer.name} ${Buffer.concat([keyHash(signer), signature]).toString('base64')}\n`
}

/** Whether a note was signed by this key and says this size and root for this region. */
export function checkpointHolds(
  signer: Signer,
  regionId: number,
  size: number,
  root: Uint8Array,
  note: string,
): boolean {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  if (end < 0 || text !== `${originOf(signer, regionId)}\n${size}\n${Buffer.from(root).toString('base64')}\n`)
    return false
  const line = /^— (\S+) (\S+)\n$/.exec(note.slice(end + 2))
  if (!line || line[1] !== signer.name) return false
  const blob = Buffer.from(line[2] ?? '', 'base64')
  // Base64 is read leniently: bits that stand for nothing would otherwise be free to differ.
  return (
    blob.toString('base64') === line[2] &&
    blob.subarray(0, 4).equals(keyHash(signer)) &&
    verify(null, Buffer.from(text), signer.publicKey, blob.subarray(4))
  )
}

/**
 * What a note says, whoever signed it: region, size and root; `not-ours` where it speaks of another origin than this key signs for, and
 * undefined where it is no checkpoint.
 */
export function saidByCheckpoint(
  { name }: Pick<Signer, 'name'>,
  note: string,
): { regionId: number; size: number; root: Buffer } | 'not-ours' | undefined {
  const lines = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n\n/.exec(note)
  if (!lines) return undefined
  const [, origin = '', size, root = ''] = lines
  const cut = origin.lastIndexOf('/')
  const region = /^[1-9]\d{5}$/.exec(origin.slice(cut + 1))?.[0]
  if (cut < 0 || region === undefined || origin.slice(0, cut) !== name) return 'not-ours'
  return { regionId: Number(region), size: Number(size), root: Buffer.from(root, 'base64') }
}

/** The public key as C2SP signed-note hands it out: name, hash and key, told to whoever checks the notes. */
export function verifierKey(signer: Pick<Signer, 'name' | 'publicKey'>): string {
  const typed = Buffer.concat([Buffer.from([1]), rawKey(signer)])
  return `${signer.name}+${keyHash(signer).toString('hex')}+${typed.toString('base64')}`
}

/** The key's hash of C2SP signed-note: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), first four bytes; 0x01 says Ed25519. */
function keyHash({ name, publicKey }: Pick<Signer, 'name' | 'publicKey'>): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([1]))
    .update(rawKey({ publicKey }))
    .digest()
    .subarray(0, 4)
}

/** The 32 bytes of an Ed25519 key, which end its DER form. */
function rawKey({ publicKey }: Pick<Signer, 'publicKey'>): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
}
