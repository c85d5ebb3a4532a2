import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { readText } from '../index.ts'
import { docxParts, zipOf } from './packages.ts'

// Reads the files named on its input, one after another, in a process of its own, and prints by how many MiB its memory grew at most.
const named = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(await text(process.stdin)))
await readText(zipOf(docxParts(['甲'])), 'a.docx')
const before = process.resourceUsage().maxRSS
let read = 0
for (const [path, name] of named) {
  await readText(new Uint8Array(readFileSync(path)), name).then(
    () => read++,
    () => read++,
  )
}
process.stdout.write(JSON.stringify({ grown: Math.round((process.resourceUsage().maxRSS - before) / 1024), read }))
