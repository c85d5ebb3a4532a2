-- A prize of a published draw: of each winner, and of each reserve who moved up, in the order drawn. Nobody's name is in it.
create table quiz_prize (
  region_id integer not null,
  id uuid not null,
  draw_id uuid not null,
  quiz_id uuid not null,
  -- Place in the order drawn, winners and then reserves, from 1.
  number integer not null,
  alias text not null,
  state text not null,
  claim_by timestamptz not null,
  -- The prize that a reserve moved up for.
  moved_up_for uuid,
  -- Why it is not given, where it is not.
  out text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  -- A place moves up once, and for one prize: whoever else tries at the same instant fails here at the latest.
  unique (region_id, draw_id, number),
  unique (region_id, draw_id, moved_up_for),
  foreign key (region_id, draw_id) references quiz_draw (region_id, id)
);
create index quiz_prize_alias on quiz_prize (region_id, quiz_id, alias);
create index quiz_prize_won on quiz_prize (region_id, claim_by) where state = 'won';
create table quiz_prize_history (like quiz_prize, recorded_to timestamptz not null, primary key (region_id, id, version));
create index quiz_prize_history_at on quiz_prize_history (region_id, recorded_from, recorded_to);

-- Whose a prize is: kept apart, without versions and without a foreign key to the citizen, so that it can be erased.
create table quiz_prize_holder (
  region_id integer not null,
  prize_id uuid not null,
  citizen_id uuid,
  name_sealed text,
  -- Whether the winner agreed, for this prize, to stand in the list.
  publish boolean not null default false,
  told_at timestamptz,
  -- Where telling failed: how often, and when it is tried again.
  tries integer not null default 0,
  tell_from timestamptz not null,
  erased_at timestamptz,
  primary key (region_id, prize_id),
  foreign key (region_id, prize_id) references quiz_prize (region_id, id),
  check (erased_at is null or (citizen_id is null and name_sealed is null))
);
create index quiz_prize_holder_of on quiz_prize_holder (region_id, citizen_id) where citizen_id is not null;
create index quiz_prize_holder_untold on quiz_prize_holder (region_id, tell_from) where told_at is null and citizen_id is not null;
