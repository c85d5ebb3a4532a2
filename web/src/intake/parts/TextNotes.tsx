import { useSentence } from '#ui/language/sentences.ts'
import type { PageDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'

/** What to know of a page's text before trusting what it looks like; nothing of a usual page. */
export function TextNotes({ page }: { page: PageDetail }) {
  const sentence = useSentence()
  const say = useIntakeWords()
  const { notes, pictures } = page
  if (notes.length === 0 && pictures === null) return null
  return (
    <div className="note">
      <ul>
        {pictures && <li>{say('pictures', { total: pictures.total, numbers: runsOf(pictures.numbers) })}</li>}
        {notes.map(({ code, count }) => (
          <li key={code}>{sentence(`intake.note.${code}`, { count })}</li>
        ))}
      </ul>
    </div>
  )
}

/** Numbers in order, those that follow each other as runs: 2、5–9. */
function runsOf(numbers: readonly number[]): string {
  const runs: Array<[number, number]> = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run && number === run[1] + 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join('、')
}
