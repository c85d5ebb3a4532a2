import { readText } from '#kernel/files/index.ts'

const SLOWEST_MS = 60_000

/** The text of a file, typed by its content and parsed in a worker that is killed when it takes over a minute. Refusals of `files`. */
export async function textOfFile(bytes: Uint8Array, name: string): Promise<string> {
  return (await readText(bytes, name, { timeoutMs: SLOWEST_MS })).text
}
