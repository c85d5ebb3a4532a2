/**
 * The measures of the page, GB/T 9704-2012 sections 5 to 7, in twips (1/20 point; 1 mm = 56.7) unless said otherwise.
 *
 * A4 with a type area of 156 × 225 mm: 37 mm above, 28 mm on the binding side, 22 lines of 28 characters of size 3 (三号, 16 point).
 */
export const page = {
  width: 11_906,
  height: 16_838,
  top: 2098,
  left: 1587,
  bottom: 1984,
  right: 1474,
  /** Text width: 156 mm less rounding. */
  measure: 8845,
  /** One of 22 lines: 225 mm / 22 rounded down, so that the last line is never pushed over. */
  line: 579,
  /** Character pitch less 16 points, in 1/4096 point: 156 mm / 28 = 15.79 points. */
  charSpace: -848,
  /**
   * The same pitch as spacing of each character, in twips: 28 × (16 − 0.35) points are 438.2 of the 442.25 there are. Full lines are
   * justified to the measure; LibreOffice measures them by cells of 15.7, so that at −5 only 27 would stand on a line.
   */
  pitchLess: -7,
  /** One character of size 3 on that grid. */
  char: 316,
  /** One character of size 4 (四号, 14 point), the measure of the colophon's and page number's indents. */
  smallChar: 280,
  /** Puts the dash of the page number 7 mm under the type area: its line of 320 begins 4.2 mm under it. */
  footer: 1426,
  footerLine: 320,
  /** From the type area's upper edge to the mark's: 35 mm. */
  markOffset: 1984,
} as const

/** Sizes (字号) in half points. */
export const size = { two: 44, three: 32, four: 28, table: 24, markMost: 84, markLeast: 52 } as const

/** Widths of lines in eighths of a point: colophon 0.35 mm outside and 0.25 mm inside, the red line (红色分隔线) 0.5 mm. */
export const rule = { thick: 8, thin: 6, red: 12, cell: 4 } as const

export const red = 'FF0000'
