import type { Migration } from '../../database/migrate.ts'

/** A table with a column of every type that has ever been hard to copy, its computed column, its identity, and no key at all beside it. */
export const everyType: Migration = {
  room: 'planted',
  name: '0001_every_type.sql',
  text: `
    create type mood as enum ('calm', 'brisk');
    create sequence planted_sequence as bigint;
    create table every_type (
      "Id" integer generated always as identity primary key, "line" text, small smallint, large bigint, exact numeric, short numeric(12, 4),
      half real, whole double precision, yes boolean, day date, moment timestamptz, wall timestamp, hour time, span interval, bytes bytea,
      doc jsonb, raw json, words text[], numbers integer[], nested text[][], ids uuid[], one uuid, few varchar(8), fixed char(4), how mood,
      bits bit(5), address inet, days daterange, double_of integer generated always as (small * 2) stored
    );
    create table keyless (a text, b text);
    insert into keyless values ('put in by the migration', null);
  `,
}

/** The next version of that room: what it had is kept in another shape. */
export const nextVersion: Migration = {
  room: 'planted',
  name: '0002_next.sql',
  text: `alter table keyless add column c text; update keyless set c = a || '/' || coalesce(b, '-');`,
}

/** Rows with the values on which copies are known to differ. */
export const hardValues = `
  insert into every_type ("line", small, large, exact, short, half, whole, yes, day, moment, wall, hour, span, bytes, doc, raw, words, numbers,
    nested, ids, one, few, fixed, how, bits, address, days) values
  (E'汉字 \\u2028 \\r\\n\\t "quoted" \\\\ \\x01 👩‍🔬', 32767, 9223372036854775807, 'NaN', 12345678.9000, 'Infinity', 0.1::float8 + 0.2::float8, true,
    'infinity', '2025-05-08 00:40:00.123456+00', '0044-03-15 00:00:00.000001 BC', '23:59:59.999999', '1 year -2 mons 3 days 04:05:06.000007',
    '\\x0001ff0a22', '{"b": 1.50, "a": [1e400, 12345678901234567890.12345678901234567890, null], "": "\\u4e2d"}',
    '{ "b" : 1.0,  "a":1, "a":2 }', array['', null, 'null', '"', '\\', '{}', 'a,b'], '{}', array[['x', null], ['y', 'z']], '{}',
    '0190a4e2-1b80-7000-81a4-adeb05caec35', 'eight888', 'ab', 'brisk', '10101', '::1/128', '[2025-01-01,)'),
  ('', -32768, -9223372036854775808, -0.000, -0.0001, '-0', '-Infinity', false, '-infinity', '-infinity', 'infinity', '24:00', '-00:00:01', '',
    'null', 'null', null, array[1, null, -2147483648], '{}', null, null, '', '', 'calm', '00000', '10.0.0.0/8', 'empty'),
  (null, null, null, 1e-30, null, 1.17549435e-38, 5e-324, null, null, '0001-01-01 00:00:00+00 BC', '294276-12-31 23:59:59.999999', null, null, null,
    '"\\\\u0041"', '"x"', null, null, null, null, null, null, null, null, null, null, null);
  insert into keyless values ('same', null), ('same', null), (null, ''), ('中', '文');
  select setval('planted_sequence', 41, false);`
