import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/* The inventory of cryptography, docs/security/cryptography.yaml, held to the sources (ASVS 5.0 chapter 11). */

const root = join(import.meta.dirname, '../../..')
const entry = z.strictObject({
  file: z.string(),
  uses: z.array(z.string()).min(1),
  algorithms: z.array(z.string()),
  for: z.string().min(3),
})
const inventory = z.array(entry).parse(parse(readFileSync(join(root, 'docs/security/cryptography.yaml'), 'utf8')))

/**
 * What may be used at all; SHA-1 only inside codes by time (RFC 6238 section 1.2), which authenticator applications speak, and MD5 only to
 * compute draws of RFC 3797 again, which protects nothing.
 */
const approved = ['sha256', 'sha512', 'aes-256-gcm', 'ed25519', 'scrypt', 'bls12_381']
const onlyThere: Readonly<Record<string, string>> = {
  sha1: 'server/src/kernel/accounts/totp.ts',
  md5: 'server/src/kernel/draws/hashes.ts',
}
const sources = ['node:crypto', 'better-auth/crypto', '@noble']

/** The names a source imports from where cryptography comes from, and the names of algorithms that stand in it. */
function usedIn(text: string): { uses: string[]; algorithms: string[] } {
  const uses = [
    ...text.matchAll(/import (?!type )\{([^}]*)\} from '(?:node:crypto|better-auth\/crypto|@noble\/[^']+)'/g),
  ].flatMap(([, names = '']) =>
    names
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== '' && !name.startsWith('type ')),
  )
  const algorithms = [
    ...text.matchAll(
      /'(md[45]|sha-?1|sha-?(?:224|256|384|512)|aes-[\w-]+|des[\w-]*|rc4|ed25519|rsa|ripemd\w*|chacha[\w-]*)'/gi,
    ),
  ].map(([, name = '']) => name.toLowerCase())
  // Of the library that is plain JavaScript, each algorithm is a name of its own.
  algorithms.push(...uses.filter(name => ['scrypt', 'md5', 'sha256', 'bls12_381'].includes(name)))
  return { uses: [...new Set(uses)].toSorted(), algorithms: [...new Set(algorithms)].toSorted() }
}

/** What in a source does not fit what is said of it. */
function faultsOf(file: string, text: string, said: z.infer<typeof entry> | undefined): string[] {
  const { uses, algorithms } = usedIn(text)
  const faults: string[] = []
  if (/\bMath\.random\b/.test(text)) faults.push(`${file}: Math.random`)
  if (/from '(?:crypto|crypto-js|bcrypt\w*|argon2|tweetnacl|jsonwebtoken|jose|node-forge|uuid|nanoid)'/.test(text))
    faults.push(`${file}: cryptography from elsewhere`)
  if (uses.length === 0) return faults
  if (JSON.stringify(said?.uses.toSorted()) !== JSON.stringify(uses)) faults.push(`${file} uses ${uses.join(', ')}`)
  if (JSON.stringify(said?.algorithms.toSorted()) !== JSON.stringify(algorithms))
    faults.push(`${file} names ${algorithms.join(', ')}`)
  for (const name of algorithms)
    if (!approved.includes(name) && onlyThere[name] !== file) faults.push(`${file}: ${name} is not approved`)
  return faults
}

function* sourcesBelow(directory: string): Generator<string> {
  for (const each of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, each.name)
    if (each.isDirectory() && !['testing', 'node_modules', 'dist'].includes(each.name)) yield* sourcesBelow(path)
    else if (/\.tsx?$/.test(each.name) && !/\.test\.tsx?$/.test(each.name)) yield path
  }
}

describe('the inventory of cryptography', () => {
  const files = ['server/src', 'contract/src', 'web/src'].flatMap(each => [...sourcesBelow(join(root, each))])
  const texts = new Map(files.map(path => [relative(root, path), readFileSync(path, 'utf8')]))

  it('names every source that uses any, with what it uses and the algorithms, all of them approved', () => {
    const said = new Map(inventory.map(each => [each.file, each]))
    expect([...texts].flatMap(([file, text]) => faultsOf(file, text, said.get(file)))).toEqual([])
    expect(inventory.map(({ file }) => file).filter(file => usedIn(texts.get(file) ?? '').uses.length === 0)).toEqual(
      [],
    )
    console.log(`cryptography: ${inventory.length} sources of ${files.length}, from ${sources.join(' and ')}`)
  })

  it.each([
    ['an algorithm that is weak', "import { createHash } from 'node:crypto'\ncreateHash('md5')", 'md5 is not approved'],
    [
      'a cipher that is weak',
      "import { createCipheriv } from 'node:crypto'\ncreateCipheriv('aes-128-ecb', k, i)",
      'aes-128-ecb',
    ],
    ['MD5 elsewhere', "import { md5 } from '@noble/hashes/legacy.js'", 'md5 is not approved'],
    ['SHA-1 elsewhere', "import { createHmac } from 'node:crypto'\ncreateHmac('sha1', k)", 'sha1 is not approved'],
    ['chance that can be foretold', 'const code = Math.random()', 'Math.random'],
    ['another library', "import { sign } from 'jsonwebtoken'", 'from elsewhere'],
    ['a source nobody wrote down', "import { randomBytes } from 'node:crypto'", 'uses randomBytes'],
  ])('sees %s', (_, text, fault) => {
    expect(faultsOf('server/src/planted.ts', text, undefined).join('\n')).toContain(fault)
  })
})
