import { rooms } from './rooms.ts'

/** The rail's lines in their order (look, screen 1), in groups; each is also a word of the shell. */
const groups = [
  ['today', 'intake', 'matters', 'projects', 'promises', 'gatherings'],
  ['chains', 'matching', 'policies', 'indicators', 'resources'],
  ['inspections', 'participation', 'publishing', 'registry'],
] as const

export type RailName = (typeof groups)[number][number]
export type RailLine = { name: RailName; path: string; isBuilt: boolean; useCount: (() => number | null) | undefined }

/** Where a line leads: today is the first page, every other room stands under its name. */
function pathOf(name: RailName): string {
  return name === 'today' ? '/' : `/${name}`
}

/** The rail as it stands: which rooms are there and which are not built yet. */
export const rail: ReadonlyArray<readonly RailLine[]> = groups.map(group =>
  group.map(name => {
    const room = rooms.find(each => each.name === name)
    // The first page is always there: the shell has one of its own until the room brings it.
    return { name, path: pathOf(name), isBuilt: room !== undefined || name === 'today', useCount: room?.useCount }
  }),
)

/** Whether a line is where the reader is. */
export function isHere(line: RailLine, pathname: string): boolean {
  return line.path === '/' ? pathname === '/' : pathname === line.path || pathname.startsWith(`${line.path}/`)
}
