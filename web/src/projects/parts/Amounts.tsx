import { Figure } from '#ui/Figure.tsx'
import { Section } from '#ui/Section.tsx'
import type { Project } from '../api.ts'
import { useProjectsWords } from '../words.ts'

/** Every amount as it was printed, with its evidence; the one that sums use is marked. */
export function Amounts({ project, onAdd }: { project: Project; onAdd: (() => void) | undefined }) {
  const say = useProjectsWords()
  return (
    <Section
      title={say('amounts')}
      aside={
        onAdd && (
          <button type="button" className="btn t section-act" onClick={onAdd}>
            {say('add-amount')}
          </button>
        )
      }
    >
      {project.amounts.length === 0 && <p className="s qq">{say('not-given')}</p>}
      <table className="plain nl">
        <tbody>
          {project.amounts.map(amount => (
            <tr key={amount.id}>
              <td>
                {say(`amount-what-${amount.what}`)}
                {amount.id === project.investment.ref.id && (
                  <span className="tag in-name" title={say('counted-why')}>
                    {say('counted')}
                  </span>
                )}
              </td>
              <td className="song q" lang="zh-CN">
                {amount.printed}
              </td>
              <td className="num">
                <Figure
                  figure={{ ...amount, ref: { kind: 'project-amount', id: amount.id, field: 'value' } }}
                  label={say(`amount-what-${amount.what}`)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
