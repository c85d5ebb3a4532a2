import { type BackupsKept, backupsKept } from '#contract/backups.ts'
import { useGet } from '#ui/api.ts'
import { formatInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { useWorkWords } from '../workWords.ts'

/** Whether backups are made, told in the first line; nothing for those who do not answer for them. */
export function Backups() {
  const may = useMay('jobs.read-backups')
  return may ? <Standing /> : null
}

function Standing() {
  const say = useWorkWords()
  const { data, error, refetch } = useGet('/jobs/backups', backupsKept, { asOf: null })
  return (
    <Section title={say('backups')}>
      {data ? (
        data.keeper === 'operators' ? (
          <p className="s account-note">{say('backup-operators')}</p>
        ) : (
          <Kept kept={data} />
        )
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={2} />
      )}
    </Section>
  )
}

/** Bytes as people say them: 1.1 MB. */
const sizeOf = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

function Kept({ kept }: { kept: Extract<BackupsKept, { keeper: 'program' }> }) {
  const say = useWorkWords()
  const language = useLanguage()
  const { state, last, plan, count } = kept
  const at = (instant: string) => formatInstant(instant, language, {})
  const line =
    state === 'good' && last
      ? say('backup-good', { at: at(last.at), size: sizeOf(last.bytes) })
      : say(`backup-${state}`, { wanted: kept.wantedAt ? at(kept.wantedAt) : '' })
  const isBad = state === 'overdue' || state === 'off'
  return (
    <>
      {isBad ? (
        <div className="note" role="status">
          <p>{line}</p>
        </div>
      ) : (
        <p className="s account-note">{line}</p>
      )}
      {kept.isPlanUnfit && (
        <div className="note" role="status">
          <p>{say('plan-unfit')}</p>
        </div>
      )}
      <p className="xs q account-note">
        {state !== 'good' &&
          state !== 'not-yet' &&
          (last
            ? say('backup-last', { name: last.name, at: at(last.at), size: sizeOf(last.bytes) })
            : say('backup-none'))}{' '}
        {plan.at !== null && say('backup-plan', { ...plan, at: plan.at, count })} {count > 0 && say('backup-away')}
      </p>
    </>
  )
}
