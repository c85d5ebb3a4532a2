import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { AsOfBar } from '#ui/asOf/AsOfBar.tsx'
import { BarProvider } from '#ui/asOf/BarContext.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { EvidenceProvider } from '#ui/evidence/EvidenceProvider.tsx'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { useKeys } from '#ui/keys.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useMe } from '#ui/session.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { MeBlock } from './MeBlock.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { Palette } from './Palette.tsx'
import { routeAt } from './pageRoutes.ts'
import { RailNav } from './RailNav.tsx'
import { sourcePlace } from './sourcePlace.ts'
import { useMeetingMarks } from './useMeetingMarks.ts'
import { useAppWords } from './words.ts'
import './shell.css'

/** The frame of every office page: rail, as-of bar, page. */
export function Shell({ onSignOut }: { onSignOut: () => void }) {
  const say = useAppWords()
  const [opened, setOpened] = useState<'menu' | 'palette' | null>(null)
  // The page that stands, not the one on its way: the frame must not change before its page does.
  const pathname = useRouterState({ select: state => state.matches.at(-1)?.pathname ?? state.location.pathname })
  const marks = useMeetingMarks()
  const page = routeAt(pathname)
  const slim = page?.slim === true
  const main = useMainFocus(pathname)
  useKeys({ '/': () => setOpened('palette') })
  // Whoever went somewhere from the menu is done with it.
  useEffect(() => {
    void pathname
    setOpened(null)
  }, [pathname])

  return (
    <BarProvider>
      <SourcePlaceContext value={sourcePlace}>
        <EvidenceProvider>
          <a className="skip" href="#main">
            {say('skip')}
          </a>
          <div className="phonebar">
            <Link to="/" className="brand">
              {say('name')}
            </Link>
            <button type="button" className="btn t" aria-haspopup="dialog" onClick={() => setOpened('menu')}>
              {say('menu')}
            </button>
          </div>
          <div className={slim ? 'app slim' : 'app'}>
            <nav className="rail" aria-label={say('main-navigation')}>
              <Link to="/" className="brand" {...(slim ? { 'aria-label': say('name') } : {})}>
                {say(slim ? 'name-short' : 'name')}
              </Link>
              {!slim && <Where />}
              <RailNav slim={slim} />
              {slim ? null : <MeBlock onSignOut={onSignOut} />}
            </nav>
            <AsOfBar marks={marks}>
              <button type="button" className="find" aria-haspopup="dialog" onClick={() => setOpened('palette')}>
                <span className="wide">{say('find')}</span> <kbd className="hint">/</kbd>
              </button>
              {slim && (
                <span className="wide bar-language">
                  <LanguageSwitch />
                </span>
              )}
            </AsOfBar>
            <main id="main" ref={main} tabIndex={-1} className={page?.bare ? 'bare' : undefined}>
              <PageBoundary place={pathname}>
                <Outlet />
              </PageBoundary>
            </main>
          </div>
          {opened === 'menu' && (
            <Dialog title={say('menu')} kind="menu" onClose={() => setOpened(null)}>
              <nav className="rail in-menu" aria-label={say('main-navigation')}>
                <Where />
                <RailNav slim={false} />
                <MeBlock onSignOut={onSignOut} />
              </nav>
            </Dialog>
          )}
          {opened === 'palette' && <Palette onClose={() => setOpened(null)} />}
        </EvidenceProvider>
      </SourcePlaceContext>
    </BarProvider>
  )
}

/** Whose records these are; a demonstration city says so on every page. */
function Where() {
  const say = useAppWords()
  const language = useLanguage()
  const { region } = useMe()
  const name = language === 'zh' ? region.nameZh : region.nameEn
  return (
    <p className="where">
      {region.demonstration ? `${name}${language === 'zh' ? '·' : ' · '}${say('demonstration')}` : name}
    </p>
  )
}

/** After going to another page the keyboard starts at that page, not in the rail again. */
function useMainFocus(pathname: string) {
  const main = useRef<HTMLElement>(null)
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
