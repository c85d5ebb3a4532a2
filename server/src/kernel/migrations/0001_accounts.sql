-- Tables of the accounts library (local: on one node, never distributed). Names are the library's.
create table "user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "username" text unique,
  "displayUsername" text,
  "twoFactorEnabled" boolean
);
create table "session" (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" ("id") on delete cascade
);
create table "account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create table "verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create table "twoFactor" (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");
create index "twoFactor_secret_idx" on "twoFactor" ("secret");
create index "twoFactor_userId_idx" on "twoFactor" ("userId");

-- Failed sign-ins by user name (local). A row, not a count over attempts: the check must stay cheap under attack.
create table sign_in_failure (
  username text not null primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- What this installation is (local): one row each.
create table installation (name text not null primary key, value jsonb not null);

-- Regions (reference table): cities and their partners on this server.
create table region (
  region_id integer not null primary key,
  name_zh text not null,
  name_en text not null,
  demonstration boolean not null default false
);

create table unit (
  region_id integer not null references region (region_id),
  id uuid not null,
  parent_id uuid,
  code text not null,
  name_zh text not null,
  name_en text,
  short_zh text,
  kind text not null,
  position integer not null default 0,
  valid_from date,
  valid_to date,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, code),
  foreign key (region_id, parent_id) references unit (region_id, id)
);
create table unit_history (like unit, recorded_to timestamptz not null, primary key (region_id, id, version));

create table member (
  region_id integer not null references region (region_id),
  id uuid not null,
  account_id text not null,
  username text not null,
  name text not null,
  unit_id uuid,
  roles text[] not null,
  active boolean not null default true,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, username),
  foreign key (region_id, unit_id) references unit (region_id, id)
);
create index member_account on member (account_id);
create table member_history (like member, recorded_to timestamptz not null, primary key (region_id, id, version));
