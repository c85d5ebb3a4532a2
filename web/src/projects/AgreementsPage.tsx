import { Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { CreateAgreement } from '#contract/projects.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { EvidenceDay } from '#ui/evidence/EvidenceDay.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useMay } from '#ui/session.ts'
import { type AgreementRow, agreementRow } from './api.ts'
import { FormDialog } from './parts/FormDialog.tsx'
import { RoomPages } from './parts/RoomPages.tsx'
import { useProjectsWords } from './words.ts'
import './parts/projects.css'

/** Agreements: who signed what with whom, and when. */
export function AgreementsPage() {
  const say = useProjectsWords()
  const { isPast } = useAsOf()
  const mayCreate = useMay('projects.create') && !isPast
  const [isAsking, setAsking] = useState(false)
  const list = useList({ path: '/projects/agreements', row: agreementRow, sort: '-signedOn' })
  return (
    <>
      <PageHead
        title={say('agreements')}
        lead={say('agreements-lead')}
        crumb={<RoomPages here="agreements" />}
        aside={
          mayCreate && (
            <button type="button" className="btn p" onClick={() => setAsking(true)}>
              {say('new-agreement')}
            </button>
          )
        }
      />
      <ListBar list={list} />
      <DataTable
        list={list}
        columns={useColumns()}
        rowKey={row => row.id}
        label={say('agreements')}
        empty={{ why: say(list.isNarrowed ? 'no-agreements-narrowed' : 'no-agreements') }}
      />
      {isAsking && <NewAgreement onClose={() => setAsking(false)} />}
    </>
  )
}

const forms = ['framework', 'strategic', 'cooperation'] as const

function useColumns(): ReadonlyArray<Column<AgreementRow>> {
  const say = useProjectsWords()
  const language = useLanguage()
  // A table may bring the form as a code; what a person wrote stands as it is.
  const formWord = (form: string) => {
    const code = forms.find(each => each === form)
    return code ? say(`form-${code}`) : form
  }
  return [
    {
      key: 'subject',
      head: say('agreement-subject'),
      sort: 'subject',
      cell: row => (
        <>
          {row.subject}
          {row.draft && <span className="tag in-name">{say('draft')}</span>}
        </>
      ),
    },
    { key: 'form', head: say('agreement-form'), width: 152, cell: row => formWord(row.form) },
    {
      key: 'parties',
      head: say('agreement-parties'),
      cell: row => row.parties.join(language === 'zh' ? '、' : ', '),
    },
    {
      key: 'signedOn',
      head: say('signed-on'),
      sort: 'signedOn',
      width: 136,
      cell: row =>
        row.signedOn === null ? (
          <span className="qq">{say('not-given')}</span>
        ) : (
          <EvidenceDay
            day={row.signedOn}
            label={`${row.subject} ${say('signed-on')}`}
            evidence={row.evidence}
            of={{ kind: 'agreement', id: row.id, field: row.evidence === 'source' ? 'subject' : 'signedOn' }}
          />
        ),
    },
    {
      key: 'term',
      head: say('agreement-term'),
      width: 136,
      phone: 'hide',
      cell: row => row.term ?? <span className="qq">{say('not-given')}</span>,
    },
  ]
}

type Written = Omit<CreateAgreement, 'parties'> & { parties: string }

function NewAgreement({ onClose }: { onClose: () => void }) {
  const say = useProjectsWords()
  const command = useCommand({ path: '/projects/agreements', gives: z.object({ id: z.string() }), onDone: onClose })
  const send = ({ parties, ...rest }: Written) => {
    const named = parties
      .split('\n')
      .map(each => each.trim())
      .filter(each => each !== '')
    return command.run({ ...rest, parties: named })
  }
  return (
    <FormDialog title={say('new-agreement')} onClose={onClose}>
      <CommandForm<Written>
        onSubmit={send}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('register')}
      >
        <Field name="subject" label={say('agreement-subject')}>
          <Input maxLength={200} data-first="" />
        </Field>
        <Field name="form" label={say('agreement-form')} width="post" help={say('agreement-form-help')}>
          <Input maxLength={60} />
        </Field>
        <Field name="parties" label={say('agreement-parties')} help={say('agreement-parties-help')}>
          <Input.TextArea rows={3} />
        </Field>
        <Field name="signedOn" label={say('signed-on')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="term" label={say('agreement-term')} width="post" optional>
          <Input maxLength={100} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
