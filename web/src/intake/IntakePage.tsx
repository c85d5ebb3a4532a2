import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day, Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay, useMe } from '#ui/session.ts'
import { useDropFiles } from '#ui/useDropFiles.tsx'
import { labelOfPage, type PageRow, pageRow } from './api.ts'
import { FactsPage } from './FactsPage.tsx'
import { BringPanel, fileKinds } from './parts/BringPanel.tsx'
import { useBringing } from './parts/useBringing.ts'
import { useIntakeWords } from './words.ts'
import './bring.css'
import './facts.css'

const standings = ['pending', 'decided', 'undated'] as const

/** The room's first page: the pages for whoever brings or decides, the accepted facts for everybody else. */
export function IntakePage() {
  const mayBring = useMayBring()
  const mayRead = useMay('intake.read')
  return mayBring || mayRead ? <Pages mayBring={mayBring} /> : <FactsPage />
}

/** The pages brought in, and where new ones come in: dropped anywhere, chosen, or pasted. */
function Pages({ mayBring: mayBringNow }: { mayBring: boolean }) {
  const say = useIntakeWords()
  const { isPast } = useAsOf()
  const mayBring = mayBringNow && !isPast
  const bringing = useBringing()
  const { veil } = useDropFiles({ onFiles: bringing.bringFiles, kinds: fileKinds, enabled: mayBring })
  const list = useList({ path: '/intake/pages', row: pageRow, sort: '-brought', filters: ['standing'] })
  const standing = list.filters.standing
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} aside={<Aside />} />
      {mayBring && veil}
      {mayBring && <BringPanel bringing={bringing} />}
      <Section title={say('pages')}>
        <ListBar list={list}>
          <span className="standings">
            {[undefined, ...standings].map(each => (
              <button
                key={each ?? 'all'}
                type="button"
                className="btn t"
                aria-pressed={standing === each}
                onClick={() => list.setFilter('standing', each)}
              >
                {say(each === undefined ? 'standing-all' : `standing-${each}`)}
              </button>
            ))}
          </span>
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns()}
          rowKey={page => page.id}
          to={page => `/intake/${page.id}`}
          label={say('pages')}
          empty={{ why: say(list.isNarrowed ? 'no-pages-narrowed' : 'no-pages') }}
        />
      </Section>
    </>
  )
}

function Aside() {
  const say = useIntakeWords()
  const maySeeModel = useMay('intake.see-model')
  const maySeeLessons = useMay('intake.see-lessons')
  const maySeeSources = useMay('intake.see-sources')
  return (
    <>
      <Link to="/intake/facts">{say('facts-title')}</Link>
      {maySeeLessons && (
        <>
          {' '}
          <Link to="/intake/lessons">{say('lessons-title')}</Link>
        </>
      )}
      {maySeeSources && (
        <>
          {' '}
          <Link to="/intake/sources">{say('sources-title')}</Link>
        </>
      )}
      {maySeeModel && (
        <>
          {' '}
          <Link to="/intake/model">{say('model-link')}</Link>
        </>
      )}
    </>
  )
}

/** Whether to offer it: what reporters may do on pages of their own unit no general answer tells, and the server judges in any case. */
function useMayBring(): boolean {
  const { roles, unit } = useMe()
  const office = useMay('intake.bring')
  return office || (unit !== null && roles.some(role => role === 'unit-reporter' || role === 'unit-head'))
}

function useColumns(): ReadonlyArray<Column<PageRow>> {
  const say = useIntakeWords()
  const language = useLanguage()
  const count = (key: 'pending' | 'accepted' | 'rejected'): Column<PageRow> => ({
    key,
    head: say(key),
    num: true,
    width: 64,
    cell: page => page.counts[key],
    phone: key === 'pending' ? 'end' : 'hide',
    ...(key === 'pending' ? { sort: 'pending' } : {}),
  })
  return [
    {
      key: 'name',
      head: say('page'),
      sort: 'name',
      cell: page => (
        <span lang="zh-CN" title={page.name}>
          {labelOfPage(page)}
        </span>
      ),
    },
    {
      key: 'issued',
      head: say('issued'),
      sort: 'issued',
      width: 152,
      cell: page =>
        page.issueDate === null ? (
          <span className="qq">{say('date-open')}</span>
        ) : (
          <Day value={page.issueDate} weekday />
        ),
    },
    { key: 'articles', head: say('articles'), num: true, width: 48, cell: page => page.articles, phone: 'hide' },
    count('pending'),
    count('accepted'),
    count('rejected'),
    {
      key: 'brought',
      head: say('brought'),
      sort: 'brought',
      width: 264,
      cell: page => (
        <>
          {say('brought-by', {
            by: page.broughtBy ?? say('brought-by-itself'),
            unit: (language === 'zh' ? page.unit?.nameZh : (page.unit?.nameEn ?? page.unit?.nameZh)) ?? say('office'),
          })}{' '}
          <span className="qq">
            <Instant value={page.broughtAt} />
          </span>
          {page.internal && <span className="tag">{say('internal')}</span>}
        </>
      ),
    },
  ]
}
