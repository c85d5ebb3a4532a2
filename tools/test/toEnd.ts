import { type SpawnOptions, spawn } from 'node:child_process'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a program to its end and gives its exit status, null when a signal ended it. When this process is told to end, the program is told
 * first and ends as it should (a database server it started goes with it); then this process ends too.
 */
export async function toEnd(program: string, args: readonly string[], options: SpawnOptions): Promise<number | null> {
  const child = spawn(program, args, options)
  let told = false
  const tell = (signal: NodeJS.Signals) => {
    told = true
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, tell)
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (told) process.exit(130)
    return status
  } finally {
    for (const signal of signals) process.off(signal, tell)
  }
}
