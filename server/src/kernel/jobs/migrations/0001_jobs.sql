-- Long work, as people see it and as it is given out; one row a job. It is kept up to date in place and is no record:
-- what a job changes stands in the records and in the log.
-- `heartbeat_at` is the database's own time: a runner that has not written it for a while is dead, and its job is given out again.
create table job (
  region_id integer not null references region (region_id),
  id uuid not null,
  kind text not null,
  input jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer,
  note text,
  error_code text,
  error_params jsonb,
  fault_reference text,
  cancel_asked boolean not null default false,
  asked_by uuid not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  attempts integer not null default 0,
  runner uuid,
  heartbeat_at timestamptz,
  primary key (region_id, id)
);
create index job_open on job (asked_at) where state in ('waiting', 'running');
create index job_asked_by on job (region_id, asked_by, asked_at);
