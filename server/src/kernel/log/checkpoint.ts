import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from '../database/directoryLock.ts'

/** The key that signs checkpoints, with the name it signs under. */
export type Signer = { name: string; privateKey: KeyObject; publicKey: KeyObject }

/** Reads the signing key, or makes one (Ed25519) on first use, readable by its owner only. */
export async function signerAt(path: string, name = 'jianghai'): Promise<Signer> {
  const pem = await readFile(path, 'utf8').catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  if (pem) return signerOfPem(pem, name)
  const { privateKey } = generateKeyPairSync('ed25519')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
  return signerOf(privateKey, name)
}

/** The signing key as it stands in its file. */
export const signerOfPem = (pem: string, name = 'jianghai'): Signer => signerOf(createPrivateKey(pem), name)

/** A key that lives in memory only, for tests. */
export function passingSigner(name = 'jianghai-test'): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey, name)
}

function signerOf(privateKey: KeyObject, name: string): Signer {
  return { name, privateKey, publicKey: createPublicKey(privateKey) }
}

/** The log's origin line: which log a checkpoint speaks of. */
export const originOf = (signer: Pick<Signer, 'name'>, regionId: number) => `${signer.name}/${regionId}`

/**
 * A checkpoint in the text of C2SP tlog-checkpoint (origin, size, root), as a C2SP signed-note with one Ed25519 signature.
 */
export function checkpointNote(signer: Signer, regionId: number, size: number, root: Uint8Array): string {
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
  return (
    blob.subarray(0, 4).equals(keyHash(signer)) && verify(null, Buffer.from(text), signer.publicKey, blob.subarray(4))
  )
}

/** The key's hash of C2SP signed-note: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), first four bytes; 0x01 says Ed25519. */
function keyHash({ name, publicKey }: Signer): Buffer {
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([1]))
    .update(raw)
    .digest()
    .subarray(0, 4)
}
