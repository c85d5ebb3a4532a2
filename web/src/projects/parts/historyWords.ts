import type { Language, Say } from '#ui/language/language.ts'
import type { Project } from '../api.ts'
import type { zh } from '../words.ts'

type Entry = Project['history'][number]
const named = [
  'name',
  'code',
  'parentId',
  'batchId',
  'unitId',
  'place',
  'chain',
  'content',
  'stage',
  'stageOn',
  'stageRecognised',
  'problem',
  'draft',
] as const

/** What a version of a project changed, in words. */
export function historyWords(entry: Entry, say: Say<keyof typeof zh>, language: Language): string {
  if (entry.withdrawn) return say('history-withdrawn')
  if (entry.version === 1) return say('history-first')
  const changed = entry.what.split(',')
  const fields = named.filter(field => changed.includes(field)).map(field => say(`field-${field}`))
  return fields.length === 0
    ? say('history-same')
    : say('history-changed', { fields: fields.join(language === 'zh' ? '、' : ', ') })
}
