import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { EvidenceDay } from '#ui/evidence/EvidenceDay.tsx'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { type Meeting, useMeeting } from './api.ts'
import { AgendaEditor } from './parts/AgendaEditor.tsx'
import { AgendaList } from './parts/AgendaList.tsx'
import { MinutesBar } from './parts/MinutesBar.tsx'
import { MinutesText } from './parts/MinutesText.tsx'
import { Outcomes } from './parts/Outcomes.tsx'
import { PackList } from './parts/PackList.tsx'
import { StateActs } from './parts/StateActs.tsx'
import { useGatheringsWords } from './words.ts'
import './parts/gatherings.css'

/** One meeting: agenda, outcomes, minutes, and the packs frozen for it. */
export function MeetingPage() {
  const { data, error, isPending, refetch } = useMeeting(usePathText('id'))
  if (data) return <Loaded meeting={data} />
  if (isPending) return <Loading rows={14} />
  return error && <FaultNote problem={error} onAgain={() => void refetch()} />
}

function Loaded({ meeting }: { meeting: Meeting }) {
  const say = useGatheringsWords()
  const { isPast } = useAsOf()
  const may = (verb: string) => !isPast && meeting.state !== 'closed' && meeting.may.includes(`gatherings.${verb}`)
  return (
    <>
      <PageHead
        title={meeting.title}
        lead={
          <>
            {say(`state-${meeting.state}`)}
            {meeting.workdaysLeft !== null && meeting.state === 'planned' && (
              <>
                {' '}
                · {meeting.workdaysLeft === 0 ? say('days-today') : say('days-left', { days: meeting.workdaysLeft })}
              </>
            )}
          </>
        }
        crumb={
          <>
            <Link to="/gatherings">{say('title')}</Link>
            <span>{say(`kind-${meeting.kind}`)}</span>
          </>
        }
        aside={may('state') && <StateActs meeting={meeting} />}
      />
      <div className="cols meeting-cols">
        <div>
          <Agenda meeting={meeting} mayEdit={may('agenda')} />
          <Outcomes meeting={meeting} mayAdd={may('outcome')} />
          <MinutesText meeting={meeting} mayWrite={may('state')} />
        </div>
        <aside>
          <EvidenceMargin />
          <Facts meeting={meeting} />
          <PackList meeting={meeting} mayFreeze={!isPast && meeting.may.includes('gatherings.freeze')} />
        </aside>
      </div>
    </>
  )
}

function Agenda({ meeting, mayEdit }: { meeting: Meeting; mayEdit: boolean }) {
  const say = useGatheringsWords()
  const [isEditing, setEditing] = useState(false)
  return (
    <Section
      title={say('agenda')}
      aside={
        mayEdit &&
        !isEditing && (
          <button type="button" className="btn t section-act" onClick={() => setEditing(true)}>
            {say('edit-agenda')}
          </button>
        )
      }
    >
      {isEditing ? (
        <AgendaEditor meeting={meeting} onDone={() => setEditing(false)} />
      ) : meeting.agenda.length === 0 ? (
        <p className="s q">{say('agenda-none')}</p>
      ) : (
        <>
          <AgendaList items={meeting.agenda} />
          <MinutesBar
            items={meeting.agenda.map(item => ({ key: item.id, minutes: item.minutes }))}
            budget={meeting.budget}
          />
        </>
      )}
    </Section>
  )
}

function Facts({ meeting }: { meeting: Meeting }) {
  const say = useGatheringsWords()
  const unknown = <span className="qq">{say('unknown')}</span>
  return (
    <Section title={say('facts')}>
      <dl className="kv">
        <dt>{say('held-on')}</dt>
        <dd>
          <EvidenceDay
            day={meeting.heldOn}
            label={say('held-on')}
            evidence={meeting.evidence}
            of={{ kind: 'meeting', id: meeting.id, field: 'heldOn' }}
          />
          {meeting.untilOn !== null && (
            <>
              {' – '}
              <Day value={meeting.untilOn} sameYearAs={meeting.heldOn} />
            </>
          )}
        </dd>
        <dt>{say('time')}</dt>
        <dd>{meeting.startTime ?? unknown}</dd>
        <dt>{say('place')}</dt>
        <dd>{meeting.place ?? unknown}</dd>
        <dt>{say('kind')}</dt>
        <dd>{say(`kind-${meeting.kind}`)}</dd>
      </dl>
    </Section>
  )
}
