import { writeFileSync } from 'node:fs'
import { fitted } from '#server/intake/extract/testing/fit.ts'
import { ownAnnotated } from '#server/intake/extract/testing/gold.ts'

/** Fits the confidence of facts on our own annotated pages and writes the table the reader uses. The other annotated pages only report. */
const kinds = Object.entries(fitted(ownAnnotated())).map(
  ([kind, knots]) =>
    `  ${kind}: [\n${(knots ?? []).map(([said, right]) => `    [${said}, ${right}],`).join('\n')}\n  ],`,
)
const text = `import type { Calibration } from './calibrate.ts'

/** Written by \`node bench/calibrate.ts\` from our own annotated pages; not to be changed by hand. */
export const calibration: Calibration = {
${kinds.join('\n')}
}
`
writeFileSync(new URL('../server/src/intake/extract/calibration/table.ts', import.meta.url), text)
console.log(text)
