/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { usePortal } from '../Context.ts'
import { isLargeKept, keepLarge } from '../settings.ts'
import { Go } from './Go.tsx'

type Props = { children: ComponentChildren; head: string | undefined; onLanguage(): void }

/** The head of every page: whose it is or what is done in it, the size of letters, the language, and the own corner. */
export function Shell({ children, head, onLanguage }: Props) {
  const { place, say, language, signedIn } = usePortal()
  const { region } = place
  const isBusy = place.page === 'attempt'
  return (
    <>
      <a class="skip" href="#main">
        {say('skip')}
      </a>
      <header class="top">
        {isBusy || region === 0 ? (
          <span class="mark">{head ?? say('portal')}</span>
        ) : (
          <Go class="mark" to={{ page: 'quizzes', region }}>
            {say('portal')}
          </Go>
        )}
        <div class="tools">
          {!isBusy && region !== 0 && signedIn === true && (
            <Go class="tool" to={{ page: 'own', region }}>
              {say('own')}
            </Go>
          )}
          {!isBusy && region !== 0 && signedIn === false && place.page !== 'sign-in' && (
            <Go class="tool" to={{ page: 'sign-in', region, next: location.pathname }}>
              {say('sign-in')}
            </Go>
          )}
          <button type="button" class="tool" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={onLanguage}>
            {say('language')}
          </button>
          <Size />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

function Size() {
  const { say } = usePortal()
  const [large, setLarge] = useState(isLargeKept)
  const choose = (next: boolean) => {
    document.documentElement.classList.toggle('large', next)
    keepLarge(next)
    setLarge(next)
  }
  return (
    <fieldset class="size">
      <legend class="unseen">{say('size')}</legend>
      <button type="button" aria-pressed={!large} onClick={() => choose(false)}>
        {say('standard')}
      </button>
      <button type="button" aria-pressed={large} onClick={() => choose(true)}>
        {say('large')}
      </button>
    </fieldset>
  )
}
