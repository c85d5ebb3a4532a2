import { useLanguage } from '#ui/language/language.ts'
import { useGatheringsWords } from '../words.ts'
import { piecesOf } from './minutes.ts'
import './gatherings.css'

type Props = { items: ReadonlyArray<{ key: string; minutes: number | null }>; budget: number | null }

/** An agenda's minutes against the meeting's length: one piece an item, what is left dashed, what goes over marked and said. */
export function MinutesBar({ items, budget }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const { pieces, planned, free, over, unsized } = piecesOf(items, budget)
  const words = [
    say('planned', { minutes: planned }),
    budget === null
      ? say('planned-no-budget')
      : over > 0
        ? say('planned-over', { minutes: over })
        : free > 0
          ? say('planned-left', { minutes: free })
          : say('planned-full'),
    ...(unsized > 0 ? [say('unsized', { count: unsized })] : []),
  ]
  return (
    <>
      <div
        className="minutes-pieces"
        role="img"
        aria-label={say('minutes-bar', { planned, budget: budget ?? planned })}
      >
        {pieces.map(piece => (
          <i key={piece.key} className={piece.over ? 'over' : undefined} style={{ flexGrow: piece.minutes }} />
        ))}
        {free > 0 && <i className="free" style={{ flexGrow: free }} />}
      </div>
      <p className={over > 0 ? 'xs minutes-warning' : 'xs q'} role={over > 0 ? 'alert' : undefined}>
        {words.join(language === 'zh' ? '，' : ', ')}
      </p>
    </>
  )
}
