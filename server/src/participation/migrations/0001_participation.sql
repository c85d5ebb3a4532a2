-- A question bank (题库). What is asked stands in its versions.
create table question_bank (
  region_id integer not null references region (region_id),
  id uuid not null,
  title_zh text not null,
  title_en text not null,
  -- The newest version: its number, what it is called, how many questions it has.
  latest integer not null,
  label text not null,
  questions integer not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id)
);
create table question_bank_history (like question_bank, recorded_to timestamptz not null, primary key (region_id, id, version));
create index question_bank_history_at on question_bank_history (region_id, recorded_from, recorded_to);

-- One version of a bank: written once, never changed. The log carries its hash.
create table question_bank_version (
  region_id integer not null,
  bank_id uuid not null,
  number integer not null,
  label text not null,
  questions jsonb not null,
  sha256 text not null,
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (region_id, bank_id, number),
  foreign key (region_id, bank_id) references question_bank (region_id, id)
);

-- A quiz (知识竞答). Whether it is open follows from these and the clock.
create table quiz (
  region_id integer not null references region (region_id),
  id uuid not null,
  title_zh text not null,
  title_en text,
  intro_zh text not null,
  intro_en text not null,
  organiser text not null,
  bank_id uuid not null,
  bank_version integer not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  rules jsonb not null,
  draws jsonb,
  bank_published_on date,
  draft boolean not null,
  paused boolean not null,
  called_off boolean not null,
  published_by uuid,
  published_at timestamptz,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, bank_id, bank_version) references question_bank_version (region_id, bank_id, number)
);
create table quiz_history (like quiz, recorded_to timestamptz not null, primary key (region_id, id, version));
create index quiz_history_at on quiz_history (region_id, recorded_from, recorded_to);

-- A citizen in a quiz, and how they stand: what the ranking is read from. The row is the citizen's own, so nobody waits for anybody else.
create table quiz_standing (
  region_id integer not null,
  quiz_id uuid not null,
  citizen_id uuid not null,
  -- The name in the public ranking. Null when erased.
  alias text,
  joined_at timestamptz not null,
  -- What counts of the finished attempts, by the quiz's rule; null before the first.
  score integer,
  tenths integer,
  finished_at timestamptz,
  set_aside boolean not null default false,
  erased_at timestamptz,
  primary key (region_id, quiz_id, citizen_id),
  unique (region_id, quiz_id, alias),
  foreign key (region_id, quiz_id) references quiz (region_id, id),
  foreign key (region_id, citizen_id) references citizen (region_id, id),
  check ((erased_at is null) = (alias is not null)),
  check ((score is null) = (tenths is null) and (score is null) = (finished_at is null))
);
-- The ranking, first place first.
create index quiz_standing_place on quiz_standing (region_id, quiz_id, (-score), tenths, finished_at, citizen_id)
  where score is not null and not set_aside and erased_at is null;
-- Everybody else in the quiz: few, since who begins is ranked within minutes.
create index quiz_standing_out on quiz_standing (region_id, quiz_id) where score is null or set_aside or erased_at is not null;
create index quiz_standing_of on quiz_standing (region_id, citizen_id);

-- How many people of the ranking stand at a score and a whole second: a place is those of better buckets, and those before it in its own.
create table quiz_bucket (
  region_id integer not null,
  quiz_id uuid not null,
  score integer not null,
  second integer not null,
  people integer not null,
  primary key (region_id, quiz_id, score, second)
) with (fillfactor = 50);

