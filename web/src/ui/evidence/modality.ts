import { type Modality, modalities } from '#contract/extraction.ts'

/** Whether a printed modality is one the kit has words for. */
export function isModality(text: string): text is Modality {
  return modalities.some(each => each === text)
}
