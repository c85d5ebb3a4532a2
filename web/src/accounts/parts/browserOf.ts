type Browser = { browser: string | null; system: string | null }

/** The more particular before the more common: nearly every browser also calls itself Chrome and Safari. */
const browsers: ReadonlyArray<readonly [RegExp, string]> = [
  [/MicroMessenger\//, 'WeChat'],
  [/QQBrowser\//, 'QQBrowser'],
  [/\bEdgA?\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/(Headless)?Chrom(e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: ReadonlyArray<readonly [RegExp, string]> = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
  [/Mobile/, 'phone'],
]

/** What a browser calls itself, as far as a person needs it to know their own. It is said by the client: nothing is decided by it. */
export function browserOf(said: string | null): Browser {
  const of = (list: typeof browsers) => list.find(([mark]) => mark.test(said ?? ''))?.[1] ?? null
  return { browser: of(browsers), system: of(systems) }
}
