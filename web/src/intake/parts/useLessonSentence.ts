import type { LessonRow } from '#contract/intake/lessons.ts'
import { type IntakeWord, isIntakeWord, useIntakeWords } from '../words.ts'

/** Says a lesson in one sentence. */
export function useLessonSentence(): (lesson: LessonRow) => string {
  const say = useIntakeWords()
  return lesson => {
    const { factKind, field, read, gives, ending } = lesson
    const word = `field-${field}`
    return say(sentenceOf(lesson), {
      kind: say(`kind-${factKind}`),
      field: isIntakeWord(word) ? say(word) : field,
      read,
      gives: gives ?? '',
      ending: ending ?? '',
    })
  }
}

function sentenceOf({ kind, factKind, side, gives }: LessonRow): IntakeWord {
  switch (kind) {
    case 'name':
      return factKind === 'person' ? 'lesson-says-person' : 'lesson-says-name'
    case 'edge':
      return side === 'end' ? 'lesson-says-edge-end' : 'lesson-says-edge-start'
    case 'pattern':
      return gives === 'right' ? 'lesson-says-right' : 'lesson-says-wrong'
    default:
      return `lesson-says-${kind}`
  }
}
