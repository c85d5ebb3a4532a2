import { clockIsGiven } from './clocks.ts'
import { doorsListNames } from './doors.ts'
import { importViolations } from './imports.ts'
import { filesAreShort } from './lengths.ts'
import { noPlaceIsNamed } from './places.ts'
import { roomsKeepTheirTables, sqlStaysInStores } from './sqlText.ts'
import { typesAreTight } from './types.ts'
import type { Rule } from './violation.ts'
import { refusalsAreWorded, wordsInBothLanguages } from './words.ts'

const imports: Rule = { name: 'imports keep to the walls', check: async root => importViolations(root) }

/** Every rule of our own. Each has its file in planted/, which breaks it, and walls.test.ts sees that it is noticed. */
export const rules: readonly Rule[] = [
  imports,
  doorsListNames,
  sqlStaysInStores,
  roomsKeepTheirTables,
  filesAreShort,
  typesAreTight,
  clockIsGiven,
  noPlaceIsNamed,
  wordsInBothLanguages,
  refusalsAreWorded,
]
