import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { type Me, me as meShape } from '#contract/kernel.ts'
import { getFrom } from '#ui/api/request.ts'
import { asProblem, onSignedOut, type Problem, RefusalError, RegionContext } from '#ui/api.ts'
import { type Clock, ClockContext, clockFrom } from '#ui/clock.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { MeContext } from '#ui/session.ts'
import { loadSetUpPage, SET_UP_PATH } from '#web/setup/index.ts'
import { EnrolmentGate } from './EnrolmentGate.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { signOutOrOwe } from './owedSignOut.ts'
import { newRouter } from './router.tsx'
import { SignInPage } from './SignInPage.tsx'
import { SignOutContext } from './SignOutContext.ts'

const SetUpPage = lazy(loadSetUpPage)

type Session = { me: Me; clock: Clock; hasEnded: boolean }

/**
 * Knows who is signed in. When a session ends under somebody's work the page is kept beneath the sign-in, with what was typed;
 * the same person comes back to it, another begins anew.
 */
export function SessionGate() {
  const client = useQueryClient()
  const [session, setSession] = useState<Session | null>(null)
  const [isAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const ask = useCallback(async () => {
    setProblem(null)
    try {
      setSession(started(await getFrom('/api/session', meShape)))
    } catch (error) {
      const found = asProblem(error)
      if (!(found instanceof RefusalError)) return setProblem(found)
      setSession(null)
    }
    setAsked(true)
  }, [])
  useEffect(() => {
    onSignedOut(() => setSession(before => before && { ...before, hasEnded: true }))
    void ask()
  }, [ask])

  const signedIn = (me: Me) => {
    const isSame = session?.me.id === me.id && session.me.region.id === me.region.id
    if (isSame) void client.invalidateQueries()
    else forget(client)
    setSession(started(me))
  }
  const signOut = useCallback(async () => {
    // Whatever the server answers, nothing of this person stays on the screen.
    await signOutOrOwe()
    forget(client)
    history.replaceState(null, '', '/')
    setSession(null)
  }, [client])

  const leave = useCallback(() => void signOut(), [signOut])
  const enter = useCallback(() => void ask(), [ask])

  if (problem) return <Standing>{<FaultNote problem={problem} onAgain={() => void ask()} />}</Standing>
  if (!isAsked) return <Standing>{<Loading rows={8} />}</Standing>
  if (!session && location.pathname === SET_UP_PATH)
    return (
      <Suspense fallback={<Standing>{<Loading rows={8} />}</Standing>}>
        <SetUpPage head={<LanguageSwitch />} onSignedIn={me => leaveSetUp(() => signedIn(me))} onLeave={toSignIn} />
      </Suspense>
    )
  return (
    <>
      {session && (
        <div key={`${session.me.region.id} ${session.me.id}`} inert={session.hasEnded} hidden={session.hasEnded}>
          <SignedIn session={session} onSignOut={leave} onEnrolled={enter} />
        </div>
      )}
      {(!session || session.hasEnded) && <SignInPage again={session !== null} onSignedIn={signedIn} />}
    </>
  )
}

type SignedInProps = { session: Session; onSignOut: () => void; onEnrolled: () => void }

function SignedIn({ session: { me, clock }, onSignOut, onEnrolled }: SignedInProps) {
  const router = useMemo(newRouter, [])
  return (
    <MeContext value={me}>
      <RegionContext value={me.region.id}>
        <ClockContext value={clock}>
          <SignOutContext value={onSignOut}>
            {me.mustChangePassword || me.secondFactor.isMissing ? (
              <EnrolmentGate onDone={onEnrolled} onSignOut={onSignOut} />
            ) : (
              <RouterProvider router={router} />
            )}
          </SignOutContext>
        </ClockContext>
      </RegionContext>
    </MeContext>
  )
}

/** The set-up is over: its address, and the token in it, leave the history. */
function leaveSetUp(next: () => void): void {
  history.replaceState(null, '', '/')
  next()
}

function toSignIn(): void {
  leaveSetUp(() => location.reload())
}

function Standing({ children }: { children: React.ReactNode }) {
  return <div className="standing">{children}</div>
}

function started(me: Me): Session {
  return { me, clock: clockFrom(me.now), hasEnded: false }
}

/** Answers given to one person are not another's. */
function forget(client: QueryClient): void {
  client.clear()
}
