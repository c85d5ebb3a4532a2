import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { readText } from '../index.ts'
import { docxParts, zipOf } from './packages.ts'

let seen = 0
// Reads the files named on its input, one after another, in a process of its own, and prints by how many MiB its memory grew at most.
const named = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(await text(process.stdin)))
await readText(zipOf(docxParts(['甲'])), 'a.docx')
const before = most()
const looking = setInterval(most, 5)
let read = 0
for (const [path, name] of named) {
  await readText(new Uint8Array(readFileSync(path)), name).then(
    () => read++,
    () => read++,
  )
}
clearInterval(looking)
process.stdout.write(JSON.stringify({ grown: Math.round((most() - before) / 1024 / 1024), read }))

/** The most memory so far, in bytes: as the kernel kept it where it does, else as seen at the moments of looking. */
function most(): number {
  const kept = existsSync('/proc/self/status') && /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  seen = Math.max(seen, process.memoryUsage.rss(), kept ? Number(kept[1]) * 1024 : 0)
  return seen
}
