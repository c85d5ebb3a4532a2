import type { Calibration } from './calibrate.ts'

/** Written by `node bench/calibrate.ts` from our own annotated pages; not to be changed by hand. */
export const calibration: Calibration = {
  agreement: [
    [0.78, 0.824],
    [0.88, 0.952],
  ],
  figure: [
    [0.82, 0.952],
    [0.85, 0.957],
    [0.88, 0.989],
    [0.9, 0.989],
    [0.95, 0.99],
  ],
  person: [
    [0.82, 0.928],
    [0.95, 0.99],
  ],
  project: [
    [0.86, 0.907],
    [0.88, 0.948],
    [0.9, 0.948],
  ],
}
