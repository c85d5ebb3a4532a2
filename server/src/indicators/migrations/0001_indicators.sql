-- What is measured: its unit, how it behaves in time, who publishes it.
create table indicator (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text,
  name_zh text not null,
  name_en text,
  name_key text not null,
  unit text not null,
  kind text not null,
  frequency text not null,
  direction text not null,
  publisher text,
  note text,
  aliases text[] not null default '{}',
  alias_keys text[] not null default '{}',
  standing text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create unique index indicator_code on indicator (region_id, code) where not withdrawn;
create index indicator_key on indicator (region_id, name_key);
create table indicator_history (like indicator, recorded_to timestamptz not null, primary key (region_id, id, version));
create index indicator_history_at on indicator_history (region_id, recorded_from, recorded_to);

-- An indicator of one subject under one comparison: what a line in a chart shows. `change_of` says, for 较上月, which comparison
-- the change belongs to.
create table series (
  region_id integer not null references region (region_id),
  id uuid not null,
  indicator_id uuid not null,
  subject_kind text not null,
  subject_id uuid,
  subject_name text not null,
  subject_key text not null,
  comparison text not null default '',
  change_of text not null default '',
  unit text not null,
  unit_id uuid,
  standing text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, indicator_id) references indicator (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create unique index series_what on series (region_id, indicator_id, subject_key, comparison, change_of, unit) where not withdrawn;
create index series_unit on series (region_id, unit_id);
create table series_history (like series, recorded_to timestamptz not null, primary key (region_id, id, version));
create index series_history_at on series_history (region_id, recorded_from, recorded_to);

-- One value of one period as somebody published it. Values that disagree stand side by side until a person decides.
create table observation (
  region_id integer not null references region (region_id),
  id uuid not null,
  series_id uuid not null,
  period text,
  period_text text,
  period_end date,
  value numeric,
  bound text,
  printed text,
  status text not null,
  basis text not null,
  verdict text not null,
  vintage integer not null,
  published_on date,
  note text,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, series_id) references series (region_id, id)
);
create index observation_series on observation (region_id, series_id, period);
create index observation_fact on observation (region_id, drafted_from);
create table observation_history (like observation, recorded_to timestamptz not null, primary key (region_id, id, version));
create index observation_history_at on observation_history (region_id, recorded_from, recorded_to);
create index observation_history_series on observation_history (region_id, series_id);
