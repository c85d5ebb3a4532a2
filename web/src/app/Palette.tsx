import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useApi } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import type { Found } from '#ui/room.ts'
import { patched, textsOf } from '#ui/urlState.ts'
import { rail } from './rail.ts'
import { rooms } from './rooms.ts'
import { useAppWords } from './words.ts'

const PAUSE = 200
const EACH = 6

/** Finds a room or a record by a few words. Arrows choose, Enter goes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const say = useAppWords()
  const navigate = useNavigate()
  const list = useId()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const records = useFound(words.trim())

  const asked = words.trim().toLowerCase()
  const lines: Found[] = rail
    .flat()
    .filter(({ isBuilt }) => isBuilt)
    .map(({ name, path }) => ({ id: name, title: say(name), to: path }))
  const shown = [
    ...lines.filter(({ title, id }) => asked === '' || title.toLowerCase().includes(asked) || id.startsWith(asked)),
    ...records,
  ]

  const go = (found: Found | undefined) => {
    if (!found) return
    const [to = '/', query = ''] = found.to.split('?')
    void navigate({
      to,
      search: (before: unknown) =>
        patched(Object.fromEntries(new URLSearchParams(query)), { asOf: textsOf(before).asOf }),
    })
    onClose()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setChosen(at => Math.min(at + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') setChosen(at => Math.max(at - 1, 0))
    else if (event.key === 'Enter') go(shown[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={say('find')} onClose={onClose}>
      <input
        type="text"
        // A search field would take the first Esc to empty itself.
        className="palette-input"
        data-first=""
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={shown[chosen] ? `${list}-${chosen}` : undefined}
        aria-label={say('find')}
        placeholder={say('find-prompt')}
        value={words}
        maxLength={100}
        onKeyDown={press}
        onChange={event => {
          setWords(event.target.value)
          setChosen(0)
        }}
      />
      <div id={list} role="listbox" aria-label={say('find')} className="palette">
        {shown.map((found, index) => (
          <div
            key={found.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // The focus stays in the input, whose keys choose; a press on a line goes there at once.
            tabIndex={-1}
            onClick={() => go(found)}
            onKeyDown={press}
          >
            <span>{found.title}</span>
            {found.note !== undefined && <span className="q">{found.note}</span>}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="xs q">{say('find-nothing', { words: words.trim() })}</p>}
    </Dialog>
  )
}

/** What the rooms find for the words, a moment after the last letter. A room that cannot answer finds nothing. */
function useFound(words: string): readonly Found[] {
  const api = useApi()
  const [found, setFound] = useState<readonly Found[]>([])
  useEffect(() => {
    if (words === '') {
      setFound([])
      return
    }
    const stop = new AbortController()
    const search = async () => {
      const answers = await Promise.allSettled(rooms.map(async room => room.find?.(api, words, stop.signal) ?? []))
      if (!stop.signal.aborted)
        setFound(answers.flatMap(each => (each.status === 'fulfilled' ? each.value.slice(0, EACH) : [])))
    }
    const timer = setTimeout(() => void search(), PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [api, words])
  return found
}
