-- A table that a page holds, one a sheet. `shape` says where its head, its columns and its rows stand in the page's text; `names` is the head
-- made regular and `names_key` a hash of these in the order of the alphabet. `mapping` is what the columns were held to mean when it was read
-- last, null while nobody has said, and `outcome` what became of its rows.
create table intake_table (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  article_id uuid not null,
  sheet text not null,
  names_key text not null,
  shape jsonb not null,
  mapping jsonb,
  mapping_id uuid,
  outcome jsonb,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, article_id),
  foreign key (region_id, page_id) references intake_page (region_id, id),
  foreign key (region_id, article_id) references intake_article (region_id, id),
  check ((mapping is null) = (outcome is null)),
  check ((mapping is null) = (mapping_id is null))
);
create index intake_table_page on intake_table (region_id, page_id);
create index intake_table_mapping on intake_table (region_id, mapping_id);
create table intake_table_history (like intake_table, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_table_history_at on intake_table_history (region_id, recorded_from, recorded_to);

-- What a person confirmed the columns of such tables to mean: the next one with these columns, in whatever order, is read with it. Withdrawn
-- when it is forgotten.
create table intake_mapping (
  region_id integer not null,
  id uuid not null,
  names_key text not null,
  reading jsonb not null,
  kind text not null,
  page_id uuid not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, page_id) references intake_page (region_id, id)
);
create unique index intake_mapping_names on intake_mapping (region_id, names_key) where not withdrawn;
create table intake_mapping_history (like intake_mapping, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_mapping_history_at on intake_mapping_history (region_id, recorded_from, recorded_to);

-- Pages of a brought file that are pictures and were not read: what of the file is not in the page's text, and cannot be told from it.
create table intake_picture_pages (
  region_id integer not null,
  id uuid not null,
  page_id uuid not null,
  numbers integer[] not null,
  total integer not null check (total >= cardinality(numbers)),
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, page_id),
  foreign key (region_id, page_id) references intake_page (region_id, id)
);
create table intake_picture_pages_history (like intake_picture_pages, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_picture_pages_history_at on intake_picture_pages_history (region_id, recorded_from, recorded_to);
