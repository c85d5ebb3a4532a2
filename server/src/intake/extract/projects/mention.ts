/** A project as one passage names it. `anchored`: a stage, an amount or a statement about it stands there, so that it is more than a word. */
export type ProjectMention = {
  name: string
  stage: string | null
  count?: number
  start: number
  end: number
  nameStart: number
  /** Where what stands before the name and belongs to it begins (总投资52亿元的, 某公司投资6亿元建设的). */
  leadStart?: number
  anchored: boolean
  strength: number
}
