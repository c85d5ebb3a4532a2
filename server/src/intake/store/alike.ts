import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import type { Day } from '#kernel/time/index.ts'
import { type ArticleRecord, articles } from './articles.ts'
import { type FactRecord, facts, type PageNaming } from './facts.ts'
import { pages } from './pages.ts'
import { repeats } from './repeats.ts'

/** An accepted fact of whatever page, with what is known of where it stands. */
export type AlikeFact = FactRecord &
  PageNaming & {
    regionId: number
    unitId: string | null
    sourceId: string
    issueDate: Day | null
    reading: ArticleRecord['reading']
    /** The article that its own repeats, unless a person said that it does not. */
    repeats: string | null
    about: string
  }

/** So many accepted facts that say one thing of one day are looked at, and so many about one thing: the ones decided last. */
const OF_ONE_DAY = 5
const ABOUT_ONE = 200
const AT_ALL = 3000

const plainly = (field: 'name' | 'subject' | 'indicator') =>
  sql`lower(regexp_replace(normalize(f.fact ->> ${sql.lit(field)}, nfkc), '[[:space:]()《》“”"''·]', '', 'g'))`

/** `aboutOf` (contradictions/known.ts) without the kind in front, written as the index `intake_fact_about` is, or it is not used. */
const about = sql`(case f.kind when 'figure' then ${plainly('subject')} || '|' || regexp_replace(${plainly('indicator')}, '(同比|环比|较上月).*$', '')
  else ${plainly('name')} end)`

/**
 * The accepted facts about the same things as some facts (`abouts` as `aboutOf` gives them), in one query, those decided last first; as of
 * the context's instant. Of what many pages say alike only the last few come.
 */
export async function acceptedAbout(ctx: Ctx, abouts: readonly string[]): Promise<AlikeFact[]> {
  return abouts.length === 0 ? [] : rows(ctx.tx, askAbout(ctx, abouts))
}

/** The question itself, whose plan a test looks at. */
export function askAbout(ctx: Ctx, abouts: readonly string[]) {
  const bare = [...new Set(abouts.map(each => each.slice(each.indexOf('|') + 1)))]
  return sql<AlikeFact>`select * from (
        select x.*, row_number() over (partition by about, claim_keys, issue_date order by decided_at desc, id) of_day,
          row_number() over (partition by about order by decided_at desc, id) of_all
        from (${standing(ctx, sql`${about} = any(${bare}::text[])`)}) x
        where about = any(${[...abouts]}::text[])) y
      where of_day <= ${OF_ONE_DAY} and of_all <= ${ABOUT_ONE} order by decided_at desc, id limit ${AT_ALL}`
}

/** The accepted facts by their ids, as `acceptedAbout` gives them. */
export async function acceptedById(ctx: Ctx, ids: readonly string[]): Promise<AlikeFact[]> {
  if (ids.length === 0) return []
  return rows(ctx.tx, sql<AlikeFact>`${standing(ctx, sql`f.id = any(${[...ids]}::uuid[])`)}`)
}

const standing = (ctx: Ctx, which: ReturnType<typeof sql<boolean>>) => sql`
  select f.*, p.unit_id, p.source_id, p.name page_name, p.publication, p.page page_label, p.issue_date, a.reading,
    f.kind || '|' || ${about} about,
    (select r.first_article_id from ${repeats.at(ctx)} r where r.article_id = f.article_id and r.verdict is distinct from 'different') repeats
  from ${facts.at(ctx)} f
  join ${pages.at(ctx)} p on p.id = f.page_id
  join ${articles.at(ctx)} a on a.id = f.article_id
  where f.state = 'accepted' and f.kind in ('person', 'project', 'figure') and ${which}`

/**
 * Facts that rest on the same project as some of these do: a project that was named otherwise on another page. Gives each with one of those
 * asked for. The room that keeps projects joined them; what it calls the project now is not asked.
 */
export function sharingProject(ctx: Ctx, ids: readonly string[]): Promise<Array<{ factId: string; likeId: string }>> {
  if (ids.length === 0) return Promise.resolve([])
  return rows(
    ctx.tx,
    sql<{ factId: string; likeId: string }>`
      select distinct on (o.fact_id) o.fact_id, p.fact_id like_id from ${provenance.at(ctx)} p
      join ${provenance.at(ctx)} o on o.subject_kind = p.subject_kind and o.subject_id = p.subject_id and o.field = p.field
      where p.subject_kind = 'project' and p.field = 'name' and p.fact_id = any(${[...ids]}::uuid[])
        and o.fact_id is not null and not o.fact_id = any(${[...ids]}::uuid[])
      order by o.fact_id, p.fact_id limit ${ABOUT_ONE}`,
  )
}
