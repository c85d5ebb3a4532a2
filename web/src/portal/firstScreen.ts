/** What the server wrote for the address the portal was opened at, and in which language: it stays until the portal knows the same itself. */
let written: { address: string; lang: string; html: string } | undefined

/** Keeps the first screen and clears the place for the portal. */
export function takeFirstScreen(place: Element): void {
  const main = place.querySelector('main')
  // Written by our own server, escaped there (kernel/http/html.ts): it is the document this script came with.
  if (main?.firstElementChild)
    written = { address: location.pathname, lang: document.documentElement.lang, html: main.innerHTML }
  place.textContent = ''
}

/** The first screen, where one still stands at its address and is read in its language. */
export const firstScreen = () =>
  written && written.address === location.pathname && written.lang === document.documentElement.lang
    ? written.html
    : undefined
