import { useState } from 'react'
import { type Unit, unitTree } from '#contract/registry.ts'
import { unitKinds } from '#contract/registryCodes.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { ReasonAct } from './parts/ReasonAct.tsx'
import { RegistryTabs } from './parts/RegistryTabs.tsx'
import { Span } from './parts/Span.tsx'
import { TreeName, turned } from './parts/TreeName.tsx'
import { layOut } from './parts/tree.ts'
import { UnitDialog } from './parts/UnitDialog.tsx'
import { useRegistryWords } from './words.ts'
import './registry.css'

/** The units of the government as a tree; the head of the office arranges it. */
export function UnitsPage() {
  const say = useRegistryWords()
  const language = useLanguage()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [changing, setChanging] = useState<Unit | 'new' | null>(null)
  const found = useGet('/registry/units', unitTree)
  const rows = found.data?.rows ?? []
  return (
    <>
      <PageHead
        title={say('units')}
        lead={say('units-lead')}
        crumb={<RegistryTabs here="units" />}
        aside={
          found.data?.may.includes('registry.arrange-units') && (
            <button type="button" className="btn p" onClick={() => setChanging('new')}>
              {say('new-unit')}
            </button>
          )
        }
      />
      {found.error && <FaultNote problem={found.error} onAgain={() => void found.refetch()} />}
      {!found.data && !found.error && <Loading />}
      {found.data && (
        <table className="plain stack tree">
          <thead>
            <tr>
              <th>{say('name')}</th>
              <th>{say('short-name')}</th>
              <th>{say('kind')}</th>
              <th>{say('code')}</th>
              <th>{say('validity')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {layOut(rows, closed).map(({ row, depth, hasBelow }) => (
              <tr key={row.id}>
                <TreeName
                  depth={depth}
                  hasBelow={hasBelow}
                  isOpen={!closed.has(row.id)}
                  onTurn={() => setClosed(turned(closed, row.id))}
                  name={row.nameZh}
                >
                  {language === 'en' && row.nameEn ? row.nameEn : <span lang="zh-CN">{row.nameZh}</span>}
                </TreeName>
                <td lang="zh-CN">{row.shortZh}</td>
                <td>{kindWord(say, row.kind)}</td>
                <td className="mono">{row.code}</td>
                <td>
                  {(row.validFrom !== null || row.validTo !== null) && <Span from={row.validFrom} to={row.validTo} />}
                </td>
                <td className="num nw row-acts">
                  {row.may.includes('registry.arrange-units') && (
                    <>
                      <button type="button" className="btn t" onClick={() => setChanging(row)}>
                        {say('change')}
                      </button>
                      <ReasonAct
                        act={say('withdraw')}
                        title={say('filter', { name: say('withdraw'), value: row.nameZh })}
                        path={`/registry/units/${row.id}/withdraw`}
                        version={row.version}
                      />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changing !== null && (
        <UnitDialog
          {...(changing === 'new' ? {} : { known: changing })}
          units={rows}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  )
}

function kindWord(say: ReturnType<typeof useRegistryWords>, kind: string): string {
  const known = unitKinds.find(each => each === kind)
  return known ? say(`unit-${known}`) : kind
}
