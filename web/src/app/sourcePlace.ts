import type { SourcePlace } from '#ui/evidence/evidenceContext.ts'

/** Sources are read on the intake room's page of that source, with the span shown. */
export const sourcePlace: SourcePlace = (sourceId, start, end) => ({
  to: `/intake/${sourceId}`,
  search: { span: `${start}-${end}` },
})
