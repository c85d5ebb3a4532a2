/** One line of a table of matters, by column; every cell is text. */
export type TableRow = Readonly<Record<string, string | undefined>>
