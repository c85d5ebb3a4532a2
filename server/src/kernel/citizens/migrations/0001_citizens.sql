-- People of the city who take part by the portal. Nothing here says what they did; rooms keep that under the citizen's id.
create table citizen (
  region_id integer not null references region (region_id),
  id uuid not null,
  -- A keyed hash of the mobile number: finds the citizen, and is of no use without the installation's key. Null when erased.
  phone_key text,
  -- The number itself, closed under the installation's key, for telling winners. Null when erased.
  phone_sealed text,
  joined_at timestamptz not null,
  erased_at timestamptz,
  primary key (region_id, id),
  unique (region_id, phone_key),
  check ((erased_at is null) = (phone_key is not null and phone_sealed is not null))
);

-- What was agreed to, word by word.
create table consent_text (
  region_id integer not null references region (region_id),
  sha256 text not null,
  kind text not null,
  language text not null,
  text text not null,
  primary key (region_id, sha256)
);
create table citizen_consent (
  region_id integer not null,
  citizen_id uuid not null,
  kind text not null,
  given_at timestamptz not null,
  sha256 text not null,
  withdrawn_at timestamptz,
  primary key (region_id, citizen_id, kind, given_at),
  foreign key (region_id, citizen_id) references citizen (region_id, id),
  foreign key (region_id, sha256) references consent_text (region_id, sha256)
);

-- The one code that is out for a number. A row, so that guessing is counted whatever is sent at once.
create table citizen_code (
  region_id integer not null references region (region_id),
  phone_key text not null,
  code_hash text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries_left integer not null,
  -- How many were sent on this day.
  day date not null,
  sent_today integer not null,
  primary key (region_id, phone_key)
);

create table citizen_session (
  region_id integer not null,
  token_hash text not null,
  citizen_id uuid not null,
  began_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (region_id, token_hash),
  foreign key (region_id, citizen_id) references citizen (region_id, id)
);
create index citizen_session_of on citizen_session (region_id, citizen_id);
