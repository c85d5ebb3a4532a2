import { loadModule } from 'libpg-query'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tables } from './blocks.ts'
import { described, isExcused } from './check.ts'
import { findingsOf } from './findings.ts'

const tables: Tables = {
  ofRegions: new Set(['unit', 'matter', 'part']),
  namingRegions: new Set(['unit', 'matter', 'part', 'job', 'region']),
}
const wrong = (text: string) => findingsOf(text, tables).map(({ table, says }) => `${table} ${says}`.trim())
const unbound = (table: string) => `${table} is not tied to one region`

beforeAll(loadModule)

describe('a statement that keeps to one region', () => {
  it.each([
    'select * from matter where region_id = $1',
    'select * from matter m where m.state = $2 and m.region_id = $1::int',
    'select 1 from matter m join unit u on u.region_id = m.region_id and u.id = m.unit_id where m.region_id = $1',
    'select 1 from matter m join unit u on (u.region_id, u.id) = (m.region_id, m.unit_id) where m.region_id = 320600',
    'select 1 from matter m join unit u using (region_id, id) where u.region_id = $1',
    'select 1 from matter m left join unit u on u.region_id = m.region_id and u.id = m.unit_id where m.region_id = $1',
    'select 1 from matter m left join part p on p.region_id = $1 where m.region_id in ($1)',
    'select * from (select region_id, id from matter where region_id = $1) m join unit u on u.region_id = m.region_id',
    'select * from (select * from matter) m where m.region_id = $1',
    'select * from (select id from matter where region_id = $1 union all select id from part where region_id = $1) m where id = $2',
    'select * from (select region_id r, id from matter union all select region_id, id from part) m where m.r = $1',
    'with m as (select * from matter where region_id = $1) select 1 from m join unit u on u.region_id = m.region_id',
    'select * from matter m where region_id = $1 and not exists (select 1 from part p where p.region_id = m.region_id and p.matter_id = m.id)',
    'select (select count(*) from part p where p.region_id = m.region_id) n from matter m where m.region_id = $1',
    'select * from unit u where (u.region_id, u.id) in (select region_id, unit_id from matter where region_id = $1)',
    'with recursive b as (select id from unit where region_id = $1 union select u.id from unit u join b on u.parent_id = b.id where u.region_id = $1) select * from b',
    'select 1 from job j left join unit u on u.region_id = j.region_id where j.region_id = $1',
    'select * from matter m cross join lateral (select * from part p where p.region_id = m.region_id limit 1) p where m.region_id = $1',
    'select * from matter where region_id = $1 for update skip locked',
    'insert into unit (region_id, id) values ($1, $2), ($1, $3) on conflict (region_id, id) do update set id = excluded.id returning id',
    'insert into unit (id, region_id) select n, $1::int from unnest($2::uuid[]) n on conflict do nothing',
    'insert into unit (region_id, id) select region_id, id from matter where region_id = $1',
    'update matter set state = $2, at = now() where region_id = $1 returning (select name from unit u where u.region_id = $1)',
    'update matter m set state = $2 from part p where p.region_id = m.region_id and m.region_id = $1',
    'delete from part p using matter m where m.region_id = $1 and p.region_id = m.region_id',
    'with gone as (delete from part where region_id = $1 returning *) insert into unit (region_id, id) select $1, id from gone',
    'select * from region, job for update',
  ])('is let through: %s', text => {
    expect(wrong(text)).toEqual([])
  })
})

describe('a table not tied to one region', () => {
  it.each<[string, ...string[]]>([
    ['select * from matter', 'matter'],
    ['select * from matter where id = $1', 'matter'],
    ['select * from matter where region_id = $1 or state = $2', 'matter'],
    ['select * from matter where region_id = any($1)', 'matter'],
    ['select * from matter where region_id <> $1', 'matter'],
    ['select * from matter where region_id = other_id', 'matter'],
    ['select * from matter where not (region_id = $1)', 'matter'],
    ['select * from matter where region_id not in ($1)', 'matter'],
    [
      'select 1 from matter m join unit u on u.id = m.unit_id and u.region_id = m.unit_region where m.region_id = $1',
      'unit',
    ],
    ['select 1 from matter m left join unit u on u.region_id = m.region_id and m.region_id = $1', 'matter', 'unit'],
    [
      'select 1 from matter m right join unit u on u.region_id = m.region_id where m.region_id is null and false = $1',
      'matter',
      'unit',
    ],
    ['select 1 from matter m full join unit u on u.region_id = m.region_id and m.region_id = $1', 'matter', 'unit'],
    ['select * from (select id from matter) m where id = $1', 'matter'],
    ['select id from matter where region_id = $1 union select id from part', 'part'],
    [
      'select * from (select region_id r from matter where region_id = $1 union select region_id from part) m join unit u on u.region_id = m.r',
      'part',
      'unit',
    ],
    ['with m as (select * from matter) select * from m where m.region_id = $1', 'matter'],
    ['select * from matter m where region_id = $1 and exists (select 1 from part p where p.matter_id = m.id)', 'part'],
    [
      'select * from matter m where not exists (select 1 from part p where p.region_id = m.region_id and m.region_id = $1)',
      'matter',
      'part',
    ],
    ['select (select count(*) from part) from matter where region_id = $1', 'part'],
    ['select * from matter where region_id = $1 order by (select max(id) from part)', 'part'],
    ['select * from matter m where region_id in (select region_id from unit)', 'matter', 'unit'],
    ['update matter set state = $1 where id = $2', 'matter'],
    ['update matter set n = (select max(n) from part) where region_id = $1', 'part'],
    ['delete from part where id = $1', 'part'],
    ['delete from part where region_id = $1 returning (select name from unit)', 'unit'],
    ['insert into unit (region_id, id) select region_id, id from matter', 'matter', 'unit'],
    [
      'insert into unit (region_id) values ($1) on conflict (region_id) do update set n = (select max(n) from part)',
      'part',
    ],
    ['select 1 from region r join matter m on m.region_id = r.region_id', 'matter'],
    ['truncate unit', 'unit'],
  ])('is found: %s', (text, ...names) => {
    expect(
      wrong(text)
        .filter(says => says.endsWith('to one region') || says.includes('as a whole'))
        .sort(),
    ).toEqual(
      names.map(name =>
        text.startsWith('truncate') ? `${name} is worked on as a whole (TruncateStmt)` : unbound(name),
      ),
    )
  })
})

