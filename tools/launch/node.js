import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './lock.js'
import { install } from './npm.js'
import { root, runtime } from './paths.js'
import { withProgress } from './progress.js'
import { Stop } from './say.js'

/** From 24.3 on, Node runs TypeScript without a warning on every start. */
const oldest = [24, 3]

/**
 * A Node that is new enough: this one, or the one brought earlier, or one fetched now from the package registry.
 *
 * @returns {Promise<string>} the path of its program
 */
export async function node() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const kept = brought()
  if (kept) return kept
  return alone(async () => brought() ?? (await fetchNode()))
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = oldest
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}

/** The Node that stands in `.runtime`, if it is there whole. @param {string} [folder] */
function brought(folder = join(runtime, 'node_modules')) {
  if (!existsSync(folder)) return undefined
  for (const name of readdirSync(folder).filter(each => each.startsWith('node-'))) {
    for (const program of ['node', 'node.exe']) {
      const path = join(folder, name, 'bin', program)
      if (existsSync(path)) return path
    }
  }
  return undefined
}

/**
 * Fetches the platform's package, held by the integrity in `runtimes.json`: a plain binary without install scripts.
 * It is unpacked aside, tried, and only then put in its place, so that an interruption leaves nothing half done.
 */
async function fetchNode() {
  /** @type {Record<string, { name: string, version: string, integrity: string }>} */
  const runtimes = JSON.parse(readFileSync(join(root, 'tools', 'launch', 'runtimes.json'), 'utf8'))
  const wanted = runtimes[`${process.platform}-${process.arch}`]
  if (!wanted) throw noneFor()
  const aside = join(runtime, 'incoming')
  try {
    rmSync(aside, { recursive: true, force: true })
    mkdirSync(aside, { recursive: true })
    const dependencies = { [wanted.name]: wanted.version }
    const packages = { '': { dependencies }, [`node_modules/${wanted.name}`]: wanted }
    writeFileSync(join(aside, 'package.json'), JSON.stringify({ private: true, dependencies }))
    writeFileSync(join(aside, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }))
    await withProgress(
      {
        zh: `取得 Node ${wanted.version}（本机是 ${process.version}）`,
        en: `Fetching Node ${wanted.version} (this machine has ${process.version})`,
      },
      () => install(process.execPath, ['ci'], aside),
    )
    const program = brought(join(aside, 'node_modules'))
    if (!program || spawnSync(program, ['--version']).status !== 0) throw noneFor()
    rmSync(join(runtime, 'node_modules'), { recursive: true, force: true })
    renameSync(join(aside, 'node_modules'), join(runtime, 'node_modules'))
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  const program = brought()
  if (!program) throw new Error('the runtime vanished')
  return program
}

function noneFor() {
  const here = `${process.platform} ${process.arch}`
  return new Stop({
    zh: `没有能在本平台（${here}）运行的 Node 24 安装包：请自行安装 Node 24 后再运行。`,
    en: `There is no package of Node 24 that runs on this platform (${here}): install Node 24 and run it again.`,
  })
}
