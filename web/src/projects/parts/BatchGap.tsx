import type { BatchRow } from '#contract/projects.ts'
import { useLanguage } from '#ui/language/language.ts'
import { formatNumber, moveDecimal } from '#ui/quantities.ts'
import { useProjectsWords } from '../words.ts'
import { gapOf } from './gap.ts'

type Props = { batch: Pick<BatchRow, 'statedCount' | 'knownCount' | 'statedTotal' | 'knownTotal'> }

/** The gap of a batch in words: 差1个、4.5亿元. */
export function BatchGap({ batch }: Props) {
  const say = useProjectsWords()
  const language = useLanguage()
  const { count, total } = gapOf(batch)
  if (count === null && total === null) return <span className="qq">{say('gap-open')}</span>
  const yi = (value: number) => (language === 'zh' ? formatNumber(value) : moveDecimal(String(value), -1))
  const missing = [
    ...((count ?? 0) > 0 ? [say('gap-count', { count })] : []),
    ...((total ?? 0) > 0 ? [say('gap-total', { total: yi(total ?? 0) })] : []),
  ]
  const over = [
    ...((count ?? 0) < 0 ? [say('gap-over-count', { count: -(count ?? 0) })] : []),
    ...((total ?? 0) < 0 ? [say('gap-over-total', { total: yi(-(total ?? 0)) })] : []),
  ]
  const and = language === 'zh' ? '、' : ', '
  const words = [...(missing.length > 0 ? [say('gap-words', { parts: missing.join(and) })] : []), ...over]
  if (words.length > 0) return <span>{words.join(language === 'zh' ? '，' : '; ')}</span>
  return <span>{say(total === null ? 'gap-none-count' : count === null ? 'gap-none-total' : 'gap-none')}</span>
}
