-- Judgements on pairs of places, as on organisations and people; `left_id` is kept when they are the same.
create table place_link (
  region_id integer not null references region (region_id),
  id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  judgement text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, left_id) references place (region_id, id),
  foreign key (region_id, right_id) references place (region_id, id),
  check (left_id <> right_id)
);
create unique index place_link_pair on place_link (region_id, least(left_id, right_id), greatest(left_id, right_id)) where not withdrawn;
create table place_link_history (like place_link, recorded_to timestamptz not null, primary key (region_id, id, version));
create index place_link_history_at on place_link_history (region_id, recorded_from, recorded_to);

-- What touches one record is asked for each name of the queue.
create index organisation_link_left on organisation_link (region_id, left_id);
create index organisation_link_right on organisation_link (region_id, right_id);
create index person_link_left on person_link (region_id, left_id);
create index person_link_right on person_link (region_id, right_id);
create index place_link_left on place_link (region_id, left_id);
create index place_link_right on place_link (region_id, right_id);

-- An answer given at the queue of names, with what it changed, so that it can be taken back; one taken back is withdrawn.
create table name_answer (
  region_id integer not null references region (region_id),
  id uuid not null,
  kind text not null,
  record_id uuid not null,
  other_id uuid,
  answer text not null,
  effects jsonb not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create index name_answer_record on name_answer (region_id, record_id);
create index name_answer_by on name_answer (region_id, recorded_by, recorded_from);
create table name_answer_history (like name_answer, recorded_to timestamptz not null, primary key (region_id, id, version));
create index name_answer_history_at on name_answer_history (region_id, recorded_from, recorded_to);
