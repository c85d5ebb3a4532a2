import type { FactView, PageDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { useTables } from './TablePanel.tsx'
import { wordOfUse } from './uses.ts'

/** The row a fact stands on, cell by cell, as printed: which of its cells gave which field. */
export function RowCells({ page, view }: { page: PageDetail; view: FactView }) {
  const say = useIntakeWords()
  const table = useTables(page).data?.tables.find(each => each.articleId === view.articleId)
  if (!table?.mapping) return null
  const { kind, columns } = table.mapping
  const { start } = view.fact.evidence
  const from = page.text.lastIndexOf('\n', start - 1) + 1
  const feed = page.text.indexOf('\n', start)
  const cells = page.text.slice(from, feed < 0 ? page.text.length : feed).split('\t')
  const used = columns.flatMap(({ use }, i) => {
    const cell = cells[i]?.trim() ?? ''
    const name = table.columns[i]?.name ?? ''
    return use === 'none' || cell === '' ? [] : [{ key: `${i} ${use}`, name, word: wordOfUse(say, kind, use), cell }]
  })
  return (
    <>
      <p className="xs q">{say('row-cells')}</p>
      <dl className="row-cells" aria-label={say('row-cells')}>
        {used.map(({ key, name, word, cell }) => (
          <div key={key}>
            <dt title={name}>{word}</dt>
            <dd lang="zh-CN" className="song">
              {cell}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
