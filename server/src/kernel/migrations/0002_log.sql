-- The append-only log. `body` is the entry's canonical JSON and the only thing hashed; the other columns repeat it for look-ups.
-- `ordinal` rises in the order entries were written under their subjects' locks; it orders a batch, not the log.
create sequence log_ordinal as bigint;
create table log_entry (
  region_id integer not null,
  id uuid not null,
  ordinal bigint not null default nextval('log_ordinal'),
  event text not null,
  subject_kind text not null,
  subject_id text not null,
  actor_id uuid not null,
  at timestamptz not null,
  body text not null,
  primary key (region_id, id)
);
create index log_entry_subject on log_entry (region_id, subject_kind, subject_id, ordinal);
create index log_entry_at on log_entry (region_id, at);

-- Entries committed but not yet in the tree; a row leaves when the sequencer has placed it.
create table log_pending (region_id integer not null, entry_id uuid not null, primary key (region_id, entry_id));

create table log_leaf (
  region_id integer not null,
  index bigint not null,
  entry_id uuid not null,
  leaf_hash bytea not null,
  primary key (region_id, index),
  unique (region_id, entry_id)
);

-- One row a region: the tree's size and the hashes of its complete subtrees, largest first (the compact range), so that appending is cheap.
create table log_head (
  region_id integer not null primary key,
  size bigint not null,
  frontier text[] not null,
  root bytea not null
);

create table log_checkpoint (
  region_id integer not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  at timestamptz not null,
  primary key (region_id, size)
);

-- One row a request that must have one effect, whatever happens twice.
create table idempotency (
  region_id integer not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  at timestamptz not null,
  primary key (region_id, key)
);
