import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Extraction, Fact } from '#contract/extraction.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { readText } from '#kernel/files/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { extractPage } from '../../intake/index.ts'
import { type Command, type Io, Usage } from '../io.ts'
import { dayGiven } from './workdays.ts'

export const extract: Command = {
  name: 'extract',
  usage: 'extract FILE [--issue-date D] [--json]',
  zh: '读一个版面（txt、md、docx、pdf、html），列出文章和事实，不保存',
  en: 'reads one page (txt, md, docx, pdf, html), prints its articles and facts, stores nothing',
  options: {
    'issue-date': { type: 'string', zh: '出版日期 YYYY-MM-DD', en: 'the issue date, YYYY-MM-DD' },
    json: { type: 'boolean', zh: '给出一份 JSON', en: 'prints one JSON document' },
  },
  async run({ positionals: [path, ...rest], values }, io) {
    if (path === undefined || rest.length > 0) throw new Usage('extract FILE')
    const given = values['issue-date']
    const issueDate = typeof given === 'string' ? dayGiven(given) : null
    const { text } = await readText(await bytesOf(path), basename(path))
    const read = extractPage(text, { name: basename(path), issueDate })
    io.print(values.json ? JSON.stringify(read) : inWords(read, io))
  },
}

/** A file's bytes, or a refusal that names it. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw refuse('app.file-not-found', { path })
    if (hasCode(error, 'EISDIR', 'EACCES', 'EPERM'))
      throw refuse('app.file-unreadable', { path, why: error instanceof Error ? error.message : '' })
    throw error
  }
}

function inWords({ issueDate, articles }: Extraction, { language }: Io): string {
  const zh = language === 'zh'
  const head = zh
    ? `出版日期：${issueDate.value ?? '未知'}（${issueDate.basis}）`
    : `Issue date: ${issueDate.value ?? 'not known'} (${issueDate.basis})`
  const blocks = articles.map(article => {
    const by = article.bylines.map(({ role, name }) => `${role}${name}`).join('、')
    const lines = article.facts.map(fact => `  ${fact.confidence.toFixed(2)} ${fact.kind.padEnd(12)} ${gist(fact)}`)
    return [`\n${article.kicker ? `${article.kicker}\n` : ''}${article.title}${by ? `（${by}）` : ''}`, ...lines].join(
      '\n',
    )
  })
  return [head, ...blocks].join('\n')
}

/** A fact in one line. */
function gist(fact: Fact): string {
  switch (fact.kind) {
    case 'person':
      return [fact.organisation, fact.post, fact.name].filter(Boolean).join(' ')
    case 'organisation':
    case 'place':
      return `${fact.name}（${fact.type}）`
    case 'event':
      return [fact.dateText, fact.name].filter(Boolean).join(' ')
    case 'project':
      return [fact.name, fact.stage].filter(Boolean).join(' · ')
    case 'agreement':
      return `${fact.parties.join('、')}：${fact.subject}`
    case 'figure':
      return `${fact.subject} ${fact.indicator} ${fact.comparison ?? ''} ${fact.bound ?? ''}${fact.value}${fact.unit}`
    case 'task':
      return [fact.assignee, fact.what].filter(Boolean).join('：')
    case 'agenda-item':
      return `${fact.order}. ${fact.item}`
  }
}
