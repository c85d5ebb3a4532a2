/** An asking of which nothing was heard for so long was left by a program that stopped. */
const SILENT_MS = 60 * 60_000

/** Whether an asking is still under way at an instant. */
export const isUnderWay = ({ state, recordedFrom }: { state: string; recordedFrom: Date }, now: Date) =>
  state === 'asked' && now.getTime() - recordedFrom.getTime() < SILENT_MS
