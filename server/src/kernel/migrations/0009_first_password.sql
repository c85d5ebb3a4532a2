-- First passwords (local, as accounts are): the account's password was made by the program and told by an operator. Until its owner has
-- changed it nothing else can be done, and after the instant it opens nothing.
create table first_password (
  account_id text not null primary key references "user" ("id") on delete cascade,
  good_until timestamptz not null
);
