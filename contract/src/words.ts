import * as accounts from './words/accounts.ts'
import * as app from './words/app.ts'
import * as backup from './words/backup.ts'
import * as citizens from './words/citizens.ts'
import * as draws from './words/draws.ts'
import * as files from './words/files.ts'
import * as gatherings from './words/gatherings.ts'
import * as indicators from './words/indicators.ts'
import * as intake from './words/intake.ts'
import * as jobs from './words/jobs.ts'
import * as kernel from './words/kernel.ts'
import * as mail from './words/mail.ts'
import * as matters from './words/matters.ts'
import * as model from './words/model.ts'
import * as participation from './words/participation.ts'
import * as projects from './words/projects.ts'
import * as promises from './words/promises.ts'
import * as publishing from './words/publishing.ts'
import * as questionBank from './words/questionBank.ts'
import * as registry from './words/registry.ts'
import * as sources from './words/sources.ts'
import * as time from './words/time.ts'

export type Language = 'zh' | 'en'
type Words = { zh: Readonly<Record<string, string>>; en: Readonly<Record<string, string>> }

const lists: readonly Words[] = [
  accounts,
  app,
  backup,
  citizens,
  draws,
  files,
  gatherings,
  indicators,
  intake,
  jobs,
  kernel,
  mail,
  matters,
  model,
  participation,
  projects,
  promises,
  publishing,
  questionBank,
  registry,
  sources,
  time,
]

/** Every sentence for a refusal, by its code; one list, read by the web and by the command line. */
export const refusalWords: Words = {
  zh: Object.assign({}, ...lists.map(list => list.zh)),
  en: Object.assign({}, ...lists.map(list => list.en)),
}

/** The sentence for a code with its values put in; a code nobody worded is shown as it is, so that it can be reported. */
export function sentenceOf(
  language: Language,
  code: string,
  params: Readonly<Record<string, string | number | null>>,
): string {
  const template = refusalWords[language][code]
  if (template === undefined) return language === 'zh' ? `不能这样办（${code}）。` : `Not possible (${code}).`
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '—'))
}
