-- The accounts library's own table for second factors was never used: codes are ours (kernel/accounts/totp.ts).
drop table "twoFactor";
alter table "user" drop column "twoFactorEnabled";

-- Second factors (local, as accounts are): one an account. The secret is sealed under the installation's key, not under the database's.
create table second_factor (
  account_id text not null primary key references "user" ("id") on delete cascade,
  secret text not null,
  -- Null until the first code was typed: a secret that no telephone holds must lock nobody out.
  confirmed_at timestamptz,
  -- The newest time step whose code was taken: it and all before it are spent.
  spent_step bigint,
  -- Wrong codes in a row, and until when no code is taken.
  failures integer not null default 0,
  locked_until timestamptz,
  recovery_salt text not null
);

-- Recovery codes that were not used yet (local), hashed.
create table recovery_code (
  account_id text not null references second_factor (account_id) on delete cascade,
  hash text not null,
  primary key (account_id, hash)
);

-- Which roles of a region need a second factor, from a day on. No row, or no roles: nobody needs one.
create table second_factor_rule (
  region_id integer not null references region (region_id),
  id uuid not null,
  roles text[] not null,
  from_on date not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id)
);
create table second_factor_rule_history (like second_factor_rule, recorded_to timestamptz not null, primary key (region_id, id, version));
