-- Where, when and with what a prize is fetched: of a whole quiz, or of one draw, which then goes before that of the quiz. Beside the quiz
-- and the draw, since it may be set before they are published and changed long after.
create table quiz_pick_up (
  region_id integer not null,
  id uuid not null,
  quiz_id uuid not null,
  -- Null: of every draw of the quiz that has none of its own.
  draw_id uuid,
  place text not null,
  times text not null,
  bring text not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, quiz_id) references quiz (region_id, id),
  foreign key (region_id, draw_id) references quiz_draw (region_id, id)
);
create unique index quiz_pick_up_of_quiz on quiz_pick_up (region_id, quiz_id) where draw_id is null;
create unique index quiz_pick_up_of_draw on quiz_pick_up (region_id, quiz_id, draw_id) where draw_id is not null;
create table quiz_pick_up_history (like quiz_pick_up, recorded_to timestamptz not null, primary key (region_id, id, version));
create index quiz_pick_up_history_at on quiz_pick_up_history (region_id, recorded_from, recorded_to);
