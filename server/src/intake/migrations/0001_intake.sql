-- A page that was brought in and read. Its text is a source of the kernel; the same text may come again after its page was withdrawn.
create table intake_page (
  region_id integer not null,
  id uuid not null,
  source_id uuid not null,
  name text not null,
  publication text,
  page text,
  issue_date date,
  date_standing text not null check (date_standing in ('found', 'given', 'open')),
  date_basis text,
  internal boolean not null,
  unit_id uuid,
  brought_by uuid not null,
  brought_at timestamptz not null,
  chars integer not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, source_id) references source_text (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id),
  check ((issue_date is null) = (date_standing = 'open'))
);
create index intake_page_source on intake_page (region_id, source_id);
create index intake_page_brought on intake_page (region_id, brought_at);
create table intake_page_history (like intake_page, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_page_history_at on intake_page_history (region_id, recorded_from, recorded_to);

-- An article of a page. `reading` holds the datelines and bylines as read.
create table intake_article (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  position integer not null,
  title text not null,
  kicker text,
  subtitle text,
  kind text not null,
  span_start integer not null,
  span_end integer not null check (span_end >= span_start),
  reading jsonb not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id)
);
create index intake_article_page on intake_article (region_id, page_id, position);
create table intake_article_history (like intake_article, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_article_history_at on intake_article_history (region_id, recorded_from, recorded_to);

-- A fact. `fact` is how it reads now, `original` how the reader read it (null when a person added it); `claim_keys` name what it says a
-- number about, so that two facts that give different numbers for one thing find each other.
create table intake_fact (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  article_id uuid not null,
  position integer not null,
  kind text not null,
  state text not null check (state in ('pending', 'accepted', 'rejected', 'withdrawn')),
  span_start integer not null,
  span_end integer not null check (span_end > span_start),
  confidence numeric not null check (confidence between 0 and 1),
  modality text,
  title text not null,
  fact jsonb not null,
  original jsonb,
  corrected text[] not null,
  claim_keys text[] not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, article_id) references intake_article (region_id, id),
  check ((state = 'pending') = (decided_at is null))
);
create index intake_fact_page on intake_fact (region_id, page_id, state);
create index intake_fact_article on intake_fact (region_id, article_id, span_start);
create index intake_fact_state on intake_fact (region_id, state, kind, confidence);
create index intake_fact_claims on intake_fact using gin (claim_keys);
create table intake_fact_history (like intake_fact, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_fact_history_at on intake_fact_history (region_id, recorded_from, recorded_to);
create index intake_fact_history_page on intake_fact_history (region_id, page_id);
