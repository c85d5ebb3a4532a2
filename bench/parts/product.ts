import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const program = join(root, 'server/src/app/main.ts')

/** Starts the product on a data directory with the embedded database; resolves when it has answered its page and the sign-in's accounts. */
export async function startProduct(directory: string): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [program, 'serve', '--data', directory, '--port', '0'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the product ended with ${code}:\n${said}`)))
    child.stderr.setEncoding('utf8').on('data', chunk => {
      said += chunk
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    })
  })
  const answers = await Promise.all(['/', '/api/session/demonstration'].map(path => fetch(`${url}${path}`)))
  if (answers.some(answer => !answer.ok)) throw new Error(`the product answered ${answers.map(({ status }) => status)}`)
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}
