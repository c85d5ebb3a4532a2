-- Lines of a letter's body that were cut away before it was brought, by what they were: letters that are answered, a signature, the head above a
-- forwarded letter. What of the letter is not in the page's text, and cannot be told from it.
create table intake_cut_lines (
  region_id integer not null,
  id uuid not null,
  delivery_id uuid not null,
  quoted integer not null check (quoted >= 0),
  signature integer not null check (signature >= 0),
  header integer not null check (header >= 0),
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, delivery_id),
  foreign key (region_id, delivery_id) references intake_delivery (region_id, id),
  check (quoted + signature + header > 0)
);
create table intake_cut_lines_history (like intake_cut_lines, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_cut_lines_history_at on intake_cut_lines_history (region_id, recorded_from, recorded_to);
