import { useState } from 'react'
import { type Evidence, type EvidenceRef, evidenceAnswer } from '#contract/kernel.ts'
import { useApi } from '#ui/api.ts'
import { useKitWords } from '#ui/kitWords.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useSentence } from '#ui/language/sentences.ts'
import { useGatheringsWords } from '../words.ts'
import { figuresOnPage } from './figuresOnPage.ts'
import { noteText } from './noteText.ts'

/** Asked for at the same time, so that a full sheet does not keep the server's connections. */
const AT_ONCE = 4

/**
 * Prints the page with its evidence: every figure is numbered 〔n〕 and the notes stand at the end of the sheet (look, section 11). What
 * they say is asked for first, as of the pack's own instant.
 */
export function usePrintNotes(asOf: string): { notes: readonly string[]; isCollecting: boolean; print: () => void } {
  const api = useApi()
  const language = useLanguage()
  const kit = useKitWords()
  const say = useGatheringsWords()
  const sentence = useSentence()
  const [notes, setNotes] = useState<readonly string[]>([])
  const [isCollecting, setCollecting] = useState(false)

  const words = {
    formula: sentence,
    more: (count: number) => say('note-more', { count }),
    hand: (by: string, at: string) => kit('by-hand', { by, at }),
    denied: kit('denied'),
    none: kit('no-evidence'),
  }
  const noteOf = async (ref: EvidenceRef): Promise<string> => {
    // A note that cannot be had is left open on paper; the figure still stands.
    const items: readonly Evidence[] = await api
      .get('/evidence', evidenceAnswer, { params: { ...ref, asOf } })
      .then(answer => answer.items)
      .catch(() => [])
    return noteText(items, language, words)
  }
  const collect = async () => {
    const elements = figuresOnPage()
    const keys = [...new Set(elements.map(each => each.dataset.ev ?? ''))]
    for (const element of elements) element.dataset.n = String(keys.indexOf(element.dataset.ev ?? '') + 1)
    const found: string[] = []
    for (let at = 0; at < keys.length; at += AT_ONCE)
      found.push(...(await Promise.all(keys.slice(at, at + AT_ONCE).map(key => noteOf(refOf(key))))))
    setNotes(found)
  }
  const print = () => {
    if (isCollecting) return
    setCollecting(true)
    void collect().finally(() => {
      setCollecting(false)
      // After the notes are on the page.
      requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
    })
  }
  return { notes, isCollecting, print }
}

/** A figure's key on the page is `kind/id/field`. */
function refOf(key: string): EvidenceRef {
  const [kind = '', id = '', ...field] = key.split('/')
  return { kind, id, field: field.join('/') }
}
