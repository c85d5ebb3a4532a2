/** The kinds of file that can be read. */
export const kinds = ['txt', 'md', 'html', 'docx', 'pdf', 'xlsx', 'csv'] as const
export type Kind = (typeof kinds)[number]

const byExtension: Readonly<Record<string, Kind>> = {
  txt: 'txt',
  text: 'txt',
  md: 'md',
  markdown: 'md',
  html: 'html',
  htm: 'html',
  docx: 'docx',
  pdf: 'pdf',
  xlsx: 'xlsx',
  csv: 'csv',
  tsv: 'csv',
}

/** The kind a file name claims, or null when its ending says nothing that is read here. */
export function kindOfName(name: string): Kind | null {
  const ending = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase()
  return (ending && byExtension[ending]) || null
}

/**
 * A file name as it may be shown: characters that steer a line (controls, bidi, zero width, lone surrogates) are written out as
 * `\u{202E}`, and a long name is cut. Files are never stored under their names.
 */
export function shownName(name: string): string {
  const shown = name
    .toWellFormed()
    .replace(
      /[\p{Cc}\p{Cf}\u2028\u2029\uFFFD]/gu,
      char => `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
    )
  const characters = [...shown]
  return characters.length <= 120 ? shown : `${characters.slice(0, 100).join('')}…${characters.slice(-19).join('')}`
}
