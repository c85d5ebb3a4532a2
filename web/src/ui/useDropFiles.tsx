import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useKitWords } from './kitWords.ts'
import './drop.css'

type Options = {
  onFiles: (files: readonly File[]) => void
  /** Name endings taken here, lower case: `['.txt', '.docx']`. The server judges by content; this only spares a useless way. */
  kinds?: readonly string[]
  enabled?: boolean
}

/**
 * Takes files dropped anywhere on the page. Put `veil` once into the page; it shows where the files will go, and says which cannot.
 */
export function useDropFiles({ onFiles, kinds = [], enabled = true }: Options): { isOver: boolean; veil: ReactNode } {
  const say = useKitWords()
  const [isOver, setOver] = useState(false)
  const [unfit, setUnfit] = useState<string | null>(null)

  const drop = useEffectEvent((event: DragEvent) => {
    setOver(false)
    const files = Array.from(event.dataTransfer?.files ?? [])
    const fit = files.filter(({ name }) => fits(name, kinds))
    setUnfit(files.length > fit.length ? say('drop-unfit', { kinds: kinds.join(' ') }) : null)
    if (fit.length > 0) onFiles(fit)
  })
  useEffect(() => {
    if (!enabled) return
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      // Without this the browser opens the file and the page is gone.
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const dropped = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      drop(event)
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', dropped)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', dropped)
    }
  }, [enabled])

  const veil = (
    <>
      {isOver && <div className="drop-veil">{say('drop-here')}</div>}
      <p className="xs q" role="status">
        {unfit}
      </p>
    </>
  )
  return { isOver, veil }
}

/** Whether a file's name ends in one of the kinds; no kinds take everything. */
export function fits(name: string, kinds: readonly string[]): boolean {
  return kinds.length === 0 || kinds.some(kind => name.toLowerCase().endsWith(kind))
}

/** A file's bytes as base64, for commands that carry a file in JSON. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const pieces: string[] = []
  // In pieces: the call takes its arguments on the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  return btoa(pieces.join(''))
}
