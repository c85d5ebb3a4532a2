/** Citizens of the portal: who they are, what they agreed to, and how they are told things. Rooms keep what citizens do. */

export type { CitizenErased, CitizenExport } from './events.ts'
export { agree, agreeing, forgetNumbers, holdCitizens, phonesOf } from './people.ts'
export { citizens } from './room.ts'
export type { Message, Sender } from './sender.ts'
