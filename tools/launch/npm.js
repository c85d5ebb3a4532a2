import { spawn } from 'node:child_process'
import { accessSync, constants, createWriteStream, existsSync, mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { runtime } from './paths.js'
import { Stop } from './say.js'

/**
 * Installs packages by an npm command that does so.
 *
 * Without a network npm tries each package again and again for many minutes before it gives up: so one question is asked first,
 * and where it gets no answer the packages must come from npm's cache, at once, or not at all.
 *
 * @param {string} node @param {readonly string[]} command @param {string} cwd
 */
export async function install(node, command, cwd) {
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=20000']
  const silence = await npm(node, ['view', 'zod', 'version', ...patience], cwd).then(
    () => undefined,
    error => error,
  )
  try {
    // No package's install script is run: none that the product runs on has one, and the one of the test server's PostgreSQL
    // only sets links, which server/src/testing/postgresBinaries.ts sees to.
    await npm(node, [...command, '--ignore-scripts', ...(silence ? ['--offline'] : [])], cwd)
  } catch (error) {
    throw silence ?? error
  }
}

/**
 * Runs npm by the given Node (an older one makes npm choose older packages without saying so) and waits for it.
 * What npm says is kept in `.runtime/install.log`; when it fails, the sentence holds the error line that says why.
 *
 * @param {string} node @param {readonly string[]} args @param {string} cwd
 */
async function npm(node, args, cwd) {
  const log = join(runtime, 'install.log')
  mkdirSync(runtime, { recursive: true })
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    // A network whose gateway signs with a certificate of its own: the machine's Node may trust it where a fetched one would not.
    NODE_USE_SYSTEM_CA: '1',
    ...cacheOf(process.env),
  }
  const cli = npmCli()
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=warn']
  // A shell script that starts npm in a way of its own finds the right Node because it stands first in PATH.
  const [program, first] = cli.endsWith('.js') ? [node, [cli]] : [cli, []]
  const child = spawn(program, [...first, ...args, ...quiet], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })

  const file = createWriteStream(log)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      file.write(chunk)
      said = (said + chunk).slice(-20_000)
    })
  }
  const stop = () => child.kill('SIGTERM')
  process.once('exit', stop)
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  process.off('exit', stop)
  file.end()
  if (status === 0) return

  const why = lastError(said) || `npm: ${status}`
  throw new Stop({
    zh: `安装未完成：${why}（详见 ${log}）。请检查网络后再运行一次，会从头补齐。`,
    en: `The installation did not finish: ${why} (see ${log}). Check the network and run it again; it repairs itself.`,
  })
}

/**
 * npm's own program: of the npm that runs us, else of the first npm in PATH, else of this Node.
 *
 * @returns {string}
 */
function npmCli() {
  const given = process.env.npm_execpath
  if (given && basename(given) === 'npm-cli.js' && existsSync(given)) return given
  const beside = (/** @type {string} */ folder) => [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const folder of [...folders, dirname(process.execPath)]) {
    const command = join(folder, 'npm')
    if (existsSync(command)) {
      const real = realpathSync(command)
      if (real.endsWith('.js')) return real
    }
    const found = beside(folder).find(path => existsSync(path))
    if (found) return found
    if (existsSync(command)) return command
  }
  throw new Stop({
    zh: '找不到 npm：首次运行需要它来安装依赖，请先安装（Debian：apt install npm）。',
    en: 'npm was not found: the first run needs it to install what this program is made of. Install it first (Debian: apt install npm).',
  })
}

/** A cache of our own where the home folder is missing or may not be written, as for service accounts. @param {NodeJS.ProcessEnv} env */
function cacheOf(env) {
  const usual = env.npm_config_cache ?? join(homedir(), process.platform === 'win32' ? 'npm-cache' : '.npm')
  try {
    mkdirSync(usual, { recursive: true })
    accessSync(usual, constants.W_OK)
    return {}
  } catch {
    return { npm_config_cache: join(runtime, 'npm-cache') }
  }
}

/** The line that says why, of all that npm prints when it fails. @param {string} said */
function lastError(said) {
  const lines = said
    .split('\n')
    .filter(line => /^npm (error|ERR!)/.test(line))
    .map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter(line => line && !/^(code|errno|syscall|A complete log|path|cwd|command)\b/.test(line))
  return lines[0]?.slice(0, 200)
}
