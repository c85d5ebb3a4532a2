import type { Language } from '#contract/participation/told.ts'
import { newKey } from './api.ts'

/** What the browser keeps: the language, the size of letters, and a random name for this device; nothing else, and no cookie we can read. */
const names = { language: 'jianghai.portal.language', large: 'jianghai.portal.large', device: 'jianghai.portal.device' }

/** Reads what was kept; a browser that keeps nothing (private windows, some in-app browsers) is as good. */
function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Not kept: it holds for this page.
  }
}

export function languageKept(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? kept(names.language)
  if (asked === 'zh' || asked === 'en') return asked
  return document.documentElement.lang.startsWith('en') ? 'en' : 'zh'
}
export const keepLanguage = (language: Language) => keep(names.language, language)

export const isLargeKept = () => kept(names.large) === 'yes'
export const keepLarge = (large: boolean) => keep(names.large, large ? 'yes' : 'no')

let forThisPage: string | undefined
/** A random name of this browser, told to the server with each attempt; it is not the telephone's and says nothing about it. */
export function deviceName(): string {
  const before = kept(names.device) ?? forThisPage
  if (before && /^[A-Za-z0-9_-]{16,64}$/.test(before)) return before
  forThisPage = newKey()
    .replace(/[^A-Za-z0-9_-]/g, '')
    .padEnd(16, '0')
    .slice(0, 64)
  keep(names.device, forThisPage)
  return forThisPage
}
