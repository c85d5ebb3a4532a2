import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useKitWords } from '../kitWords.ts'
import type { List } from './useList.ts'
import './list.css'

const PAUSE = 300

/** The line above a list: find in it, filters as children, and what is to be done with it at the right end. */
export function ListBar<Row>({
  list,
  children,
  acts,
  find = true,
}: {
  list: List<Row>
  children?: ReactNode
  acts?: ReactNode
  find?: boolean
}) {
  return (
    <div className="list-bar">
      {find && <ListFind list={list} />}
      {children}
      {acts !== undefined && <span className="acts-end">{acts}</span>}
    </div>
  )
}

/** Finds while one types, a moment after the last letter; not in the middle of composing a Chinese word. */
export function ListFind<Row>({ list }: { list: List<Row> }) {
  const say = useKitWords()
  const [words, setWords] = useState(list.find)
  const [composing, setComposing] = useState(false)
  const find = useEffectEvent((asked: string) => {
    if (asked !== list.find) list.setFind(asked)
  })
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => find(words.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [words, composing])
  // Going back in the history changes what the list finds.
  useEffect(() => setWords(before => (before.trim() === list.find ? before : list.find)), [list.find])
  return (
    <input
      type="search"
      className="find-input"
      aria-label={say('find-in-list')}
      placeholder={say('find-in-list')}
      value={words}
      maxLength={100}
      onChange={event => setWords(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  )
}
