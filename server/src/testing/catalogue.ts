import { type RawBuilder, sql } from '#kernel/database/sql.ts'
import { localTables, referenceTables } from './tableKinds.ts'

/** A rule a schema must keep so that its regions can be spread over machines. `breaches` gives a line for each place that breaks it. */
export type CatalogueRule = {
  holds: string
  breaches: RawBuilder<{ at: string }>
  /** Statements that break the rule, and the breaches that must then be found. */
  planted: string
  found: readonly string[]
}

/** Indexes that need an extension: the program asks whether the database has it, and does without where it has not. */
export const probedIndexes: readonly string[] = []

const local = [...localTables.keys()]
const reference = [...referenceTables.keys()]

/** Tables of the schema with their kind: `local`, `reference` or, all others, of regions. */
const tables = sql`tables as (
  select c.oid, c.relname::text "name",
    case when c.relname = any(${local}) then 'local' when c.relname = any(${reference}) then 'reference' else 'regions' end kind,
    (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_id' and not a.attisdropped) region
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r')`

const columns = sql`columns as (
  select t.name "table", t.kind, a.attname::text "name", a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attnum, a.attrelid,
    pg_get_expr(d.adbin, d.adrelid) given, row_number() over (partition by t.oid order by a.attnum) place
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum)`

const foreignKeys = sql`foreign_keys as (
  select c.*, t.name || '.' || c.conname "at", t.kind from_kind, t.region from_region, f.kind to_kind, f.region to_region
  from pg_constraint c join tables t on t.oid = c.conrelid join tables f on f.oid = c.confrelid where c.contype = 'f')`

const record = ['version', 'recorded_from', 'recorded_by', 'reason', 'withdrawn']
const regional = 'region_id integer not null'

