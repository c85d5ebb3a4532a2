/** What the server wrote for the address the portal was opened at, and in which language: it stays until the portal knows the same itself. */
let written: { address: string; lang: string; nodes: readonly Node[] } | undefined

/** Keeps the first screen and clears the place for the portal. */
export function takeFirstScreen(place: Element): void {
  const nodes = [...(place.querySelector('main')?.childNodes ?? [])]
  if (nodes.length > 0) written = { address: location.pathname, lang: document.documentElement.lang, nodes }
  place.textContent = ''
}

/** The first screen, where one still stands at its address and is read in its language. */
export const firstScreen = () =>
  written && written.address === location.pathname && written.lang === document.documentElement.lang
    ? written.nodes
    : undefined
