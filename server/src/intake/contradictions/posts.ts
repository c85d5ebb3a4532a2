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
 * posts change overnight, so two days prove nothing. Only posts of one line collide (`collide`); a line that names more posts than another
 * is no contradiction, for papers shorten. Two people may share a name, which is why a person decides.
 */
export function otherPosts(own: Known, others: readonly Known[]): Found[] {
  const [mine] = ofKind([own], 'person')
  const day = own.occurredOn ?? own.issueDate
  if (!mine || mine.fact.post === null || mine.fact.organisation === null || day === null) return []
  const { post, organisation } = mine.fact
  const posts = postsIn(post)
  if (posts.length === 0) return []
  return ofKind(others, 'person')
    .filter(
      other =>
        other.id !== own.id &&
        (other.occurredOn ?? other.issueDate) === day &&
        other.about === own.about &&
        plain(other.fact.organisation ?? '') === plain(organisation),
    )
    .flatMap((other): Found[] => {
      const theirs = postsIn(other.fact.post ?? '')
      if (!posts.some(mine => theirs.some(each => collide(mine, each, posts, theirs)))) return []
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

// 代、副、原 say another post than the word without them; 常务、党组 and the like only say it more closely, and papers leave them out.
const closer = /常务|第一|执行|党组|党委|党工委/g
const changing = /代理|代|副|原|前|候任|名誉/g

/** Whether two posts of one line cannot be held together: 代市长 and 市长. 局长 and 党组书记 are two lines, and one person often has both. */
function collide(mine: string, other: string, all: readonly string[], theirs: readonly string[]): boolean {
  const [a, b] = [mine.replace(closer, ''), other.replace(closer, '')]
  const isSaid = (post: string, posts: readonly string[]) => posts.some(each => each.replace(closer, '') === post)
  return a !== b && a.replace(changing, '') === b.replace(changing, '') && !isSaid(a, theirs) && !isSaid(b, all)
}
