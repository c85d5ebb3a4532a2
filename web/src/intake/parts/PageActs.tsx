import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { Dialog } from '#ui/Dialog.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { type PageDetail, pageRow } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { IssueDate } from './IssueDate.tsx'

/** What concerns the page as a whole: its issue date, whether it is internal, taking it down. */
export function PageActs({ page, onClose }: { page: PageDetail; onClose: () => void }) {
  const say = useIntakeWords()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [openReason, setOpenReason] = useState('')
  const describe = useCommand({ path: `/intake/pages/${page.id}`, method: 'PUT', gives: pageRow })
  const withdraw = useCommand({
    path: `/intake/pages/${page.id}/withdrawal`,
    gives: z.object({ id: z.string() }),
    onDone: () => void navigate({ to: '/intake' }),
  })
  const mayDescribe = page.may.includes('intake.describe')
  return (
    <Dialog title={page.name} onClose={onClose}>
      {mayDescribe ? <IssueDate page={page} /> : <p className="s">{page.issueDate ?? say('date-open')}</p>}
      {mayDescribe && !page.internal && (
        <div className="acts">
          <button
            type="button"
            className="btn"
            disabled={describe.isRunning}
            onClick={() => void describe.run({ version: page.version, internal: true })}
          >
            {say('mark-internal')}
          </button>
        </div>
      )}
      {mayDescribe && page.internal && (
        <form
          className="fact-form"
          onSubmit={event => {
            event.preventDefault()
            void describe.run({ version: page.version, internal: false, reason: openReason.trim() })
          }}
        >
          <p className="xs q">{say('open-note')}</p>
          <label className="fact-field">
            <span>{say('open-reason')}</span>
            <input value={openReason} maxLength={500} onChange={event => setOpenReason(event.target.value)} />
          </label>
          <div className="acts">
            <button type="submit" className="btn" disabled={describe.isRunning || openReason.trim() === ''}>
              {say('mark-open')}
            </button>
          </div>
        </form>
      )}
      {describe.problem && <FaultNote problem={describe.problem} act="write" />}
      {page.may.includes('intake.withdraw-page') && (
        <form
          className="fact-form"
          onSubmit={event => {
            event.preventDefault()
            void withdraw.run({ version: page.version, reason: reason.trim() })
          }}
        >
          <p className="xs q">{say('withdraw-page-note')}</p>
          <label className="fact-field">
            <span>{say('withdraw-page-reason')}</span>
            <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
          </label>
          {withdraw.problem && <FaultNote problem={withdraw.problem} act="write" />}
          <div className="acts">
            <button type="submit" className="btn" disabled={withdraw.isRunning || reason.trim() === ''}>
              {say('withdraw-page')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
