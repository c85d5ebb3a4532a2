/** One line of a table; asking for a column that the table does not have is a mistake of the caller and throws. */
export type Row = (column: string) => string
export type Table = { name: string; columns: readonly string[]; rows: readonly Row[] }

/**
 * Reads a table of the demonstration city: CSV of RFC 4180, UTF-8, first row the column names.
 *
 * Kept apart from the reader of uploads on purpose: these checks must not pass because both share a mistake.
 * Throws where a row has not as many cells as there are columns, and on an open quotation mark.
 */
export function readTable(name: string, text: string): Table {
  const [head, ...body] = cellsOf(name, text)
  const columns = head ?? []
  return { name, columns, rows: body.map((cells, index) => rowOf(name, columns, cells, index + 2)) }
}

function rowOf(name: string, columns: readonly string[], cells: readonly string[], line: number): Row {
  if (cells.length !== columns.length)
    throw new Error(`${name} row ${line}: ${cells.length} cells under ${columns.length} columns`)
  return column => {
    const cell = cells[columns.indexOf(column)]
    if (cell === undefined) throw new Error(`${name} has no column ${column}`)
    return cell
  }
}

function cellsOf(name: string, text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (quoted) {
      if (char !== '"') cell += char
      else if (text.charAt(i + 1) === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',' || char === '\n') {
      row.push(cell)
      cell = ''
      if (char === '\n') {
        rows.push(row)
        row = []
      }
    } else if (char !== '\r') cell += char
  }
  if (quoted) throw new Error(`${name}: a quotation mark is never closed`)
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

/** The values of a cell that holds several, parted by ｜. */
export function several(cell: string): string[] {
  return cell === '' ? [] : cell.split('｜')
}
