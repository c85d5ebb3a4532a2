import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Asking, modelOfPage } from '#contract/intake/model.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useSentence } from '#ui/language/sentences.ts'
import type { PageDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'

const LOOK_MS = 2500

/** What came of asking the model about this page, and asking again; nothing where there is no model and never was. */
export function ModelNote({ page }: { page: PageDetail }) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const { isPast } = useAsOf()
  const ask = useCommand({ path: `/intake/pages/${page.id}/askings`, gives: modelOfPage })
  const { on, asking } = page.model
  // Within a sentence of ours, so without an end of its own.
  const reasonOf = (error: Asking['error']) =>
    sentence(error?.code ?? 'model.fault', error?.params ?? {}).replace(/[。.]$/, '')
  useLookAgain(asking?.state === 'asked' && !isPast, page.id)
  if (!on && !asking) return null

  const dropped = Object.entries(asking?.dropped ?? {})
  const count = dropped.reduce((sum, [, n]) => sum + n, 0)
  const why = dropped.map(([reason, n]) => `${sentence(`model.dropped.${reason}`)} ${n}`).join('\n')
  const mayAsk = on && !isPast && !page.internal && asking?.state !== 'asked' && page.may.includes('intake.ask-model')
  return (
    <div className="note model-note" role="status">
      {asking === null ? (
        <span>{say(page.internal ? 'model-internal' : 'model-none')}</span>
      ) : asking.state === 'asked' ? (
        <span>{say('model-asked', { done: asking.partsDone, parts: asking.parts })}</span>
      ) : asking.state === 'done' ? (
        <span title={why}>
          {say('model-done', { added: asking.added, agreed: asking.agreed })}
          {count > 0 && say('model-dropped', { count })}
        </span>
      ) : (
        <span>{say('model-failed', { reason: reasonOf(asking.error) })}</span>
      )}
      {mayAsk && (
        <button type="button" className="btn t" disabled={ask.isRunning} onClick={() => void ask.run()}>
          {say(asking === null ? 'ask-model' : 'ask-again')}
        </button>
      )}
      {ask.problem && <FaultNote problem={ask.problem} act="write" />}
    </div>
  )
}

/** While the model is being asked, what is shown of this page and its article is read again now and then. */
function useLookAgain(isAsked: boolean, pageId: string): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isAsked) return
    const looking = setInterval(() => {
      void client.invalidateQueries({
        predicate: ({ queryKey: [, , path] }) =>
          path === `/intake/pages/${pageId}` || (typeof path === 'string' && path.startsWith('/intake/articles/')),
      })
    }, LOOK_MS)
    return () => clearInterval(looking)
  }, [client, isAsked, pageId])
}
