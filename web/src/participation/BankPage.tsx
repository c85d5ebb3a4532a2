import { Input } from 'antd'
import { useState } from 'react'
import { useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText, useUrlState } from '#ui/urlState.ts'
import { type Bank, useBank } from './api.ts'
import { useBankWords } from './bankWords.ts'
import { BankQuestions } from './parts/BankQuestions.tsx'
import './parts/participation.css'

/** One question bank: its versions, to read, to print, to change as a table. */
export function BankPage() {
  const { data, error, refetch } = useBank(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Shown bank={data} /> : <Loading rows={10} />
}

function Shown({ bank }: { bank: Bank }) {
  const say = useBankWords()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const [{ version }, setUrl] = useUrlState()
  const [isRenaming, setRenaming] = useState(false)
  const may = (verb: string) => bank.may.includes(`participation.${verb}`) && !isPast
  const shown = bank.versions.find(({ number }) => String(number) === version) ?? bank.versions[0]
  return (
    <>
      <PageHead
        title={language === 'zh' ? bank.titleZh : bank.titleEn}
        lead={bank.label}
        crumb={<Link to="/participation/banks">{say('title')}</Link>}
        aside={
          <>
            {may('rename-bank') && (
              <button type="button" className="btn" onClick={() => setRenaming(true)}>
                {say('rename')}
              </button>
            )}
            {may('import-bank') && (
              <Link className="btn p" to={`/participation/banks/${bank.id}/next`}>
                {say('import-next')}
              </Link>
            )}
          </>
        }
      />
      <Section title={say('versions')}>
        <Versions bank={bank} onShow={number => setUrl({ version: String(number) }, { replace: true })} />
      </Section>
      {shown && <BankQuestions bankId={bank.id} version={shown} />}
      {isRenaming && <Rename bank={bank} onClose={() => setRenaming(false)} />}
    </>
  )
}

function Versions({ bank, onShow }: { bank: Bank; onShow: (number: number) => void }) {
  const say = useBankWords()
  const api = useApi()
  return (
    <table className="plain stack">
      <thead>
        <tr>
          <th scope="col">{say('version')}</th>
          <th scope="col" className="num">
            {say('questions')}
          </th>
          <th scope="col">{say('imported-at')}</th>
          <th scope="col">{say('imported-by')}</th>
          <th scope="col">{say('fingerprint')}</th>
          <th scope="col">{say('downloads')}</th>
        </tr>
      </thead>
      <tbody>
        {bank.versions.map(({ number, label, questions, sha256, importedAt, importedBy }) => {
          const path = `/participation/banks/${bank.id}/versions/${number}`
          return (
            <tr key={number}>
              <td>
                <button type="button" className="btn t quiz-inline" onClick={() => onShow(number)}>
                  {number} · {label}
                </button>
              </td>
              <td className="num">{questions}</td>
              <td>
                <Instant value={importedAt} />
              </td>
              <td>{importedBy}</td>
              <td className="mono" title={sha256}>
                {sha256.slice(0, 12)}
              </td>
              <td>
                <span className="quiz-downloads">
                  <a href={api.href(`${path}/table`)} download>
                    {say('table')}
                  </a>
                  <a href={api.href(`${path}/document`, { answers: 'true' })} download>
                    {say('with-answers')}
                  </a>
                  <a href={api.href(`${path}/document`, { answers: 'false' })} download>
                    {say('without-answers')}
                  </a>
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Rename({ bank, onClose }: { bank: Bank; onClose: () => void }) {
  const say = useBankWords()
  const command = useCommand({ path: `/participation/banks/${bank.id}`, method: 'PUT', onDone: onClose })
  return (
    <Dialog title={say('rename')} onClose={onClose}>
      <CommandForm<{ titleZh: string; titleEn: string }>
        initial={{ titleZh: bank.titleZh, titleEn: bank.titleEn }}
        onSubmit={values => command.run({ version: bank.version, ...values })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('rename')}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="titleZh" label={say('title-zh')}>
          <Input maxLength={80} data-first="" />
        </Field>
        <Field name="titleEn" label={say('title-en')}>
          <Input maxLength={120} />
        </Field>
      </CommandForm>
    </Dialog>
  )
}
