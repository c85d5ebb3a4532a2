import { useSentence } from '#ui/language/sentences.ts'
import type { PageDetail } from '../api.ts'

/** What to know of a page's text before trusting what it looks like; nothing of a usual page. */
export function TextNotes({ page }: { page: PageDetail }) {
  const sentence = useSentence()
  if (page.notes.length === 0) return null
  return (
    <div className="note">
      <ul>
        {page.notes.map(({ code, count }) => (
          <li key={code}>{sentence(`intake.note.${code}`, { count })}</li>
        ))}
      </ul>
    </div>
  )
}
