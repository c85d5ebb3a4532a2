/** @jsxImportSource preact */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { CitizenSelf } from '#contract/citizens.ts'
import type { Language } from '#contract/participation/told.ts'
import { isNotSignedIn, type Problem, problemOf } from './api.ts'
import { type Portal, PortalContext, usePortal } from './Context.ts'
import { AttemptPage } from './pages/AttemptPage.tsx'
import { BankPage } from './pages/BankPage.tsx'
import { DrawsPage } from './pages/DrawsPage.tsx'
import { OwnPage } from './pages/OwnPage.tsx'
import { PoolPage } from './pages/PoolPage.tsx'
import { PosterPage } from './pages/PosterPage.tsx'
import { QuizPage } from './pages/QuizPage.tsx'
import { QuizzesPage } from './pages/QuizzesPage.tsx'
import { RankingPage } from './pages/RankingPage.tsx'
import { SignInPage } from './pages/SignInPage.tsx'
import { Shell } from './parts/Shell.tsx'
import { Title } from './parts/Title.tsx'
import { useOnline } from './parts/useOnline.ts'
import { addressOf, type Place, placeOf } from './place.ts'
import { words } from './say.ts'
import { keepLanguage, languageKept } from './settings.ts'
import { ask } from './useAsked.ts'

const here = () => placeOf(location.pathname, location.search)

/** The portal: where somebody is, in which language, and whether they are signed in. */
export function App() {
  const [place, setPlace] = useState<Place>(here)
  const [language, setLanguage] = useState<Language>(languageKept)
  const [signedIn, setSignedIn] = useState<boolean>()
  const [head, setHead] = useState<string>()
  const [signInProblem, setSignInProblem] = useState<Problem>()
  const say = useMemo(() => words(language), [language])

  useEffect(() => {
    const moved = () => setPlace(here())
    addEventListener('popstate', moved)
    return () => removeEventListener('popstate', moved)
  }, [])

  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  }, [language])

  const { region } = place
  const askSignedIn = useCallback(() => {
    if (region === 0) return
    setSignInProblem(undefined)
    ask<CitizenSelf>(region, '/citizens/own').then(
      () => setSignedIn(true),
      error => (isNotSignedIn(error) ? setSignedIn(false) : setSignInProblem(problemOf(error))),
    )
  }, [region])
  useEffect(askSignedIn, [askSignedIn])
  useOnline(() => signedIn === undefined && askSignedIn())

  const go = useCallback((next: Place, options: { replace?: boolean } = {}) => {
    history[options.replace ? 'replaceState' : 'pushState'](null, '', addressOf(next))
    setPlace(next)
    scrollTo(0, 0)
    // A reader is told where they came to; the browser does this for pages it loads itself.
    document.getElementById('main')?.focus()
  }, [])

  const signing = { signedIn, signInProblem, askSignedIn, signedInIs: setSignedIn }
  const portal: Portal = { place, go, language, say, headIs: setHead, ...signing }
  return (
    <PortalContext.Provider value={portal}>
      <Shell
        head={head}
        onLanguage={() => {
          const other = language === 'zh' ? 'en' : 'zh'
          keepLanguage(other)
          setLanguage(other)
          // A language in the address would come back with a reload.
          history.replaceState(null, '', addressOf(place))
        }}
      >
        <Page place={place} />
      </Shell>
    </PortalContext.Provider>
  )
}

function Page({ place }: { place: Place }) {
  switch (place.page) {
    case 'quizzes':
      return <QuizzesPage region={place.region} />
    case 'quiz':
      return <QuizPage region={place.region} quiz={place.quiz} />
    case 'attempt':
      return <AttemptPage key={place.attempt} region={place.region} quiz={place.quiz} attempt={place.attempt} />
    case 'draws':
      return <DrawsPage region={place.region} quiz={place.quiz} />
    case 'pool':
      return <PoolPage region={place.region} quiz={place.quiz} draw={place.draw} />
    case 'ranking':
      return <RankingPage region={place.region} quiz={place.quiz} />
    case 'bank':
      return <BankPage region={place.region} quiz={place.quiz} />
    case 'poster':
      return <PosterPage region={place.region} quiz={place.quiz} />
    case 'own':
      return <OwnPage region={place.region} />
    case 'sign-in':
      return <SignInPage region={place.region} next={place.next} />
    default:
      return <Lost region={place.region} />
  }
}

function Lost({ region }: { region: number }) {
  const { say } = usePortal()
  return (
    <section class="page">
      <Title of={say('lost')} />
      <h1>{say('lost')}</h1>
      {region !== 0 && (
        <p>
          <a href={addressOf({ page: 'quizzes', region })}>{say('to-quizzes')}</a>
        </p>
      )}
    </section>
  )
}
