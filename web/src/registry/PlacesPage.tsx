import { useState } from 'react'
import { type Place, placeList } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useClock } from '#ui/clock.ts'
import { dayOfInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useUrlState } from '#ui/urlState.ts'
import { PlaceActs } from './parts/PlaceActs.tsx'
import { PlaceDialog } from './parts/PlaceDialog.tsx'
import { RegistryTabs } from './parts/RegistryTabs.tsx'
import { Span } from './parts/Span.tsx'
import { TreeName, turned } from './parts/TreeName.tsx'
import { layOut } from './parts/tree.ts'
import { useRegistryWords } from './words.ts'
import '#ui/list/list.css'
import './registry.css'

/** Divisions and zones as a tree, of any day: what was merged away stays in the list with its end. */
export function PlacesPage() {
  const say = useRegistryWords()
  const clock = useClock()
  const { instant } = useAsOf()
  const [values, set] = useUrlState()
  const [changing, setChanging] = useState<Place | 'new' | null>(null)
  const on = values.on ?? dayOfInstant(instant ?? clock())
  const found = useGet('/registry/places', placeList, { params: { on, find: values.find } })
  const onlyValid = values.valid === 'yes'
  return (
    <>
      <PageHead title={say('places')} lead={say('places-lead')} crumb={<RegistryTabs here="places" />} />
      <div className="list-bar">
        <input
          type="search"
          className="find-input"
          aria-label={say('name')}
          placeholder={say('name')}
          defaultValue={values.find ?? ''}
          maxLength={100}
          onChange={event => set({ find: event.target.value.trim() || undefined }, { replace: true })}
        />
        <label className="s" htmlFor="places-on">
          {say('standing-on')}
        </label>
        <DayInput id="places-on" value={on} onChange={day => set({ on: day ?? undefined })} />
        <label className="s">
          <input
            type="checkbox"
            checked={onlyValid}
            onChange={event => set({ valid: event.target.checked ? 'yes' : undefined })}
          />{' '}
          {say('only-valid')}
        </label>
        {found.data?.may.includes('registry.create') && (
          <span className="acts-end">
            <button type="button" className="btn p" onClick={() => setChanging('new')}>
              {say('new-place')}
            </button>
          </span>
        )}
      </div>
      {found.error && <FaultNote problem={found.error} onAgain={() => void found.refetch()} />}
      {found.data ? (
        <PlaceTree rows={found.data.rows.filter(row => row.valid || !onlyValid)} onChange={setChanging} />
      ) : (
        !found.error && <Loading />
      )}
      {changing !== null && (
        <PlaceDialog {...(changing === 'new' ? {} : { known: changing })} onClose={() => setChanging(null)} />
      )}
    </>
  )
}

function PlaceTree({ rows, onChange }: { rows: readonly Place[]; onChange: (place: Place) => void }) {
  const say = useRegistryWords()
  const language = useLanguage()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const byCode = new Map(rows.flatMap(row => (row.code === null ? [] : [[row.code, row.name] as const])))
  return (
    <table className="plain stack tree">
      <thead>
        <tr>
          <th>{say('name')}</th>
          <th>{say('code')}</th>
          <th>{say('level')}</th>
          <th>{say('aliases')}</th>
          <th>{say('validity')}</th>
          <th>{say('note')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {layOut(rows, closed).map(({ row, depth, hasBelow }) => (
          <tr key={row.id} className={row.valid ? undefined : 'ended'}>
            <TreeName
              depth={depth}
              hasBelow={hasBelow}
              isOpen={!closed.has(row.id)}
              onTurn={() => setClosed(turned(closed, row.id))}
              name={row.name}
            >
              {language === 'en' && row.nameEn ? row.nameEn : <span lang="zh-CN">{row.name}</span>}
              {row.standing === 'draft' && <span className="tag">{say('draft')}</span>}
            </TreeName>
            <td className="mono">{row.code}</td>
            <td>{say(`level-${row.level}`)}</td>
            <td lang="zh-CN">{row.aliases.join('、')}</td>
            <td>
              {(row.validFrom !== null || row.validTo !== null) && <Span from={row.validFrom} to={row.validTo} />}
              {row.replacedBy.length > 0 && (
                <span className="q">
                  {' '}
                  {say('replaced-by')}{' '}
                  <span lang="zh-CN">{row.replacedBy.map(code => byCode.get(code) ?? code).join('、')}</span>
                </span>
              )}
            </td>
            <td lang="zh-CN" className="q xs">
              {row.note}
            </td>
            <td className="num nw row-acts">
              <PlaceActs place={row} onChange={() => onChange(row)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