export const catalogueRules: readonly CatalogueRule[] = [
  {
    holds: 'every table belongs to regions by a region_id of integers, or is named as local or as a reference',
    breaches: sql`with ${tables}, ${columns} select t.name "at" from tables t where t.kind = 'regions' and not exists (
      select 1 from columns c where c.attrelid = t.oid and c.name = 'region_id' and c.attnotnull and c.atttypid = 'int4'::regtype)`,
    planted: `create table planted_bare (id uuid not null); create table planted_null (region_id integer, id uuid not null);
      create table planted_wide (region_id bigint not null, id uuid not null)`,
    found: ['planted_bare', 'planted_null', 'planted_wide'],
  },
  {
    holds: 'every table named as local or as a reference is there',
    breaches: sql`with ${tables} select n "at" from unnest(${[...local, ...reference]}::text[]) n where n not in (select name from tables)`,
    planted: 'drop table sign_in_failure',
    found: ['sign_in_failure'],
  },
  {
    holds: 'there are plain tables only: no views, kept or not, no partitions, no foreign or inherited tables',
    breaches: sql`select relname "at" from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i', 'S', 'c')
      union all select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r'`,
    planted: `create view planted_view as select 1 n; create materialized view planted_kept as select 1 n;
      create table planted_whole (${regional}) partition by list (region_id); create table planted_child () inherits (unit)`,
    found: ['planted_child', 'planted_kept', 'planted_view', 'planted_whole'],
  },
  {
    holds: 'region_id is the first column of every primary key and unique index',
    breaches: sql`with ${tables} select i.relname "at" from pg_index x join tables t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      where t.kind = 'regions' and x.indisunique and x.indkey[0] is distinct from t.region`,
    planted: `create table planted (${regional}, id uuid not null primary key, a text, unique (a, region_id));
      create unique index planted_lower on planted (lower(a))`,
    found: ['planted_a_region_id_key', 'planted_lower', 'planted_pkey'],
  },
  {
    holds: 'region_id with = is the first part of every exclusion',
    breaches: sql`with ${tables} select c.conname "at" from pg_constraint c join tables t on t.oid = c.conrelid
      where t.kind = 'regions' and c.contype = 'x'
        and not (c.conkey[1] = t.region and (select o.oprname = '=' from pg_operator o where o.oid = c.conexclop[1]))`,
    planted: `create table planted (${regional}, n integer, constraint planted_any exclude (n with =), constraint planted_last exclude (n with =, region_id with =),
      constraint planted_good exclude (region_id with =, n with =))`,
    found: ['planted_any', 'planted_last'],
  },
  {
    holds: 'a foreign key between tables of regions begins with region_id on both sides',
    breaches: sql`with ${tables}, ${foreignKeys} select "at" from foreign_keys
      where from_kind = 'regions' and to_kind = 'regions' and not (conkey[1] = from_region and confkey[1] = to_region)`,
    planted: `create table planted (${regional}, id uuid not null, other integer not null, primary key (region_id, id), unique (region_id, other), unique (id));
      create table planted_free (${regional}, planted_id uuid references planted (id));
      create table planted_crossed (${regional}, other integer, planted_id uuid, foreign key (other, planted_id) references planted (region_id, id),
        foreign key (region_id, other) references planted (other, region_id))`,
    found: [
      'planted_crossed.planted_crossed_other_planted_id_fkey',
      'planted_crossed.planted_crossed_region_id_other_fkey',
      'planted_free.planted_free_planted_id_fkey',
    ],
  },
  {
    holds: 'other foreign keys lead to references, or stay among local tables',
    breaches: sql`with ${tables}, ${foreignKeys} select "at" from foreign_keys where not (
      to_kind = 'reference' or (from_kind = 'regions' and to_kind = 'regions') or (from_kind = 'local' and to_kind = 'local'))`,
    planted: `create table planted (${regional}, job uuid, account text references "user" (id), foreign key (region_id, job) references job (region_id, id));
      alter table sign_in_failure add region_id integer, add unit_id uuid, add foreign key (region_id, unit_id) references unit (region_id, id);
      alter table region add unit_id uuid, add foreign key (region_id, unit_id) references unit (region_id, id)`,
    found: [
      'planted.planted_account_fkey',
      'planted.planted_region_id_job_fkey',
      'region.region_region_id_unit_id_fkey',
      'sign_in_failure.sign_in_failure_region_id_unit_id_fkey',
    ],
  },
  {
    holds: 'no foreign key sets null or a default, or changes what it names',
    breaches: sql`with ${tables}, ${foreignKeys} select "at" from foreign_keys where confdeltype in ('n', 'd') or confupdtype not in ('a', 'r')`,
    planted: `create table planted_null (${regional}, u uuid, foreign key (region_id, u) references unit (region_id, id) on delete set null (u));
      create table planted_default (${regional}, u uuid, foreign key (region_id, u) references unit (region_id, id) on delete set default);
      create table planted_moves (${regional}, u uuid, foreign key (region_id, u) references unit (region_id, id) on update cascade)`,
    found: [
      'planted_default.planted_default_region_id_u_fkey',
      'planted_moves.planted_moves_region_id_u_fkey',
      'planted_null.planted_null_region_id_u_fkey',
    ],
  },
  {
    holds: 'there is no trigger and no rule',
    breaches: sql`select t.tgname "at" from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
      union all select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    planted: `create function planted() returns trigger language plpgsql as 'begin return new; end';
      create trigger planted_on_region before insert on region for each row execute function planted();
      create rule planted_away as on delete to unit do instead nothing`,
    found: ['planted_away', 'planted_on_region'],
  },
  {
    holds: 'there is no identity column, and no sequence below bigint',
    breaches: sql`with ${tables}, ${columns} select "table" || '.' || name "at" from columns where attidentity <> ''
        or (given like 'nextval(%' and atttypid <> 'int8'::regtype)
      union all select s.seqrelid::regclass::text from pg_sequence s where s.seqtypid <> 'int8'::regtype`,
    planted: `create table planted (${regional}, n bigint generated always as identity); create sequence planted_small as integer;
      create sequence planted_large; create table planted_count (${regional}, n integer default nextval('planted_large'))`,
    found: ['planted.n', 'planted_count.n', 'planted_small'],
  },
  {
    holds: 'no default is volatile: ids and instants come from the program',
    breaches: sql`with ${tables}, ${columns} select distinct c.table || '.' || c.name "at"
      from columns c, regexp_matches(c.given, '([a-z_0-9]+)\\(', 'g') called
      join pg_proc p on p.proname = called[1] and p.provolatile = 'v' and p.proname <> 'nextval'`,
    planted: `create table planted (${regional}, id uuid default gen_random_uuid(), n float8 default random() + 1,
      at timestamptz default now(), at_once timestamptz default clock_timestamp())`,
    found: ['planted.at_once', 'planted.id', 'planted.n'],
  },
  {
    holds: 'what an extension brings is used by indexes only, and only by those the program can do without',
    breaches: sql`select i.relname "at" from pg_index x join pg_class i on i.oid = x.indexrelid join pg_opclass o on o.oid = any(x.indclass)
        where i.relnamespace = 'public'::regnamespace and o.opcnamespace <> 'pg_catalog'::regnamespace and not (i.relname = any(${probedIndexes}))
      union all select t.typname from pg_type t join pg_attribute a on a.atttypid = t.oid join pg_class c on c.oid = a.attrelid
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and t.typnamespace not in ('pg_catalog'::regnamespace)`,
    planted: `create operator class planted_ops for type int4 using btree as operator 1 <, operator 3 =, operator 5 >, function 1 btint4cmp(int4, int4);
      create domain planted_domain as text; create table planted (${regional}, a planted_domain);
      create index planted_index on planted (region_id planted_ops)`,
    found: ['planted_domain', 'planted_index'],
  },
  {
    holds: 'every record has a history of the same columns, with the end of each version',
    breaches: sql`with ${tables}, ${columns}, records as (
        select t.name from tables t where t.name not like '%\\_history' and (
          exists (select 1 from tables h where h.name = t.name || '_history')
          or (select count(*) from columns c where c.table = t.name and c.name = any(${record})) = ${record.length})),
      kept as (
        select c.table "of", c.place, c.name, c.atttypid, c.atttypmod, c.attnotnull from columns c join records r on r.name = c.table
        union all select r.name, 1 + (select count(*) from columns c where c.table = r.name), 'recorded_to', 'timestamptz'::regtype, -1, true from records r),
      held as (
        select r.name "of", c.place, c.name, c.atttypid, c.atttypmod, c.attnotnull from columns c join records r on c.table = r.name || '_history')
      select distinct "of" "at" from (table kept except table held) missing union select distinct "of" from (table held except table kept) more
      union select name from tables h where h.name like '%\\_history'
        and not exists (select 1 from tables t where t.name || '_history' = h.name)`,
    planted: `create table planted (${regional}, version integer, recorded_from timestamptz, recorded_by uuid, reason text, withdrawn boolean);
      create table planted_orphan_history (${regional}); alter table unit_history add seen_on date; alter table member add seen_on date;
      alter table person_history alter column name type varchar(9)`,
    found: ['member', 'person', 'planted', 'planted_orphan_history', 'unit'],
  },
  {
    holds: 'a history is keyed by region, record and version',
    breaches: sql`with ${tables} select t.name "at" from tables t where t.name like '%\\_history' and not exists (
      select 1 from pg_constraint c where c.conrelid = t.oid and c.contype = 'p' and pg_get_constraintdef(c.oid) = 'PRIMARY KEY (region_id, id, version)')`,
    planted: `create table planted_history (${regional}, id uuid, version integer, primary key (region_id, version, id))`,
    found: ['planted_history'],
  },
]
