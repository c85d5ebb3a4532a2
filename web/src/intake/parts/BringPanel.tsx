import { useEffect, useRef, useState } from 'react'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Section } from '#ui/Section.tsx'
import { useIntakeWords } from '../words.ts'
import { BringingLine } from './BringingLine.tsx'
import type { useBringing } from './useBringing.ts'

export const fileKinds = ['.txt', '.md', '.html', '.htm', '.docx', '.pdf', '.xlsx', '.csv', '.tsv'] as const

/** Where pages come in: files by dropping or choosing, text by pasting; below, each with how far it is. */
export function BringPanel({ bringing }: { bringing: ReturnType<typeof useBringing> }) {
  const say = useIntakeWords()
  const picker = useRef<HTMLInputElement>(null)
  const [isPasting, setPasting] = useState(false)
  return (
    <Section title={say('bring')} aside={say('kinds')}>
      <p className="s bring-how">
        {say('bring-how')}
        <button type="button" className="btn" onClick={() => picker.current?.click()}>
          {say('choose')}
        </button>
        <button type="button" className="btn" aria-expanded={isPasting} onClick={() => setPasting(before => !before)}>
          {say('paste')}
        </button>
        <label className="bring-internal" title={say('bring-internal-note')}>
          <input
            type="checkbox"
            checked={bringing.isInternal}
            onChange={event => bringing.setInternal(event.target.checked)}
          />
          {say('bring-internal')}
        </label>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={fileKinds.join(',')}
          aria-label={say('choose')}
          onChange={event => {
            bringing.bringFiles([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </p>
      {bringing.isInternal && <p className="xs q bring-internal-note">{say('bring-internal-note')}</p>}
      {isPasting && (
        <Paste
          onRead={(text, name, told) => {
            bringing.bringText(text, name, told)
            setPasting(false)
          }}
        />
      )}
      {bringing.lines.length > 0 && (
        <ul className="bringing">
          {bringing.lines.map(line => (
            <BringingLine key={line.key} line={line} bringing={bringing} />
          ))}
        </ul>
      )}
    </Section>
  )
}

type PasteProps = {
  onRead: (text: string, name: string, told: { publication?: string; page?: string; issueDate?: string | null }) => void
}

function Paste({ onRead }: PasteProps) {
  const say = useIntakeWords()
  const box = useRef<HTMLTextAreaElement>(null)
  // It was just asked for.
  useEffect(() => box.current?.focus(), [])
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [publication, setPublication] = useState('')
  const [page, setPage] = useState('')
  const [issueDate, setIssueDate] = useState<string | null>(null)
  const firstLine =
    text
      .trimStart()
      .split('\n')[0]
      ?.replace(/^#+\s*/, '')
      // A name holds nothing unseen or turning; the text keeps it.
      .replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, '')
      .slice(0, 40) ?? ''
  return (
    <form
      className="paste"
      onSubmit={event => {
        event.preventDefault()
        onRead(text, name.trim() || firstLine, {
          issueDate,
          ...(publication.trim() === '' ? {} : { publication: publication.trim() }),
          ...(page.trim() === '' ? {} : { page: page.trim() }),
        })
      }}
    >
      <label>
        <span>{say('paste-label')}</span>
        <textarea rows={10} value={text} ref={box} lang="zh-CN" onChange={event => setText(event.target.value)} />
      </label>
      <div className="paste-row">
        <label>
          <span>{say('paste-name')}</span>
          <input value={name} maxLength={200} placeholder={firstLine} onChange={event => setName(event.target.value)} />
        </label>
        <label>
          <span>{say('publication')}</span>
          <input value={publication} maxLength={120} onChange={event => setPublication(event.target.value)} />
        </label>
        <label className="short">
          <span>{say('publication-page')}</span>
          <input value={page} maxLength={120} onChange={event => setPage(event.target.value)} />
        </label>
        <label className="short" htmlFor="paste-issued">
          <span>{say('issue-date')}</span>
          <DayInput id="paste-issued" value={issueDate} onChange={setIssueDate} />
        </label>
      </div>
      <p className="xs q">{say('issue-date-help')}</p>
      <button type="submit" className="btn p big" disabled={text.trim() === ''}>
        {say('paste-read')}
      </button>
    </form>
  )
}
