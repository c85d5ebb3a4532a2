import type { ComponentType } from 'react'
import type { Api } from './api.ts'

/** One page of a room. Pages are loaded when they are first opened. */
export type WebRoute = {
  /** `/matters`, `/matters/$id`; parts after `$` are read with `usePathText`. */
  path: string
  load: () => Promise<ComponentType>
  /** The rail at 48 px, one character each: for pages that need the width. */
  slim?: boolean
  /** No padding around the page: it fills the space below the bar itself. */
  bare?: boolean
}

/** Something found by the words typed into the palette. */
export type Found = { id: string; title: string; note?: string; to: string }

/**
 * What a room tells the web application about itself, from its door: `export const matters = webRoom({ name: 'matters', routes: [...] })`.
 */
export type WebRoom = {
  /** The room's name on the server; it lights up its line in the rail. */
  name: string
  routes: readonly WebRoute[]
  /** The number behind the room's name in the rail: what waits for the reader. */
  useCount?: () => number | null
  /** Finds records by words, for the palette. */
  find?: (api: Api, words: string, signal: AbortSignal) => Promise<readonly Found[]>
}

export function webRoom(room: WebRoom): WebRoom {
  return room
}
