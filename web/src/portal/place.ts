/** Where in the portal somebody is. The address holds everything, so that a link, a reload and the back button all come to the same page. */
export type Place =
  | { page: 'quizzes' | 'own' | 'lost'; region: number }
  | { page: 'quiz' | 'draws' | 'ranking' | 'bank' | 'poster'; region: number; quiz: string }
  | { page: 'pool'; region: number; quiz: string; draw: string }
  | { page: 'attempt'; region: number; quiz: string; attempt: string }
  | { page: 'sign-in'; region: number; next: string }

const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
const paths: ReadonlyArray<
  readonly [RegExp, (region: number, parts: readonly string[], query: URLSearchParams) => Place]
> = [
  [/^$/, region => ({ page: 'quizzes', region })],
  [/^\/own$/, region => ({ page: 'own', region })],
  [/^\/sign-in$/, (region, _, query) => ({ page: 'sign-in', region, next: own(region, query.get('next')) })],
  [new RegExp(`^/quiz/${uuid}$`), (region, [quiz = '']) => ({ page: 'quiz', region, quiz })],
  [new RegExp(`^/quiz/${uuid}/draws$`), (region, [quiz = '']) => ({ page: 'draws', region, quiz })],
  [
    new RegExp(`^/quiz/${uuid}/draws/${uuid}$`),
    (region, [quiz = '', draw = '']) => ({ page: 'pool', region, quiz, draw }),
  ],
  [new RegExp(`^/quiz/${uuid}/ranking$`), (region, [quiz = '']) => ({ page: 'ranking', region, quiz })],
  [new RegExp(`^/quiz/${uuid}/bank$`), (region, [quiz = '']) => ({ page: 'bank', region, quiz })],
  [new RegExp(`^/quiz/${uuid}/poster$`), (region, [quiz = '']) => ({ page: 'poster', region, quiz })],
  [
    new RegExp(`^/quiz/${uuid}/attempt/${uuid}$`),
    (region, [quiz = '', attempt = '']) => ({ page: 'attempt', region, quiz, attempt }),
  ],
]

/** A page of the portal of this region, and nothing else: an address in an address could lead anywhere. */
function own(region: number, asked: string | null): string {
  const home = `/portal/${region}`
  return asked !== null && (asked === home || asked.startsWith(`${home}/`)) && !asked.includes('//') ? asked : home
}

/** The place that an address names. */
export function placeOf(path: string, search: string): Place {
  const [, region = '0', rest = ''] = /^\/portal\/(\d{6})(\/.*)?$/.exec(path.replace(/\/$/, '')) ?? []
  for (const [form, make] of paths) {
    const found = form.exec(rest)
    if (found && region !== '0') return make(Number(region), found.slice(1), new URLSearchParams(search))
  }
  return { page: 'lost', region: Number(region) }
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const home = `/portal/${place.region}`
  switch (place.page) {
    case 'quizzes':
    case 'lost':
      return home
    case 'own':
      return `${home}/own`
    case 'sign-in':
      return `${home}/sign-in?next=${encodeURIComponent(place.next)}`
    case 'quiz':
      return `${home}/quiz/${place.quiz}`
    case 'pool':
      return `${home}/quiz/${place.quiz}/draws/${place.draw}`
    case 'attempt':
      return `${home}/quiz/${place.quiz}/attempt/${place.attempt}`
    default:
      return `${home}/quiz/${place.quiz}/${place.page}`
  }
}
