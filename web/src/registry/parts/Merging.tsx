import { useState } from 'react'
import type { z } from 'zod'
import type { Link as Edge, organisation } from '#contract/registry.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Link } from '#ui/Link.tsx'
import { useMay } from '#ui/session.ts'
import { useRegistryWords } from '../words.ts'
import { type JudgedKind, MergeDialog } from './MergeDialog.tsx'
import { ReasonAct } from './ReasonAct.tsx'
import { Written } from './Written.tsx'

type Props = {
  kind: JudgedKind
  own: { id: string; name: string }
  merged: z.infer<typeof organisation>['merged']
  links: readonly Edge[]
}

const paths = { organisation: 'organisations', person: 'people' } as const

/** What was merged into a record and can be taken out again, what was judged different, and what waits for a judgement. */
export function Merging({ kind, own, merged, links }: Props) {
  const say = useRegistryWords()
  const { isPast } = useAsOf()
  const mayJudge = useMay('registry.judge') && !isPast
  const [other, setOther] = useState<string | null | undefined>()
  const inside = new Set([own.id, ...merged.map(each => each.id)])
  const open = links.filter(each => each.judgement !== 'same')
  return (
    <>
      {merged.length + open.length === 0 && <p className="s q">{say('none-here')}</p>}
      {merged.length > 0 && (
        <table className="plain stack nl">
          <tbody>
            {merged.map(each => (
              <tr key={each.id}>
                <td className="q">{say('merged-into')}</td>
                <td lang="zh-CN">{each.name}</td>
                <td lang="zh-CN" className="q">
                  {each.reason}
                </td>
                <td className="num nw row-acts">
                  {mayJudge && (
                    <ReasonAct
                      act={say('unmerge-act')}
                      title={say('filter', { name: say('unmerge-act'), value: each.name })}
                      path={`/registry/links/${kind}/${each.linkId}/withdraw`}
                      version={each.linkVersion}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open.length > 0 && (
        <table className="plain stack nl">
          <tbody>
            {open.map(edge => {
              const far = inside.has(edge.left.id) ? edge.right : edge.left
              return (
                <tr key={edge.id}>
                  <td className={edge.judgement === 'unsure' ? '' : 'q'}>{say(`judgement-${edge.judgement}`)}</td>
                  <td>
                    <Link to={`/registry/${paths[kind]}/${far.id}`}>
                      <span lang="zh-CN">{far.name}</span>
                    </Link>
                  </td>
                  <td className="q">
                    <span lang="zh-CN">{edge.reason}</span> <Written by={edge.recordedBy} at={edge.recordedAt} />
                  </td>
                  <td className="num nw row-acts">
                    {mayJudge && edge.judgement === 'unsure' && (
                      <button type="button" className="btn" onClick={() => setOther(far.id)}>
                        {say('judge')}
                      </button>
                    )}
                    {mayJudge && edge.judgement === 'different' && (
                      <ReasonAct
                        act={say('take-back')}
                        title={say('filter', { name: say('take-back'), value: far.name })}
                        path={`/registry/links/${kind}/${edge.id}/withdraw`}
                        version={edge.version}
                      />
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {mayJudge && (
        <button type="button" className="btn t" onClick={() => setOther(null)}>
          {say('merge-with')}
        </button>
      )}
      {other !== undefined && <MergeDialog kind={kind} own={own} other={other} onClose={() => setOther(undefined)} />}
    </>
  )
}
