import type { PackFigureLine } from '#contract/gatherings.ts'
import type { PackFigure } from '../../indicators/index.ts'
import { carried } from './figures.ts'

/** A figure beside its previous period. The change of percentages is in percentage points, never in percent. */
export function figureLine(figure: PackFigure): PackFigureLine {
  const change =
    figure.previous && figure.value !== null && figure.previous.value !== null
      ? round(figure.value - figure.previous.value)
      : null
  return {
    id: figure.indicatorId,
    nameZh: figure.nameZh,
    nameEn: figure.nameEn,
    subject: figure.subject,
    period: figure.period,
    value: carried(figure.ref, figure.value, figure.unit, figure.evidence ?? 'source', figure.bound),
    previousPeriod: figure.previous?.period ?? null,
    previous: figure.previous
      ? carried(figure.previous.ref ?? figure.ref, figure.previous.value, figure.unit, 'source')
      : null,
    change:
      change === null
        ? null
        : carried(
            { ...figure.ref, field: 'change' },
            change,
            figure.unit === '%' ? '个百分点' : figure.unit,
            'computed',
          ),
  }
}

/** Differences of printed decimals carry binary dust; nothing printed here has more than four decimals. */
const round = (value: number) => Math.round(value * 1e4) / 1e4
