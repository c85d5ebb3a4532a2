#!/usr/bin/env node
// What `npm test` runs. Plain JavaScript: it makes the checkout ready under whichever Node is there, and gives over to main.ts under Node 24.
import { join } from 'node:path'
import { inOurPlace } from '../launch/child.js'
import { root } from '../launch/paths.js'
import { orSayWhy, prepare } from '../launch/prepare.js'

let node = ''
const status = await orSayWhy(async () => {
  node = await prepare({ need: 'everything', withWeb: false })
  return 0
})
process.exitCode =
  status || (await inOurPlace(node, [join(root, 'tools', 'test', 'main.ts'), ...process.argv.slice(2)]))
