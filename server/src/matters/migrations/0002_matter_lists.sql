-- The list by time limit (按时限), read from its end without sorting every matter; the same expression stands in store/lists.ts.
create index matter_list_due on matter (region_id, coalesce(due_current, '9999-12-31'::date), id);
-- The same as of an instant: the versions as boxes between the instants they stood, at the height of their day (kernel/history/plane.ts).
create index matter_plane on matter using gist ((box(
  point(extract(epoch from recorded_from - timestamptz '2000-01-01 00:00:00+00')::float8,
    region_id * 1e7::float8 + (coalesce(due_current, '9999-12-31'::date) - date '0001-01-01')),
  point(1e12::float8, region_id * 1e7::float8 + (coalesce(due_current, '9999-12-31'::date) - date '0001-01-01')))));
create index matter_history_plane on matter_history using gist ((box(
  point(extract(epoch from recorded_from - timestamptz '2000-01-01 00:00:00+00')::float8,
    region_id * 1e7::float8 + (coalesce(due_current, '9999-12-31'::date) - date '0001-01-01')),
  point(extract(epoch from recorded_to - timestamptz '2000-01-01 00:00:00+00')::float8,
    region_id * 1e7::float8 + (coalesce(due_current, '9999-12-31'::date) - date '0001-01-01')))));
