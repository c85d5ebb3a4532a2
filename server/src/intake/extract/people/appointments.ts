import { canBeName } from '../lexicon/surnames.ts'
import type { Reading } from '../reading.ts'
import { allMatches, search, searchFor } from '../scan.ts'
import { type Chain, chainBefore } from './chain.ts'

/** A person whose post is said behind the name: what was decided of them, or what they are at present. */
type Appointed = Omit<Chain, 'start'> & {
  name: string
  nameStart: number
  end: number
  listEnd: number
  proofEnd?: number
}

/** 任命某某为某局局长; 免去某某的某局局长职务; several names may be decided of at once. */
const DECIDED = searchFor(
  '(?:任命|聘任|聘请|推选|选举|补选|提名|增补|批准|免去)([\\u3400-\\u9fff]{2,4}(?:、[\\u3400-\\u9fff]{2,4}){0,8}?)(?:同志|先生|女士)?(?:担任|为|任|的)([^，。；：！？“”《》\\n]{2,40}?)(?:职务)?(?=[，。；\\n]|$)',
  '任聘推选补提增批免',
)
/** 某某，男，汉族，…，现任某局局长: the lines of a public notice before an appointment. */
const NOTICE =
  /(?<=^|\n)([\u3400-\u9fff]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff]{1,2})[， ][男女][， ][^\n]{0,200}?(?:现任|现为)([^，。；\n ]{2,60})(?=[，。； \n]|$)/g

/** 决定任命： and then a line for each: 某某为某局局长； 某某的某局局长职务。 */
const LISTED =
  /(?<=\n)([\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4}){0,8})(?:（女）)?(?:为|的)([^，。；：\n]{2,40}?)(?:职务)?[；。]/g
const LISTS = /(?:任命|免去|补选|选举|决定任免)(?:名单)?：?\n/

/** A passage that is longer proves nothing at a glance: then the name alone is shown. */
const LONGEST_PROOF = 150

/** People who are appointed, dismissed or introduced, with the posts that stand behind their names. */
export function appointed(reading: Reading): Appointed[] {
  const found: Appointed[] = []
  const add = (printed: string, nameStart: number, postStart: number, postEnd: number) => {
    const name = printed.replace(' ', '')
    const chain = canBeName(name) ? chainBefore(reading, postEnd, postStart) : null
    if (!chain) return
    const listEnd = reading.text.startsWith('职务', postEnd) ? postEnd + 2 : postEnd
    const proof = postEnd - nameStart <= LONGEST_PROOF ? { proofEnd: postEnd } : {}
    found.push({ ...chain, name, nameStart, end: nameStart + printed.length, listEnd, ...proof })
  }
  const listed = LISTS.test(reading.text) ? allMatches(LISTED, reading.text) : []
  for (const match of [...search(DECIDED, reading.text), ...listed]) {
    const [all, names = '', post = ''] = match
    const postStart = match.index + all.indexOf(post, all.indexOf(names) + names.length)
    let at = match.index + all.indexOf(names)
    for (const name of names.split('、')) {
      add(name, at, postStart, postStart + post.length)
      at += name.length + 1
    }
  }
  for (const match of /[男女][， ]/.test(reading.text) ? allMatches(NOTICE, reading.text) : []) {
    const [all, name = '', post = ''] = match
    const postEnd = match.index + all.length
    add(name, match.index, postEnd - post.length, postEnd)
  }
  return found
}
