import { useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { type Problem, useApi } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { base64Of, useDropFiles } from '#ui/useDropFiles.tsx'
import { type Bank, type BankReport, bankImported, bankReport, useBank } from './api.ts'
import { useBankWords } from './bankWords.ts'
import { BankReportTable } from './parts/BankReportTable.tsx'
import './parts/participation.css'

const kinds = ['.xlsx', '.csv']

/** A question bank brought in from a table: checked, looked at, then kept. */
export function ImportBankPage() {
  return <Import bank={null} />
}

/** The next version of a bank there is. */
export function ImportVersionPage() {
  const { data, error, refetch } = useBank(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Import bank={data} /> : <Loading rows={6} />
}

type Checked = { file: { name: string; base64: string }; report: BankReport }

function Import({ bank }: { bank: Bank | null }) {
  const say = useBankWords()
  const api = useApi()
  const [checked, setChecked] = useState<Checked | null>(null)
  const check = useCommand({ path: '/participation/banks/check', gives: bankReport })
  const look = async (chosen: File | undefined) => {
    if (!chosen) return
    setChecked(null)
    const file = { name: chosen.name, base64: await base64Of(chosen) }
    const report = await check.run(file)
    if (report) setChecked({ file, report })
  }
  const { veil } = useDropFiles({ onFiles: ([first]) => void look(first), kinds, enabled: !check.isRunning })
  return (
    <>
      <PageHead
        title={say(bank ? 'import-next' : 'import')}
        lead={say(bank ? 'next-lead' : 'import-lead')}
        crumb={
          <>
            <Link to="/participation/banks">{say('title')}</Link>
            {bank && <Link to={`/participation/banks/${bank.id}`}>{bank.titleZh}</Link>}
          </>
        }
        aside={
          <a className="btn" href={api.href('/participation/banks/template')} download>
            {say('template')}
          </a>
        }
      />
      <label className={checked ? 'btn big quiz-file' : 'btn p big quiz-file'}>
        {say(check.isRunning ? 'checking' : checked ? 'choose-other' : 'choose')}
        <input
          type="file"
          className="vh"
          accept={kinds.join(',')}
          disabled={check.isRunning}
          onChange={event => {
            void look(event.target.files?.[0])
            // The same file, mended, may be chosen again.
            event.target.value = ''
          }}
        />
      </label>
      <p className="xs qq quiz-under">{say('choose-help')}</p>
      {veil}
      {check.problem && <FaultNote problem={check.problem} act="write" />}
      {checked && <BankReportTable name={checked.file.name} report={checked.report} />}
      {checked?.report.errors === 0 && <Keep key={checked.file.base64.length} bank={bank} file={checked.file} />}
    </>
  )
}

function Keep({ bank, file }: { bank: Bank | null; file: Checked['file'] }) {
  const say = useBankWords()
  const navigate = useNavigate()
  const command = useCommand({
    path: bank ? `/participation/banks/${bank.id}/versions` : '/participation/banks',
    gives: bankImported,
    onDone: ({ id }) => void navigate({ to: `/participation/banks/${id}` }),
  })
  const act = { problem: command.problem, isRunning: command.isRunning }
  return (
    <Section title={say(bank ? 'keep-next' : 'keep')}>
      {bank ? (
        <NextForm {...act} send={label => command.run({ version: bank.version, label, file })} />
      ) : (
        <CommandForm<{ titleZh: string; titleEn: string; label: string }>
          onSubmit={values => command.run({ ...values, file })}
          {...act}
          act={say('keep')}
        >
          <Field name="titleZh" label={say('title-zh')}>
            <Input maxLength={80} />
          </Field>
          <Field name="titleEn" label={say('title-en')}>
            <Input maxLength={120} />
          </Field>
          <Field name="label" label={say('label')} width="post" help={say('label-help')}>
            <Input maxLength={40} />
          </Field>
        </CommandForm>
      )}
    </Section>
  )
}

type NextProps = { problem: Problem | null; isRunning: boolean; send: (label: string) => Promise<unknown> }

function NextForm({ send, ...act }: NextProps) {
  const say = useBankWords()
  return (
    <CommandForm<{ label: string }> onSubmit={({ label }) => send(label)} {...act} act={say('keep-next')}>
      <Field name="label" label={say('label')} width="post" help={say('label-help')}>
        <Input maxLength={40} />
      </Field>
    </CommandForm>
  )
}
