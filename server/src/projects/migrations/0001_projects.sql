-- A signing batch (签约批次): the stated total is kept apart from what the known members add up to.
create table signing_batch (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text not null,
  name text not null,
  signed_on date,
  event text,
  stated_count integer,
  stated_total_fen bigint,
  stated_total_printed text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create unique index signing_batch_code on signing_batch (region_id, code) where not withdrawn;
create table signing_batch_history (like signing_batch, recorded_to timestamptz not null, primary key (region_id, id, version));
create index signing_batch_history_at on signing_batch_history (region_id, recorded_from, recorded_to);

create table project (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text,
  name text not null,
  parent_id uuid,
  batch_id uuid,
  unit_id uuid,
  unit_ids uuid[] not null default '{}',
  kind text,
  level text,
  place text,
  chain text,
  content text,
  -- The stage shown: the furthest stage reached, recognised or claimed; derived by the command from project_stage.
  stage text,
  stage_on date,
  stage_recognised boolean not null default false,
  problem text,
  draft boolean not null default false,
  shared_with integer[] not null default '{}',
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, parent_id) references project (region_id, id),
  foreign key (region_id, batch_id) references signing_batch (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create index project_batch on project (region_id, batch_id);
create index project_unit on project (region_id, unit_id);
create table project_history (like project, recorded_to timestamptz not null, primary key (region_id, id, version));
create index project_history_at on project_history (region_id, recorded_from, recorded_to);

-- One stage of a project: planned, claimed by the unit, recognised by the office after a check. The three dates differ and are kept apart.
create table project_stage (
  region_id integer not null,
  id uuid not null,
  project_id uuid not null,
  stage text not null,
  planned_on date,
  claimed_on date,
  recognised_on date,
  checklist text[] not null default '{}',
  note text,
  rule_name text not null,
  rule_version text not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, project_id) references project (region_id, id)
);
create unique index project_stage_once on project_stage (region_id, project_id, stage) where not withdrawn;
create table project_stage_history (like project_stage, recorded_to timestamptz not null, primary key (region_id, id, version));
create index project_stage_history_at on project_stage_history (region_id, recorded_from, recorded_to);

create table project_party (
  region_id integer not null,
  id uuid not null,
  project_id uuid not null,
  name text not null,
  organisation_id uuid,
  role text not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, project_id) references project (region_id, id)
);
create index project_party_project on project_party (region_id, project_id);
create index project_party_organisation on project_party (region_id, organisation_id);
create table project_party_history (like project_party, recorded_to timestamptz not null, primary key (region_id, id, version));
create index project_party_history_at on project_party_history (region_id, recorded_from, recorded_to);

-- An amount or a capacity as printed; money also as integer fen. Total, single, contract and registered are never added together.
create table project_amount (
  region_id integer not null,
  id uuid not null,
  project_id uuid not null,
  what text not null,
  value numeric not null,
  unit text not null,
  bound text,
  printed text not null,
  fen bigint,
  currency text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, project_id) references project (region_id, id)
);
create index project_amount_project on project_amount (region_id, project_id);
create table project_amount_history (like project_amount, recorded_to timestamptz not null, primary key (region_id, id, version));
create index project_amount_history_at on project_amount_history (region_id, recorded_from, recorded_to);

create table agreement (
  region_id integer not null references region (region_id),
  id uuid not null,
  subject text not null,
  form text not null,
  signed_on date,
  parties text[] not null,
  organisation_ids uuid[] not null default '{}',
  term text,
  draft boolean not null default false,
  shared_with integer[] not null default '{}',
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create table agreement_history (like agreement, recorded_to timestamptz not null, primary key (region_id, id, version));
create index agreement_history_at on agreement_history (region_id, recorded_from, recorded_to);
