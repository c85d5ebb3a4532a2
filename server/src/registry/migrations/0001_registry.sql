-- Places of the region and of its partners: divisions by code, functional zones and sites without one.
create table place (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text,
  name text not null,
  name_en text,
  name_key text not null,
  level text not null,
  parent_id uuid,
  valid_from date,
  valid_to date,
  replaced_by text[] not null default '{}',
  aliases text[] not null default '{}',
  alias_keys text[] not null default '{}',
  note text,
  standing text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, parent_id) references place (region_id, id)
);
create unique index place_code on place (region_id, code) where not withdrawn;
create index place_name on place (region_id, name_key);
create index place_fact on place (region_id, drafted_from);
create table place_history (like place, recorded_to timestamptz not null, primary key (region_id, id, version));
create index place_history_at on place_history (region_id, recorded_from, recorded_to);

-- `name_key` finds the same name written otherwise, `name_core` finds what looks alike (see rules/names.ts).
create table organisation (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text,
  name text not null,
  name_en text,
  short_name text,
  name_key text not null,
  short_key text,
  name_core text not null,
  type text not null,
  place_id uuid,
  unit_id uuid,
  credit_code text,
  note text,
  standing text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, place_id) references place (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create unique index organisation_code on organisation (region_id, code) where not withdrawn;
create index organisation_key on organisation (region_id, name_key);
create index organisation_short on organisation (region_id, short_key);
create index organisation_core on organisation (region_id, name_core);
create index organisation_fact on organisation (region_id, drafted_from);
create table organisation_history (like organisation, recorded_to timestamptz not null, primary key (region_id, id, version));
create index organisation_history_at on organisation_history (region_id, recorded_from, recorded_to);

create table organisation_alias (
  region_id integer not null references region (region_id),
  id uuid not null,
  organisation_id uuid not null,
  alias text not null,
  alias_key text not null,
  valid_from date,
  valid_to date,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id)
);
create index organisation_alias_of on organisation_alias (region_id, organisation_id);
create index organisation_alias_key on organisation_alias (region_id, alias_key);
create table organisation_alias_history (like organisation_alias, recorded_to timestamptz not null, primary key (region_id, id, version));
create index organisation_alias_history_at on organisation_alias_history (region_id, recorded_from, recorded_to);

-- A member belongs to a body in a role, for a time.
create table membership (
  region_id integer not null references region (region_id),
  id uuid not null,
  member_id uuid not null,
  body_id uuid not null,
  role text not null,
  valid_from date,
  valid_to date,
  note text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, member_id) references organisation (region_id, id),
  foreign key (region_id, body_id) references organisation (region_id, id)
);
create index membership_member on membership (region_id, member_id);
create index membership_body on membership (region_id, body_id);
create table membership_history (like membership, recorded_to timestamptz not null, primary key (region_id, id, version));
create index membership_history_at on membership_history (region_id, recorded_from, recorded_to);

-- Judgements on pairs; `left_id` is kept when they are the same. One standing judgement a pair, whichever way round.
create table organisation_link (
  region_id integer not null references region (region_id),
  id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  judgement text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, left_id) references organisation (region_id, id),
  foreign key (region_id, right_id) references organisation (region_id, id),
  check (left_id <> right_id)
);
create unique index organisation_link_pair on organisation_link (region_id, least(left_id, right_id), greatest(left_id, right_id)) where not withdrawn;
create table organisation_link_history (like organisation_link, recorded_to timestamptz not null, primary key (region_id, id, version));
create index organisation_link_history_at on organisation_link_history (region_id, recorded_from, recorded_to);

create table person (
  region_id integer not null references region (region_id),
  id uuid not null,
  code text,
  name text not null,
  name_key text not null,
  note text,
  standing text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create unique index person_code on person (region_id, code) where not withdrawn;
create index person_key on person (region_id, name_key);
create index person_fact on person (region_id, drafted_from);
create table person_history (like person, recorded_to timestamptz not null, primary key (region_id, id, version));
create index person_history_at on person_history (region_id, recorded_from, recorded_to);

create table person_link (
  region_id integer not null references region (region_id),
  id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  judgement text not null,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, left_id) references person (region_id, id),
  foreign key (region_id, right_id) references person (region_id, id),
  check (left_id <> right_id)
);
create unique index person_link_pair on person_link (region_id, least(left_id, right_id), greatest(left_id, right_id)) where not withdrawn;
create table person_link_history (like person_link, recorded_to timestamptz not null, primary key (region_id, id, version));
create index person_link_history_at on person_link_history (region_id, recorded_from, recorded_to);

-- Who held which post where. `seen_*` are the first and last day a source shows it; `valid_*` only where the term is stated.
create table tenure (
  region_id integer not null references region (region_id),
  id uuid not null,
  person_id uuid not null,
  post text not null,
  post_key text not null,
  acting boolean not null,
  rank_word boolean not null,
  organisation_id uuid,
  unit_id uuid,
  organisation_text text,
  organisation_key text not null,
  valid_from date,
  valid_to date,
  seen_first date,
  seen_last date,
  drafted_from uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, organisation_id) references organisation (region_id, id),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create index tenure_person on tenure (region_id, person_id);
create index tenure_post on tenure (region_id, post_key);
create index tenure_organisation on tenure (region_id, organisation_id);
create index tenure_fact on tenure (region_id, drafted_from);
create table tenure_history (like tenure, recorded_to timestamptz not null, primary key (region_id, id, version));
create index tenure_history_at on tenure_history (region_id, recorded_from, recorded_to);

-- One day on which an accepted fact shows a tenure; `seen_*` of the tenure follow from these.
create table sighting (
  region_id integer not null references region (region_id),
  id uuid not null,
  tenure_id uuid not null,
  seen_on date not null,
  fact_id uuid,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, tenure_id) references tenure (region_id, id)
);
create index sighting_tenure on sighting (region_id, tenure_id);
create index sighting_fact on sighting (region_id, fact_id);
create table sighting_history (like sighting, recorded_to timestamptz not null, primary key (region_id, id, version));
create index sighting_history_at on sighting_history (region_id, recorded_from, recorded_to);
