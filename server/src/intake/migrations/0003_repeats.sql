-- What stands in for an article when others like it are looked for (likeness/sketch.ts). It follows from the text alone and is no record.
create table intake_sketch (
  region_id integer not null,
  article_id uuid not null,
  sketch_version integer not null,
  bands integer[] not null,
  primary key (region_id, article_id),
  foreign key (region_id, article_id) references intake_article (region_id, id)
);
create index intake_sketch_bands on intake_sketch using gin (bands);

-- That an article repeats one that was here before: how alike they are, and what a person said of it, null while nobody has.
create table intake_repeat (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  article_id uuid not null,
  first_page_id uuid not null,
  first_article_id uuid not null,
  likeness numeric not null check (likeness between 0 and 1),
  contained numeric not null check (contained between 0 and 1),
  exact boolean not null,
  verdict text check (verdict in ('same', 'correction', 'different')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, article_id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, article_id) references intake_article (region_id, id),
  foreign key (region_id, first_page_id) references intake_page (region_id, id),
  foreign key (region_id, first_article_id) references intake_article (region_id, id),
  check ((verdict is null) = (decided_at is null))
);
create index intake_repeat_page on intake_repeat (region_id, page_id);
create index intake_repeat_first on intake_repeat (region_id, first_article_id);
create index intake_repeat_first_page on intake_repeat (region_id, first_page_id);
create table intake_repeat_history (like intake_repeat, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_repeat_history_at on intake_repeat_history (region_id, recorded_from, recorded_to);

-- A fact that such an article prints again: it waits for nobody and is counted nowhere, and points to the fact that was here first.
create table intake_repeated_fact (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  article_id uuid not null,
  repeat_id uuid not null,
  first_fact_id uuid not null,
  position integer not null,
  fact jsonb not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, article_id) references intake_article (region_id, id),
  foreign key (region_id, repeat_id) references intake_repeat (region_id, id),
  foreign key (region_id, first_fact_id) references intake_fact (region_id, id)
);
create index intake_repeated_fact_article on intake_repeated_fact (region_id, article_id, position);
create index intake_repeated_fact_first on intake_repeated_fact (region_id, first_fact_id);
create table intake_repeated_fact_history (like intake_repeated_fact, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_repeated_fact_history_at on intake_repeated_fact_history (region_id, recorded_from, recorded_to);
