import { plain } from '../rules.ts'
import { type Found, type Known, ofKind } from './known.ts'

// 领导、负责人 say a rank and no post (domain 0: 市领导 is a rank word), so they contradict none.
const rankOnly = /^(市|省|县|区|镇)?(有关|主要|相关)?(领导|负责人|负责同志|干部|代表|嘉宾)$/

/** The single posts of a printed line: 市委副书记、市长 are two. */
const postsIn = (post: string) =>
  post
    .split(/[、，,；;/]|兼/)
    .map(plain)
    .filter(each => each !== '' && !rankOnly.test(each))

/**
 * Another post of the same person at the same body on the same day: 代市长 on one page and 市长 on another of that day. No tolerance in days:
 * posts change overnight, so two days prove nothing. A line that names more posts than another is no contradiction, for papers shorten.
 * Two people may share a name, which is why a person decides.
 */
export function otherPosts(own: Known, others: readonly Known[]): Found[] {
  const [mine] = ofKind([own], 'person')
  const day = own.occurredOn ?? own.issueDate
  if (!mine || mine.fact.post === null || mine.fact.organisation === null || day === null) return []
  const { name, post, organisation } = mine.fact
  const posts = postsIn(post)
  if (posts.length === 0) return []
  return ofKind(others, 'person')
    .filter(
      other =>
        other.id !== own.id &&
        (other.occurredOn ?? other.issueDate) === day &&
        plain(other.fact.name) === plain(name) &&
        plain(other.fact.organisation ?? '') === plain(organisation),
    )
    .flatMap((other): Found[] => {
      const theirs = postsIn(other.fact.post ?? '')
      const agree = theirs.length === 0 || within(posts, theirs) || within(theirs, posts)
      if (agree) return []
      return [
        {
          kind: 'post',
          factId: own.id,
          otherIds: [other.id],
          said: post,
          other: other.fact.post ?? '',
          unit: '',
          tolerance: 0,
        },
      ]
    })
}

const within = (few: readonly string[], many: readonly string[]) => few.every(each => many.includes(each))
