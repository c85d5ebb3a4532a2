export { halfWidth, readNumeral } from './numerals.ts'
export type { PrintedQuantity } from './quantities.ts'
export { findQuantities, inBaseUnit, readQuantity } from './quantities.ts'
export { plainUnit, unitScale } from './units.ts'
