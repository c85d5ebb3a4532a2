export { importTable } from './imports/importTable.ts'
export { figuresForPack, type PackFigure } from './queries/pack.ts'
