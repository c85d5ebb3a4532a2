/** A broken rule: where, and what to do instead. `file` is a path from the project's folder. */
export type Violation = { file: string; line?: number; says: string }

/** A rule of the project: gives every place where it is broken. */
export type Rule = { name: string; check(root: string): Promise<Violation[]> }

export function inOneLine({ file, line, says }: Violation): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${says}`
}
