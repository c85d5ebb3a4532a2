-- Texts that prove facts, kept exactly as read; offsets count UTF-16 code units of `text`.
create table source_text (
  region_id integer not null,
  id uuid not null,
  sha256 text not null,
  name text not null,
  publication text,
  page text,
  issue_date date,
  issue_date_basis text,
  internal boolean not null default false,
  text text not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, sha256)
);
create table source_text_history (like source_text, recorded_to timestamptz not null, primary key (region_id, id, version));

-- A link from a field of a record to what proves it: a span of a source (through an accepted fact, or drawn by hand) or an entry of the log.
create table provenance (
  region_id integer not null,
  id uuid not null,
  subject_kind text not null,
  subject_id text not null,
  field text not null,
  fact_id uuid,
  source_id uuid,
  span_start integer,
  span_end integer,
  entry_id uuid,
  modality text,
  confidence numeric,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, source_id) references source_text (region_id, id),
  check ((source_id is not null and span_start is not null and span_end > span_start) or entry_id is not null)
);
create index provenance_subject on provenance (region_id, subject_kind, subject_id, field);
create index provenance_fact on provenance (region_id, fact_id);
create index provenance_source on provenance (region_id, source_id);
create table provenance_history (like provenance, recorded_to timestamptz not null, primary key (region_id, id, version));
