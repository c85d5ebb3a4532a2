import type { Command } from '../io.ts'
import { backup } from './backup.ts'
import { drawRun, drawVerify } from './draw.ts'
import { extract } from './extract.ts'
import { importFiles } from './import.ts'
import { logVerify } from './logVerify.ts'
import { pack } from './pack.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import { workdays } from './workdays.ts'

/** The commands of the command line, in the order help shows them. */
export const commands: readonly Command[] = [
  serve,
  extract,
  importFiles,
  pack,
  workdays,
  drawRun,
  drawVerify,
  logVerify,
  backup,
  restore,
]
