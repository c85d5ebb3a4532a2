-- How far the nightly forgetting of who took part in a quiz has come. A pass goes through everybody in it, in the order of their ids; who
-- is still in dispute is kept, and then another pass is made on a later night.
create table quiz_forgetting (
  region_id integer not null,
  quiz_id uuid not null,
  -- The last person this pass came to; null before the first.
  after_id uuid,
  -- Whom this pass kept.
  kept integer not null,
  -- The day in Asia/Shanghai before which no other pass is begun.
  next_on date,
  done_at timestamptz,
  primary key (region_id, quiz_id),
  foreign key (region_id, quiz_id) references quiz (region_id, id)
);
