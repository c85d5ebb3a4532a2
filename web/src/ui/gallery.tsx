import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import './withoutEval.ts'
import './tokens.css'
import './base.css'
import { RegionContext } from './api.ts'
import { AsOfBar } from './asOf/AsOfBar.tsx'
import { BarProvider, BarTools, useChangesSince, useFrozen, useOffersCompare } from './asOf/BarContext.tsx'
import { ClockContext, clockFrom } from './clock.ts'
import { EvidenceProvider } from './evidence/EvidenceProvider.tsx'
import { answerInThePage } from './gallery/answers.ts'
import { Gallery } from './gallery/parts.tsx'
import { KitProvider, newQueryClient } from './KitProvider.tsx'
import { Link } from './Link.tsx'
import { registerSentences } from './language/sentences.ts'
import { parseSearch, stringifySearch, useUrlState } from './urlState.ts'

/** All parts of the kit on one page, to be looked at while they are made: `vite` and then /gallery.html. Not in the product. */
answerInThePage()
registerSentences(
  { 'gallery.not-a-workday': '{day}不是工作日。定在工作日即可。', 'gallery.gap': '计划{plan}%减实际{actual}%' },
  {
    'gallery.not-a-workday': '{day} is not a working day. Choose one that is.',
    'gallery.gap': 'planned {plan}% less actual {actual}%',
  },
)

const meetings = ['2024-07-18', '2024-09-19', '2024-11-14', '2025-01-16', '2025-03-13', '2025-05-12'].map(day => ({
  id: day,
  title: '例会',
  day,
  time: '14:00',
  isToCome: day > '2025-05-08',
}))

function Frame() {
  return (
    <BarProvider>
      <EvidenceProvider>
        <AsOfBar marks={meetings} />
        <main>
          <BarStates />
          <Gallery />
        </main>
      </EvidenceProvider>
    </BarProvider>
  )
}

function BarStates() {
  const [values] = useUrlState()
  useOffersCompare()
  useChangesSince(41)
  useFrozen(values.frozen ? { at: '2025-05-09T09:00:00Z', note: '第3稿，已签入日志' } : null)
  return (
    <BarTools>
      <Link to="/gallery.html" search={{ frozen: 'yes' }}>
        冻结
      </Link>
    </BarTools>
  )
}

const root = createRootRoute({ component: Frame })
const router = createRouter({
  routeTree: root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/gallery.html', component: () => null }),
  ]),
  parseSearch,
  stringifySearch,
})
const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <KitProvider client={newQueryClient()}>
      <RegionContext value={320600}>
        <ClockContext value={clockFrom('2025-05-08T00:40:00Z')}>
          <RouterProvider router={router} />
        </ClockContext>
      </RegionContext>
    </KitProvider>,
  )
