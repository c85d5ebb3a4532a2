import type { CutLines, DeliveryRow } from '#contract/intake/deliveries.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { useSentence } from '#ui/language/sentences.ts'
import type { Column } from '#ui/list/columns.ts'
import { useMay } from '#ui/session.ts'
import { useIntakeWords } from '../words.ts'

type Props = { onAgain: (delivery: DeliveryRow) => void; isRunning: boolean }

/** The columns of what sources delivered; a delivery leads to its page where the reader may see pages. */
export function useDeliveryColumns({ onAgain, isRunning }: Props): ReadonlyArray<Column<DeliveryRow>> {
  const say = useIntakeWords()
  const mayReadPages = useMay('intake.read')
  const { isPast } = useAsOf()
  return [
    {
      key: 'name',
      head: say('delivery-name'),
      sort: 'name',
      cell: ({ name, page }) =>
        page !== null && mayReadPages ? (
          <Link to={`/intake/${page.id}`} row className="name" title={name}>
            {name}
          </Link>
        ) : (
          <span className="name" title={name}>
            {name}
          </span>
        ),
    },
    { key: 'source', head: say('source-named'), width: 160, cell: ({ source }) => source },
    { key: 'state', head: say('delivery-state'), width: '36%', cell: delivery => <Outcome delivery={delivery} /> },
    {
      key: 'at',
      head: say('delivery-at'),
      sort: 'delivered',
      width: 156,
      cell: ({ deliveredAt }) => <Instant value={deliveredAt} />,
    },
    {
      key: 'again',
      head: '',
      width: 96,
      phone: 'end',
      cell: delivery =>
        !isPast && delivery.may.includes('intake.try-again') ? (
          <button
            type="button"
            className="btn"
            disabled={isRunning}
            aria-label={say('delivery-try-again-of', { name: delivery.name })}
            onClick={() => onAgain(delivery)}
          >
            {say('delivery-try-again')}
          </button>
        ) : null,
    },
  ]
}

/** What became of a delivery, why, and whether it is tried again. */
function Outcome({ delivery: { state, page, error, cut, againAt } }: { delivery: DeliveryRow }) {
  const say = useIntakeWords()
  const sentence = useSentence()
  return (
    <>
      {say(`delivery-state-${state}`)}
      {state === 'known' && page !== null && <span className="q"> {page.name}</span>}
      {(state === 'known' || state === 'brought') && page === null && (
        <span className="qq"> {say('delivery-page-withdrawn')}</span>
      )}
      {error !== null && <span className="q"> {sentence(error.code, error.params)}</span>}
      {cut !== null && <Cut cut={cut} />}
      {state === 'failed' && (
        <span className="qq">
          {' '}
          {againAt === null ? say('delivery-given-up') : say('delivery-again-at')}
          {againAt !== null && <Instant value={againAt} />}
        </span>
      )}
    </>
  )
}

const cuts = ['quoted', 'signature', 'header'] as const

/** How many lines of a letter's body are not in the page, and what they were. */
function Cut({ cut }: { cut: CutLines }) {
  const say = useIntakeWords()
  const parts = cuts.filter(part => cut[part] > 0).map(part => say(`delivery-cut-${part}`, { count: cut[part] }))
  const count = cuts.reduce((sum, part) => sum + cut[part], 0)
  return <span className="q"> {say('delivery-cut', { count, parts: parts.join(say('delivery-cut-and')) })}</span>
}
