-- A draw of a quiz (抽取), one for each cut-off that is not called off. The pool and the rules are copied when it is frozen.
create table quiz_draw (
  region_id integer not null,
  id uuid not null,
  quiz_id uuid not null,
  -- Which cut-off of the quiz, from 1.
  number integer not null,
  cutoff timestamptz not null,
  pool integer not null,
  excluded integer not null,
  winners integer not null,
  reserves integer not null,
  -- What is announced of who is left out, and the sources: rounds of drand are worked out, a label with the draw's id stands first.
  exclusion jsonb not null,
  sources jsonb not null,
  frozen_at timestamptz not null,
  frozen_by uuid not null,
  announcement jsonb,
  announcement_hash text,
  -- The entry of the log that holds the hash.
  announcement_entry uuid,
  announced_by uuid,
  used jsonb,
  result jsonb,
  drawn_by uuid,
  published_by uuid,
  published_at timestamptz,
  called_off boolean not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, quiz_id) references quiz (region_id, id)
);
create unique index quiz_draw_number on quiz_draw (region_id, quiz_id, number) where not called_off and not withdrawn;
create index quiz_draw_of on quiz_draw (region_id, quiz_id);
create table quiz_draw_history (like quiz_draw, recorded_to timestamptz not null, primary key (region_id, id, version));
create index quiz_draw_history_at on quiz_draw_history (region_id, recorded_from, recorded_to);

-- The frozen pool, first place first: copied values. Nothing changes in it but the citizen's id, which goes when they are erased.
create table quiz_draw_place (
  region_id integer not null,
  draw_id uuid not null,
  place integer not null,
  id uuid not null,
  alias text not null,
  citizen_id uuid,
  score integer not null,
  tenths integer not null,
  finished_at timestamptz not null,
  excluded boolean not null,
  primary key (region_id, draw_id, place),
  unique (region_id, id),
  unique (region_id, draw_id, alias),
  foreign key (region_id, draw_id) references quiz_draw (region_id, id)
);
create index quiz_draw_place_of on quiz_draw_place (region_id, citizen_id) where citizen_id is not null;

-- What people brought for a source. Written once; who corrects themselves adds a line with the next number.
create table quiz_draw_entry (
  region_id integer not null,
  draw_id uuid not null,
  -- Of all that was brought for the draw, from 1.
  number integer not null,
  -- The source's place in the announcement, from 0.
  source integer not null,
  fallback boolean not null,
  given jsonb not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (region_id, draw_id, number),
  foreign key (region_id, draw_id) references quiz_draw (region_id, id)
);