describe('what an engine that spreads regions refuses', () => {
  it.each([
    ['insert into unit (id) values ($1)', 'unit inserts without naming region_id'],
    ['insert into unit values ($1, $2)', 'unit inserts without naming region_id'],
    ['insert into unit default values', 'unit inserts without naming region_id'],
    ['insert into unit (region_id, id) values ($1 + 1, $2)', 'unit inserts a region_id that is computed'],
    ['insert into unit (region_id, id) select *, $2 from region', 'unit inserts a region_id that is computed'],
    ['insert into unit (region_id, n) values ($1, (select 1))', 'unit inserts values that hold a subquery'],
    [
      'insert into unit (region_id, id) values ($1, $2) on conflict (id) do nothing',
      'unit on conflict names no region_id',
    ],
    [
      'insert into unit (region_id, id) values ($1, $2) on conflict on constraint unit_key do nothing',
      'unit on conflict names no region_id',
    ],
    [
      'insert into unit (region_id, id) values ($1, $2) on conflict (region_id, id) do update set region_id = $3',
      'unit sets region_id',
    ],
    ['update unit set region_id = $2 where region_id = $1', 'unit sets region_id'],
    ['update unit set n = random() where region_id = $1', 'unit updates with the volatile function random()'],
    [
      'update unit set n = 1 where region_id = $1 and at < clock_timestamp()',
      'unit updates with the volatile function clock_timestamp()',
    ],
    ['merge into unit u using matter m on m.region_id = u.region_id when matched then do nothing', 'unit MERGE'],
    ['select pg_advisory_xact_lock($1)', 'pg_advisory_xact_lock'],
    ['select pg_try_advisory_lock(1) from unit where region_id = $1', 'pg_try_advisory_lock'],
    ['select * from unit for update', 'unit is locked in several regions'],
    [
      'select * from unit where id in (select id from part for update skip locked) and region_id = $1',
      'part is locked in several regions',
    ],
    [
      'with recursive b as (select id from unit where region_id = $1 union select u.id from unit u join b on u.parent_id = b.id) select * from b',
      'unit is walked recursively through several regions',
    ],
    [
      'select * from matter m where exists (select 1 from part p where p.region_id = m.region_id)',
      'part is asked row by row in several regions',
    ],
    [
      'select * from matter m, lateral (select * from part p where p.region_id = m.region_id limit 1) p',
      'part is limited row by row (lateral) in several regions',
    ],
    [
      'select state, count(*) from matter group by grouping sets ((state), ())',
      'matter is grouped in several ways over several regions',
    ],
    [
      'select 1 from matter m join unit u on u.id = m.unit_id',
      'unit is joined with another table in several regions, and not by region',
    ],
    ['select 1 from matter natural join unit', 'joins in a form this check does not understand'],
  ])('is found, and no place is excused from it: %s', (text, says) => {
    const found = findingsOf(text, tables).filter(finding => `${finding.table} ${finding.says}`.trim().startsWith(says))
    expect(found).not.toEqual([])
    expect(found.some(finding => finding.isUnbound)).toBe(false)
  })

  it('lets a place that looks over all regions do so, and join by region', () => {
    const text =
      'select u.region_id, count(*) from unit u join matter m on m.region_id = u.region_id group by u.region_id'
    expect(findingsOf(text, tables).every(finding => finding.isUnbound)).toBe(true)
  })
})

describe('the error a test file ends with', () => {
  it('names the place, the table and the statement, and excuses only the places of the list', () => {
    const [finding] = findingsOf('select *\n  from unit', tables)
    if (!finding) throw new Error('nothing found')
    expect(described('select *\n  from unit', { file: 'matters/store.ts', by: 'all' }, [finding])).toBe(
      'matters/store.ts all\n  unit is not tied to one region\n  select * from unit',
    )
    expect(isExcused(finding, { file: 'matters/store.ts', by: 'all' })).toBe(false)
  })
})
