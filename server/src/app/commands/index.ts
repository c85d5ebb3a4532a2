import type { Command } from '../io.ts'
import { extract } from './extract.ts'
import { logVerify } from './logVerify.ts'
import { serve } from './serve.ts'
import { workdays } from './workdays.ts'

/** The commands of the command line, in the order help shows them. */
export const commands: readonly Command[] = [serve, extract, workdays, logVerify]
