import { randomInt } from 'node:crypto'

/** So many signs by chance, in groups of four, to be read out and typed: each of the given ones as likely as the others. */
export function randomSigns(signs: string, length: number): string {
  const drawn = Array.from({ length }, () => signs[randomInt(signs.length)]).join('')
  return drawn.replace(/(.{4})(?=.)/g, '$1-')
}
