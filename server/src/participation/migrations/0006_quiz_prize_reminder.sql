-- That a winner was reminded before the claim ends: once for a prize, however many processes look for it. Beside the prize, which is a
-- record in use, and without whose it is.
create table quiz_prize_reminder (
  region_id integer not null,
  prize_id uuid not null,
  -- How often it was tried, and from when it may be tried again.
  tries integer not null,
  try_from timestamptz not null,
  reminded_at timestamptz,
  primary key (region_id, prize_id),
  foreign key (region_id, prize_id) references quiz_prize (region_id, id)
);
