-- How a person laid a page where the reader misread its columns: a line (by the offset at which its printed line begins) begins an article,
-- joins the one before, continues the sentence before, breaks from it, or is read after another line. The reading of the page obeys them.
create table intake_laying (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  act text not null check (act in ('begins', 'joins', 'continues', 'breaks', 'moves')),
  at_line integer not null check (at_line >= 0),
  after_line integer check (after_line >= 0),
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  check ((act = 'moves') = (after_line is not null))
);
create index intake_laying_page on intake_laying (region_id, page_id);
create table intake_laying_history (like intake_laying, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_laying_history_at on intake_laying_history (region_id, recorded_from, recorded_to);
