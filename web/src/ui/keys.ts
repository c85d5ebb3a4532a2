import { useEffect, useEffectEvent } from 'react'

/** Whether somebody is typing, so that a letter is a letter and not a command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="combobox"], [contenteditable]') !== null
  )
}

/**
 * Acts on keys of the page, by `event.key` (letters in lower case; `shift+a` with Shift held, `ctrl+z` with Ctrl or ⌘ held). Not while
 * somebody types, not with Alt, and not while a dialogue is open; what is not named here, or whose act
 * gives false, stays the browser's.
 */
export function useKeys(acts: Readonly<Record<string, (event: KeyboardEvent) => unknown>>, enabled = true): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const shifted = event.shiftKey && /^[a-z]$/.test(name) ? `shift+${name}` : name
    const act = acts[event.ctrlKey || event.metaKey ? `ctrl+${shifted}` : shifted]
    if (!act) return
    if (act(event) !== false) event.preventDefault()
  })
  useEffect(() => {
    if (!enabled) return
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [enabled])
}
