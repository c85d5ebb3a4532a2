import type { Evidence } from '#contract/kernel.ts'
import { formatDay } from '../days/days.ts'
import type { Language } from '../language/language.ts'

type SourceEvidence = Extract<Evidence, { kind: 'source' }>

/** Where a span stands in words: paper, day, page, characters. Characters count from 1, both ends included. */
export function whereOf(
  { source, start, end }: Pick<SourceEvidence, 'source' | 'start' | 'end'>,
  language: Language,
): string {
  const name = source.publication ?? source.name
  const date = source.issueDate === null ? null : formatDay(source.issueDate, language)
  const characters = language === 'zh' ? `第${start + 1}至${end}字` : `characters ${start + 1}–${end}`
  if (language === 'zh') return `${name}${date ?? '（日期未填）'}${source.page ?? ''}，${characters}`
  return [name, date ?? 'no date', source.page, characters].filter(part => part !== null).join(', ')
}

/** A citation to paste into a document: what, how much, the exact words and where they stand. */
export function citation(label: string, quantity: string, evidence: Evidence | undefined, language: Language): string {
  const head = language === 'zh' ? `${label}：${quantity}` : `${label}: ${quantity}`
  if (evidence?.kind !== 'source') return head
  const where = whereOf(evidence, language)
  return language === 'zh' ? `${head}。“${evidence.text}”（${where}）` : `${head}. “${evidence.text}” (${where})`
}

/** Copies a text; where the clipboard is closed to pages (plain HTTP), through a selection. Tells whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'vh'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}
