import { useSentence } from '#ui/language/sentences.ts'
import { Section } from '#ui/Section.tsx'
import type { BankReport } from '../api.ts'
import { useBankWords } from '../bankWords.ts'

/** What the check of a table found, line by line, in the order of the table. */
export function BankReportTable({ name, report }: { name: string; report: BankReport }) {
  const say = useBankWords()
  const sentence = useSentence()
  const { questions, errors, warnings, findings } = report
  const how = errors > 0 ? 'report-errors' : warnings > 0 ? 'report-warnings' : 'report-clean'
  return (
    <Section title={say('report')}>
      <p className={errors > 0 ? 'note' : 's quiz-note'} role="status">
        {say(how, { name, questions, errors, warnings })}
      </p>
      {findings.length > 0 && (
        <table className="plain stack quiz-report">
          <thead>
            <tr>
              <th scope="col" className="num">
                {say('row')}
              </th>
              <th scope="col">{say('question')}</th>
              <th scope="col">{say('kind')}</th>
              <th scope="col">{say('finding')}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map(({ row, question, severity, code, params }, place) => (
              // Findings have no id and their list never changes: their place is what they are known by.
              <tr key={place}>
                <td className="num">{row ?? say('whole-table')}</td>
                <td className="mono">{question ?? '—'}</td>
                <td>{severity === 'error' ? <b>{say('error')}</b> : say('warning')}</td>
                <td>{sentence(code, params)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
