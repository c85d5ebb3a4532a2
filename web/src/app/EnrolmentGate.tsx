import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { Loading } from '#ui/Loading.tsx'
import { useMe } from '#ui/session.ts'
import { loadEnrolment, loadFirstPassword } from '#web/accounts/index.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useAppWords } from './words.ts'

const Enrolment = lazy(async () => ({ default: await loadEnrolment() }))
const FirstPassword = lazy(async () => ({ default: await loadFirstPassword() }))

type Props = { onDone: () => void; onSignOut: () => void }

/**
 * Before the shell, for whoever must change a first password, and then for whoever must set up a second factor. The address stays what it
 * was, so that they come to where they wanted; the kit's forms look at an address of their own meanwhile.
 */
export function EnrolmentGate({ onDone, onSignOut }: Props) {
  const router = useMemo(() => {
    const root = createRootRoute({ component: () => <Frame onDone={onDone} onSignOut={onSignOut} /> })
    return createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  }, [onDone, onSignOut])
  return <RouterProvider router={router} />
}

function Frame({ onDone, onSignOut }: Props) {
  const say = useAppWords()
  const { name, mustChangePassword } = useMe()
  return (
    <div className="sign-in">
      <title>{say('name')}</title>
      <header>
        <p className="brand">{say('name')}</p>
        <span className="enrolment-me">
          {name}
          <button type="button" className="btn t" onClick={onSignOut}>
            {say('sign-out')}
          </button>
          <LanguageSwitch />
        </span>
      </header>
      <Suspense fallback={<Loading rows={8} />}>
        {mustChangePassword ? <FirstPassword onDone={onDone} /> : <Enrolment onDone={onDone} />}
      </Suspense>
    </div>
  )
}
