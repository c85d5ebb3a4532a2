import { join } from 'node:path'
import { inOurPlace } from './child.js'
import { root } from './paths.js'
import { orSayWhy, prepare } from './prepare.js'

/**
 * The command line: makes the checkout ready and gives the word to the program itself. Ends the process.
 *
 * @param {string[]} args what stands after `jianghai`
 */
export async function jianghai(args) {
  const asksForHelp = args.includes('--help') || args.includes('-h')
  let program = ''
  const status = await orSayWhy(async () => {
    program = await prepare({ need: 'production', withWeb: args[0] === 'serve' && !asksForHelp })
    return 0
  })
  process.exitCode = status || (await inOurPlace(program, [join(root, 'server', 'src', 'app', 'main.ts'), ...args]))
}
