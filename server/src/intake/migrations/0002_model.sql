-- One asking of a model about a page: by whom and when, with which words, how far it is, and what came of it. What a model proposed and we
-- dropped is counted by its reason and not kept.
create table intake_asking (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  model text not null,
  prompt text not null,
  state text not null check (state in ('asked', 'done', 'failed')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  parts integer not null,
  parts_done integer not null check (parts_done between 0 and parts),
  proposed integer not null default 0,
  added integer not null default 0,
  agreed integer not null default 0,
  dropped jsonb not null,
  error_code text,
  error_params jsonb,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  check ((state = 'failed') = (error_code is not null))
);
create index intake_asking_page on intake_asking (region_id, page_id, asked_at);
create index intake_asking_failed on intake_asking (region_id, asked_at) where state = 'failed';
create table intake_asking_history (like intake_asking, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_asking_history_at on intake_asking_history (region_id, recorded_from, recorded_to);

-- That a model proposed a fact: one that nobody had read, or, where it agrees, one that stood there already. The fact itself says nothing of
-- it: how it reads is the same whoever proposed it.
create table intake_proposal (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  fact_id uuid not null,
  asking_id uuid not null,
  agrees boolean not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, fact_id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, fact_id) references intake_fact (region_id, id),
  foreign key (region_id, asking_id) references intake_asking (region_id, id)
);
create index intake_proposal_page on intake_proposal (region_id, page_id);
create table intake_proposal_history (like intake_proposal, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_proposal_history_at on intake_proposal_history (region_id, recorded_from, recorded_to);

-- Each request that left for the model, written before it leaves: how much of a page, and the hash of what was sent. Counted by the hour.
create table intake_model_request (
  region_id integer not null,
  id uuid not null,
  asking_id uuid not null,
  sent_at timestamptz not null,
  chars integer not null,
  sha256 text not null,
  primary key (region_id, id),
  foreign key (region_id, asking_id) references intake_asking (region_id, id)
);
create index intake_model_request_sent on intake_model_request (region_id, sent_at);
