-- A series of meetings with its cadence in Chinese terms (every two months, mid-month, avoiding holidays).
create table meeting_series (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  every_months integer not null,
  month_window text not null,
  avoid_holidays boolean not null,
  start_time text not null,
  minutes_budget integer not null,
  place text,
  -- The agenda a new meeting begins with: copied, never shared.
  template jsonb not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create unique index meeting_series_code on meeting_series (region_id, code) where not withdrawn;
create table meeting_series_history (like meeting_series, recorded_to timestamptz not null, primary key (region_id, id, version));
create index meeting_series_history_at on meeting_series_history (region_id, recorded_from, recorded_to);

create table meeting (
  region_id integer not null references region (region_id),
  id uuid not null,
  series_id uuid,
  kind text not null,
  title text not null,
  held_on date not null,
  until_on date,
  start_time text,
  place text,
  state text not null,
  minutes_budget integer,
  minutes_text text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, series_id) references meeting_series (region_id, id)
);
create index meeting_held on meeting (region_id, held_on);
create table meeting_history (like meeting, recorded_to timestamptz not null, primary key (region_id, id, version));
create index meeting_history_at on meeting_history (region_id, recorded_from, recorded_to);

create table agenda_item (
  region_id integer not null,
  id uuid not null,
  meeting_id uuid not null,
  position integer not null,
  title text not null,
  mode text not null,
  minutes integer,
  unit_id uuid,
  result text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, meeting_id) references meeting (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create index agenda_item_meeting on agenda_item (region_id, meeting_id, position);
create table agenda_item_history (like agenda_item, recorded_to timestamptz not null, primary key (region_id, id, version));
create index agenda_item_history_at on agenda_item_history (region_id, recorded_from, recorded_to);

-- What came out of a meeting, typed: a decision, a task (which becomes a matter), or information. Also what was said on a unit's sheet.
create table meeting_outcome (
  region_id integer not null,
  id uuid not null,
  meeting_id uuid not null,
  agenda_item_id uuid,
  kind text not null,
  text text not null,
  unit_id uuid,
  due_on date,
  matter_id uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, meeting_id) references meeting (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create index meeting_outcome_meeting on meeting_outcome (region_id, meeting_id);
create table meeting_outcome_history (like meeting_outcome, recorded_to timestamptz not null, primary key (region_id, id, version));
create index meeting_outcome_history_at on meeting_outcome_history (region_id, recorded_from, recorded_to);

-- A frozen review pack: not its text but the instant it speaks of and the hash of what it said; it is rendered again from the history
-- and must hash the same.
create table review_pack (
  region_id integer not null,
  id uuid not null,
  meeting_id uuid not null,
  draft_number integer not null,
  as_of timestamptz not null,
  previous_as_of timestamptz,
  content_sha256 text not null,
  figures integer not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, meeting_id) references meeting (region_id, id)
);
create unique index review_pack_draft on review_pack (region_id, meeting_id, draft_number) where not withdrawn;
create table review_pack_history (like review_pack, recorded_to timestamptz not null, primary key (region_id, id, version));
create index review_pack_history_at on review_pack_history (region_id, recorded_from, recorded_to);
