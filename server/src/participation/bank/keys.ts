/**
 * What two stems are compared by: compatible forms made one (full and half width, ① and 1), case, white space and punctuation left out.
 * Signs such as ≥ stay, and so does a point between digits, since they change what is asked.
 */
export function stemKey(text: string): string {
  return widthless(text).replace(/(?<!\d)\p{P}|\p{P}(?!\d)/gu, '')
}

/** What two options are compared by: as stems, but only what closes a sentence is left out, since -1 and 1, 1.5 and 15 differ. */
export function optionKey(text: string): string {
  return widthless(text).replace(/[。.;；,，]+$/u, '')
}

/** A head of a column as it is recognised. */
export function headKey(text: string): string {
  return widthless(text).replace(/[\p{P}\p{S}]/gu, '')
}

const widthless = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{C}]/gu, '')
    .toLowerCase()
