import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.js'
import { install } from './npm.js'
import { root } from './paths.js'
import { withProgress } from './progress.js'
import { Stop } from './say.js'

/**
 * What a run needs: to serve, the packages the product runs on; to test, the tools as well.
 *
 * @typedef {'production' | 'everything'} Need
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[], libc?: string[], link?: boolean }} Entry
 */

const lockFile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
/** Written after a complete installation, and only then: says of which lock file it is. */
const marker = join(modules, '.jianghai-lock')

/**
 * Sees that the packages of the lock file are installed, and installs them where they are not.
 *
 * `npm ci` would be the command for it, but it refuses a lock file that was made where the registry did not have the binaries of
 * every other platform. `npm install` into an empty folder takes the same versions by the same integrity and asks for what
 * the lock file does not know of this platform; what it did is then compared with the lock file.
 *
 * @param {string} node @param {Need} need
 */
export async function packages(node, need) {
  if (isMarked(need) || adopt(need)) return
  await alone(async () => {
    if (isMarked(need) || adopt(need)) return
    const all = need === 'everything' || hasTools()
    const wanted = Object.entries(lockedPackages()).filter(([, entry]) => belongsHere(entry) && (all || !entry.dev))
    const command = ['install', '--no-save', ...(all ? [] : ['--omit=dev'])]
    await withProgress(
      { zh: '安装依赖', en: 'Installing packages' },
      () => {
        rmSync(modules, { recursive: true, force: true })
        return install(node, command, root)
      },
      () => ({
        done: wanted.filter(([path]) => existsSync(join(root, path, 'package.json'))).length,
        total: wanted.length,
      }),
    )
    if (!isComplete(all)) {
      throw new Stop({
        zh: '安装的依赖与 package-lock.json 不一致：请恢复这两个文件的原样后再运行。',
        en: 'What was installed is not what package-lock.json names: restore package.json and package-lock.json and run it again.',
      })
    }
    mark(all ? 'everything' : 'production')
  })
}

/** @param {Need} need */
function isMarked(need) {
  try {
    const { lock, installed } = JSON.parse(readFileSync(marker, 'utf8'))
    return lock === hashOfLock() && (installed === 'everything' || need === 'production')
  } catch {
    return false
  }
}

/** @param {Need} installed */
function mark(installed) {
  writeFileSync(`${marker}.new`, JSON.stringify({ lock: hashOfLock(), installed }))
  renameSync(`${marker}.new`, marker)
}

/**
 * Accepts what a developer installed with npm itself: npm leaves a list of what it put there, which must name every package of the
 * lock file in the locked version, each present. So a checkout in use is not emptied and filled again.
 *
 * @param {Need} need
 */
function adopt(need) {
  const found = isComplete(true) ? 'everything' : isComplete(false) ? 'production' : undefined
  if (!found || (need === 'everything' && found === 'production')) return false
  try {
    mark(found)
  } catch {
    // A checkout that only its owner may write to works all the same; it is merely looked through at every start.
  }
  return true
}

/** Whether every package of the lock file stands there in its version; those for one platform only are left out. @param {boolean} withTools */
function isComplete(withTools) {
  const installed = installedPackages()
  return Object.entries(lockedPackages())
    .filter(([, entry]) => !entry.optional && !entry.devOptional && (withTools || !entry.dev))
    .every(
      ([path, { version }]) => installed[path]?.version === version && existsSync(join(root, path, 'package.json')),
    )
}

/** Whether the tools of developers are installed now; they are then not taken away. */
function hasTools() {
  const installed = installedPackages()
  return Object.entries(lockedPackages()).some(([path, entry]) => entry.dev && !entry.optional && path in installed)
}

/** @returns {Record<string, Entry>} */
function installedPackages() {
  try {
    return JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages
  } catch {
    return {}
  }
}

/** @returns {Record<string, Entry>} */
function lockedPackages() {
  const { '': _self, ...rest } = JSON.parse(lockText()).packages
  return rest
}

function hashOfLock() {
  return createHash('sha256').update(lockText()).digest('hex')
}

function lockText() {
  try {
    return readFileSync(lockFile, 'utf8')
  } catch {
    throw new Stop({
      zh: `${root} 不是完整的程序目录：缺少 package-lock.json。`,
      en: `${root} is not a complete copy of this program: package-lock.json is missing.`,
    })
  }
}

/** @param {Entry} entry */
function belongsHere(entry) {
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ here) => !list || list.includes(here)
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, 'glibc')
}