-- One attempt: begun by the server's clock, with the questions and the order of their options drawn for it alone. No foreign key leads to
-- the quiz itself: each would lock that one row for a moment, for everybody who begins.
create table quiz_attempt (
  region_id integer not null,
  quiz_id uuid not null,
  id uuid not null,
  citizen_id uuid not null,
  -- The day in Asia/Shanghai on which it began, and which one of that day it is: two at once cannot both be the last.
  day date not null,
  number integer not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  -- As drawn: the questions' codes, and of each the bank's options in the order shown.
  paper jsonb not null,
  -- The place of the right option of each question, in the order shown. Never leaves the server before the result.
  rights integer[] not null,
  -- Keyed hashes of the device's own name and of where the request came from; null when erased.
  device_key text,
  address_key text,
  finished_at timestamptz,
  score integer,
  tenths integer,
  closed_by_clock boolean not null default false,
  -- A hash of the wrong answers, where there are enough of them to be compared.
  wrong_key text,
  -- Whether it is in the tallies.
  tallied boolean not null default false,
  primary key (region_id, id),
  unique (region_id, quiz_id, citizen_id, day, number),
  foreign key (region_id, quiz_id, citizen_id) references quiz_standing (region_id, quiz_id, citizen_id),
  check ((finished_at is null) = (score is null) and (finished_at is null) = (tenths is null))
);
-- One running attempt a person.
create unique index quiz_attempt_running on quiz_attempt (region_id, quiz_id, citizen_id) where finished_at is null;
create index quiz_attempt_due on quiz_attempt (region_id, quiz_id, ends_at) where finished_at is null;
create index quiz_attempt_untallied on quiz_attempt (region_id, quiz_id, id) where finished_at is not null and not tallied;

create table quiz_answer (
  region_id integer not null,
  attempt_id uuid not null,
  -- The question's place on the paper, from 1.
  position integer not null,
  -- The option's place in the order shown, from 0, and in the bank; null where an answer was taken back.
  choice integer,
  option integer,
  is_right boolean not null,
  saved_at timestamptz not null,
  primary key (region_id, attempt_id, position),
  foreign key (region_id, attempt_id) references quiz_attempt (region_id, id)
);

-- What the organiser sees, of the attempts that were tallied; those that were not yet are counted when it is asked for.
create table quiz_tally (
  region_id integer not null,
  quiz_id uuid not null,
  finished integer not null,
  closed_by_clock integer not null,
  primary key (region_id, quiz_id),
  foreign key (region_id, quiz_id) references quiz (region_id, id)
);
create table quiz_question_tally (
  region_id integer not null,
  quiz_id uuid not null,
  code text not null,
  shown integer not null,
  answered integer not null,
  correct integer not null,
  primary key (region_id, quiz_id, code),
  foreign key (region_id, quiz_id) references quiz (region_id, id)
);

-- Who finished an attempt under the same keyed hash of something: the device, the address, the wrong answers. For suspicion only.
create table quiz_trace (
  region_id integer not null,
  quiz_id uuid not null,
  kind text not null,
  key text not null,
  citizen_id uuid not null,
  attempt_id uuid not null,
  at timestamptz not null,
  primary key (region_id, quiz_id, kind, key, citizen_id),
  foreign key (region_id, quiz_id) references quiz (region_id, id)
);
create index quiz_trace_of on quiz_trace (region_id, citizen_id);

-- Something a person must look at. Found by the program, decided by people; nothing is taken out of the ranking without a decision.
create table quiz_suspicion (
  region_id integer not null,
  id uuid not null,
  quiz_id uuid not null,
  citizen_id uuid not null,
  attempt_id uuid,
  kind text not null,
  -- What it rests on (an attempt, a keyed hash), so that what was cleared is not found again. Stays when the citizen is erased: the row is
  -- a record under the log, and people of the same hash may still be decided about. The text they agreed to says so (contract/src/citizens.ts).
  about text not null,
  facts jsonb not null,
  found_at timestamptz not null,
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  why text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, quiz_id, citizen_id, kind, about),
  foreign key (region_id, quiz_id, citizen_id) references quiz_standing (region_id, quiz_id, citizen_id)
);
create index quiz_suspicion_waiting on quiz_suspicion (region_id, quiz_id) where decision is null;
create table quiz_suspicion_history (like quiz_suspicion, recorded_to timestamptz not null, primary key (region_id, id, version));
create index quiz_suspicion_history_at on quiz_suspicion_history (region_id, recorded_from, recorded_to);
