import type { Day } from '#kernel/time/index.ts'

/** The six lights (亮灯); printed as shape and character, so that a black-and-white copy says the same. */
export type PrintedLight = 'green' | 'blue' | 'yellow' | 'orange' | 'red' | 'grey'

/**
 * A stretch of a line: plain text; text with weight; a light; or a reference to a note. References number themselves in
 * order of appearance; equal note texts share a number, and the notes are listed behind the body.
 */
export type Run = string | { text: string; bold?: boolean } | { light: PrintedLight } | { note: string }

/** A column of a table. `width` is relative to the other columns' widths. */
export type Column = { head: string; width: number; align?: 'left' | 'center' | 'right' }

/** A piece of the body, in reading order. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string; numbered?: boolean }
  | { kind: 'paragraph'; runs: readonly Run[]; indent?: boolean }
  | { kind: 'table'; caption?: string; columns: readonly Column[]; rows: ReadonlyArray<ReadonlyArray<readonly Run[]>> }
  | { kind: 'attendance'; label: string; names: readonly string[] }
  | { kind: 'page-break' }

/** An enclosure (附件): begins on a page of its own and is announced under the body. */
export type Attachment = { title: string; body: readonly Block[] }

/** An official document as data; what it looks like is decided by GB/T 9704-2012 alone. */
export type DocumentSpec = {
  /** The red mark on top (发文机关标志): of a document (×××文件, ×××) or of minutes (×××纪要). */
  mark: { kind: 'document' | 'minutes'; text: string }
  /** The document number (发文字号) or, for minutes, their number (第5期). */
  number?: string
  /** Broken into balanced lines between words; a line feed breaks where the author wants it. */
  title: string
  /** To whom (主送机关), without the colon. */
  addressee?: string
  body: readonly Block[]
  /** The head over the numbered notes; 出处 by default. */
  notesHead?: string
  attachments?: readonly Attachment[]
  /** Who issues (发文机关署名); minutes go unsigned. */
  signer?: string
  /** The day it was made (成文日期); also the file's own created and modified date, so that the same spec gives the same bytes. */
  date: Day
  /** Copied to (抄送), without the word and the full stop. */
  copies?: string
  /** Who printed it (印发机关); the day is `printedOn`, by default `date`. */
  printedBy?: string
  printedOn?: Day
  /** A draft says so under its title. */
  status?: 'draft' | 'final'
}
