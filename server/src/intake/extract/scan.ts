const NONE: readonly RegExpExecArray[] = []

/**
 * Every match of a global pattern in a text, in order, as `matchAll` gives them.
 *
 * `matchAll` makes a new pattern on every call, which on short texts costs more than the search. This one searches with the pattern itself
 * and is done before the first match is looked at, so that whoever reads a match may search with the same pattern again.
 */
export function allMatches(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (match === null) return NONE
  const found: RegExpExecArray[] = []
  while (match !== null) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex++
    match = pattern.exec(text)
  }
  return found
}
