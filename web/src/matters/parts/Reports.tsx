import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { Section } from '#ui/Section.tsx'
import type { MatterDetail, MatterReport } from '../api.ts'
import { useMatterWords } from '../words.ts'
import { WithdrawReport } from './WithdrawReport.tsx'

/** Progress reports, newest first, in the units' own words; a withdrawn one stays, struck through, with its reason. */
export function Reports({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const { isPast } = useAsOf()
  const [taking, setTaking] = useState<MatterReport | null>(null)
  const may = !isPast && matter.may.includes('matters.withdraw-report')
  if (matter.reports.length === 0 && matter.milestones.length === 0) return null
  return (
    <>
      {matter.milestones.length > 0 && (
        <Section title={say('milestones')} thin>
          <ul className="milestones">
            {matter.milestones.map(each => (
              <li key={each.id}>
                <Day value={each.plannedOn} />
                <span>{each.title}</span>
                <span className="num q">{each.weight}%</span>
                <span className="q">{each.doneOn && <Day value={each.doneOn} />}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {matter.reports.length > 0 && (
        <Section title={say('reports')} thin>
          <ul className="reports">
            {matter.reports.toReversed().map(report => (
              <li key={report.id}>
                <div className="xs q">
                  <Day value={report.reportedOn} />·{report.unitName}
                  {report.percent !== null && `·${report.percent}%`}
                  {may && !report.withdrawn && (
                    <button type="button" className="btn t" onClick={() => setTaking(report)}>
                      {say('withdraw')}
                    </button>
                  )}
                </div>
                <p className="song">{report.withdrawn ? <s>{report.text}</s> : report.text}</p>
                {report.withdrawn && <p className="xs q">{say('withdrawn', { reason: report.reason })}</p>}
                <Told label={say('problems')} text={report.problems} />
                <Told label={say('coordination')} text={report.coordination} />
                <Told label={say('next-steps')} text={report.nextSteps} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {taking && <WithdrawReport matter={matter} report={taking} onClose={() => setTaking(null)} />}
    </>
  )
}

function Told({ label, text }: { label: string; text: string }) {
  if (text === '') return null
  return (
    <p className="xs">
      <span className="qq">{label}</span> <span className="song">{text}</span>
    </p>
  )
}
