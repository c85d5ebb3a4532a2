import { type Day, isDay } from '#kernel/time/index.ts'

/** Endings of what is still being fetched or written, and files that systems leave in every folder. */
const unfinished = /\.(?:part|partial|crdownload|download|tmp|temp|swp|filepart|opdownload|lock)$|~$/i
const ofSystems = new Set(['thumbs.db', 'desktop.ini', '$recycle.bin', 'system volume information'])

/** Whether a file or folder is none that somebody put there to be read: hidden, temporary, or a system's own. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~') || unfinished.test(name) || ofSystems.has(name.toLowerCase())
}

/** The day of the innermost folder that is called after one (`2026-11-28`, `20261128`, `2026年11月28日`), or null. */
export function dayOfPath(path: string): Day | null {
  for (const folder of path.split('/').slice(0, -1).toReversed()) {
    const [, year, month, day] = /^(\d{4})[-.年]?(\d{2})[-.月]?(\d{2})日?$/.exec(folder) ?? []
    const written = [year, month, day].join('-')
    if (isDay(written)) return written
  }
  return null
}
