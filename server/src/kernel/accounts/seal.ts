import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps what must be read again but not by whoever gets hold of the database: a copy of it without the key file opens nothing. */
export type Seal = {
  /** Closes bytes for one purpose and owner; they open for no other. */
  close(bytes: Uint8Array, owner: string): string
  open(sealed: string, owner: string): Buffer
  /** A keyed hash for one purpose: finds what was stored under it, and cannot be tried out without the key. */
  mac(text: string, purpose: string): string
}

const NONCE = 12
const TAG = 16

/**
 * AES-256-GCM under a key derived from the installation's secret; the owner is authenticated beside the content. Keyed hashes are
 * HMAC-SHA256 under a key of their own.
 */
export function sealWith(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'jianghai seal 1', 32))
  const macKey = Buffer.from(hkdfSync('sha256', secret, '', 'jianghai keyed hash 1', 32))
  return {
    mac: (text, purpose) => createHmac('sha256', macKey).update(`${purpose}\0${text}`).digest('base64url'),
    close(bytes, owner) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
    },
  }
}
