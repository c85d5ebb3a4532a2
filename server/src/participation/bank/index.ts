export { checkBank } from './check.ts'
export { bankRefusal } from './findings.ts'
