import { z } from 'zod'
import { readMechanisms } from '#kernel/mechanisms.ts'

const step = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Words of pages that say this stage was reached. */
  words: z.array(z.string()),
  checklist: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).default([]),
})
const body = z.object({ stages: z.array(step).min(2), ends: z.array(step) })

/** The stages in force; a project's stage keeps the name and version it was recognised under. */
export const stageRules = (() => {
  const read = readMechanisms('project-stages', body).get('default')
  if (!read) throw new Error('mechanisms/project-stages/default.json is missing')
  return read
})()
