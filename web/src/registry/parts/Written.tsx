import { Instant } from '#ui/days/Day.tsx'
import { useRegistryWords } from '../words.ts'

/** Who wrote this version, and when. */
export function Written({ by, at }: { by: string | null; at: string }) {
  const say = useRegistryWords()
  // The sentence carries the moment as an element, so that it never parts at a line end.
  const [before = '', after = ''] = say(by === null ? 'recorded-system' : 'recorded-by', { by, at: '\0' }).split('\0')
  return (
    <>
      {before}
      <Instant value={at} />
      {after}
    </>
  )
}
