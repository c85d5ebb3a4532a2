-- What a decision about a fact taught the reader: which reading gives which from then on. Withdrawn with its decision; switched off and on by
-- a person, its history says when. `publication` or else `unit_id` is whose pages it holds on; with neither it holds on all.
create table intake_lesson (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  fact_id uuid not null,
  kind text not null check (kind in ('name', 'alias', 'edge', 'rewrite', 'type', 'unit', 'post', 'pattern')),
  fact_kind text not null,
  field text not null,
  side text check (side in ('start', 'end')),
  ending text,
  read text not null,
  gives text,
  decision text not null check (decision in ('accepted', 'corrected', 'added', 'rejected')),
  publication text,
  unit_id uuid,
  valid_from date not null,
  taught_by uuid not null,
  taught_at timestamptz not null,
  off boolean not null,
  off_reason text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, fact_id) references intake_fact (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id),
  check ((kind = 'edge') = (side is not null)),
  check ((kind in ('type', 'unit')) = (ending is not null))
);
create index intake_lesson_fact on intake_lesson (region_id, fact_id);
create index intake_lesson_taught on intake_lesson (region_id, taught_at, id);
create table intake_lesson_history (like intake_lesson, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_lesson_history_at on intake_lesson_history (region_id, recorded_from, recorded_to);
