/** `citizens.erased`: a citizen is forgotten; a room that keeps personal data under the id forgets it in the same transaction. */
export type CitizenErased = { citizenId: string }

/**
 * `citizens.export`: a citizen asks for everything that is kept about them; each room puts its part under its own name. Heard in a query,
 * so nothing can be written.
 */
export type CitizenExport = { citizenId: string; rooms: Record<string, unknown> }
