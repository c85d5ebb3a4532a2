import type { MatterState } from '#contract/matters.ts'

/** `matters.moved`: a matter went from one state to another. Heard by rooms that follow what they handed over. */
export type MatterMoved = {
  matterId: string
  refNo: string | null
  verb: string
  from: MatterState | null
  to: MatterState
  sourceFactId: string | null
}
