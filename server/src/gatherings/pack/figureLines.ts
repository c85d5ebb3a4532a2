import type { PackFigureLine } from '#contract/gatherings.ts'
import type { PackFigure } from '../../indicators/index.ts'
import { carried } from './figures.ts'

/** A figure beside its previous period. The change of percentages is in percentage points, never in percent. */
export function figureLine(figure: PackFigure): PackFigureLine {
  const { previous } = figure
  // A value of the period before is quoted or typed as this one is; one that only follows from this one is computed.
  const kind = previous?.ref.field === 'value' ? (figure.evidence === 'hand' ? 'hand' : 'source') : 'computed'
  return {
    id: figure.seriesId,
    nameZh: figure.nameZh,
    nameEn: figure.nameEn,
    subject: figure.subject,
    period: figure.period,
    value: carried(figure.ref, figure.value, figure.unit, figure.evidence, figure.bound),
    previousPeriod: previous?.period ?? null,
    previous: previous ? carried(previous.ref, previous.value, figure.unit, kind) : null,
    change:
      figure.change === null
        ? null
        : carried({ ...figure.ref, field: 'change' }, figure.change, figure.changeUnit, 'computed'),
  }
}
