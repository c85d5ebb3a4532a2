-- A thing that a source of pages delivered, and what became of it: brought as a page, known as one already, refused, failed and to be tried
-- again, or waiting because a person said to try again. `key` and `mark` are hashes of what it is at its source.
create table intake_delivery (
  region_id integer not null,
  id uuid not null,
  source text not null,
  key text not null,
  mark text,
  name text not null,
  delivered_at timestamptz not null,
  state text not null check (state in ('brought', 'known', 'refused', 'failed', 'waiting')),
  page_id uuid,
  error_code text,
  error_params jsonb,
  tries integer not null check (tries >= 0),
  again_at timestamptz,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, source, key),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  check ((state in ('brought', 'known')) = (page_id is not null)),
  check ((state in ('refused', 'failed')) = (error_code is not null))
);
create index intake_delivery_mark on intake_delivery (region_id, source, mark);
create index intake_delivery_delivered on intake_delivery (region_id, delivered_at, id);
create index intake_delivery_page on intake_delivery (region_id, page_id);
create index intake_delivery_again on intake_delivery (region_id, source) where state in ('failed', 'waiting');
create table intake_delivery_history (like intake_delivery, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_delivery_history_at on intake_delivery_history (region_id, recorded_from, recorded_to);

-- How a source stands: when it was first and last looked at and with what success, when it will be next, and what its collector remembers. It says how
-- things are and is no record: what came of each look stands in the deliveries.
create table intake_source (
  region_id integer not null,
  name text not null,
  first_at timestamptz not null,
  busy_since timestamptz,
  next_at timestamptz not null,
  looked_at timestamptz,
  good_at timestamptz,
  failures integer not null,
  error_code text,
  error_params jsonb,
  has_more boolean not null,
  memory jsonb,
  primary key (region_id, name)
);
