import { Component, type ReactNode } from 'react'
import { useKitWords } from '#ui/kitWords.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useAppWords } from './words.ts'

type Props = { place: string; children: ReactNode }
type State = { error: Error | null; place: string }

/** Keeps a fault in one page from taking the frame with it. `place` is the page's address: going elsewhere clears the fault. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  static getDerivedStateFromProps({ place }: Props, state: State): Partial<State> | null {
    return place === state.place ? null : { place, error: null }
  }

  override render() {
    const { error } = this.state
    return error ? <PageFault error={error} onAgain={() => this.setState({ error: null })} /> : this.props.children
  }
}

/** After an update the old pages' files are gone: then only opening anew helps. */
const gone = /dynamically imported module|module script failed|Failed to fetch/

function PageFault({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const say = useAppWords()
  const kit = useKitWords()
  const isStale = gone.test(error.message)
  return (
    <>
      <PageHead title={say('page-fault')} />
      <div className="note fault" role="alert">
        <p>{say(isStale ? 'page-stale' : 'page-fault-why')}</p>
        <button type="button" className="btn" onClick={isStale ? () => location.reload() : onAgain}>
          {isStale ? say('reload') : kit('again')}
        </button>
      </div>
    </>
  )
}
