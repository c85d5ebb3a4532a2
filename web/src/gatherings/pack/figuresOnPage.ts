/** The visible figures of the page in reading order: what ← and → walk through, and what a print numbers. */
export function figuresOnPage(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>('main [data-ev]')).filter(each => each.checkVisibility())
}
