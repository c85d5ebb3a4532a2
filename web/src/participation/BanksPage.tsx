import type { z } from 'zod'
import { useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { bankRow } from './api.ts'
import { useBankWords } from './bankWords.ts'
import { RoomPages } from './parts/RoomPages.tsx'

/** The question banks there are. */
export function BanksPage() {
  const say = useBankWords()
  const api = useApi()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const mayImport = useMay('participation.import-bank') && !isPast
  const list = useList({ path: '/participation/banks', row: bankRow, sort: '-changed' })
  return (
    <>
      <PageHead
        title={say('title')}
        lead={say('lead')}
        crumb={<RoomPages here="banks" />}
        aside={
          mayImport && (
            <>
              <a className="btn" href={api.href('/participation/banks/template')} download>
                {say('template')}
              </a>
              <Link to="/participation/banks/new" className="btn p">
                {say('import')}
              </Link>
            </>
          )
        }
      />
      <Section title={say('list')}>
        <ListBar list={list} />
        <DataTable<z.infer<typeof bankRow>>
          list={list}
          columns={[
            {
              key: 'title',
              head: say('title'),
              sort: 'title',
              cell: row => (language === 'zh' ? row.titleZh : row.titleEn),
            },
            { key: 'label', head: say('latest'), width: 200, cell: row => row.label },
            { key: 'latest', head: say('version'), num: true, width: 80, phone: 'hide', cell: row => row.latest },
            {
              key: 'questions',
              head: say('questions'),
              num: true,
              width: 96,
              phone: 'end',
              cell: row => row.questions,
            },
          ]}
          rowKey={row => row.id}
          to={row => `/participation/banks/${row.id}`}
          label={say('list')}
          empty={{
            why: say(list.isNarrowed ? 'none-narrowed' : 'none'),
            act: list.isNarrowed && (
              <button type="button" className="btn" onClick={list.clear}>
                {say('show-all')}
              </button>
            ),
          }}
        />
      </Section>
    </>
  )
}
