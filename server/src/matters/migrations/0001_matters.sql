-- Supervised matters (督查事项). What lists need to judge a light stands on the row, with the steps its light will take.
create table matter (
  region_id integer not null references region (region_id),
  id uuid not null,
  ref_no text,
  title text not null,
  kind text not null,
  state text not null,
  lifecycle text not null,
  source_kind text not null,
  source_ref text,
  source_text text,
  source_fact_id uuid,
  series text not null default '',
  urgency text not null default 'normal',
  instructing_leader text,
  lead_leader text,
  assignee_text text,
  handler text,
  contact text,
  phone text,
  goal text,
  goal_value numeric,
  goal_unit text,
  goal_bound text,
  goal_printed text,
  drafted_on date not null,
  proposed_by uuid,
  approved_by uuid,
  registered_on date,
  assigned_on date,
  signed_on date,
  start_on date,
  due_original date,
  due_current date,
  limit_code text,
  limit_workdays integer,
  calendar_version text not null,
  feedback_kind text not null default 'none',
  feedback_count integer,
  feedback_from date,
  next_feedback_on date,
  plan jsonb not null,
  actual_percent numeric,
  last_report_on date,
  last_report_text text,
  reminders integer not null default 0,
  returns integer not null default 0,
  extensions integer not null default 0,
  submitted_on date,
  result_text text,
  review_opinion text,
  closed_on date,
  struck_by uuid,
  struck_on date,
  verification text,
  look_back_on date,
  look_back_result text,
  reopened integer not null default 0,
  resume_state text,
  merged_into uuid,
  transferred_to text,
  parent_id uuid,
  is_public boolean not null default false,
  shared_with integer[] not null default '{}',
  lead_unit_id uuid,
  unit_ids uuid[] not null default '{}',
  light_rules text not null default 'default',
  light_version text not null,
  light_days integer[] not null,
  light_weights integer[] not null,
  override_weight integer,
  override_from date,
  override_until date,
  created_by uuid not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  unique (region_id, ref_no),
  foreign key (region_id, merged_into) references matter (region_id, id),
  foreign key (region_id, parent_id) references matter (region_id, id),
  foreign key (region_id, lead_unit_id) references unit (region_id, id),
  check (cardinality(light_days) = cardinality(light_weights) and cardinality(light_days) > 0)
);
create table matter_history (like matter, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_history_at on matter_history (region_id, recorded_from, recorded_to);
create index matter_due on matter (region_id, due_current, id);
create index matter_state on matter (region_id, state);
create index matter_lead on matter (region_id, lead_unit_id);
create index matter_units on matter using gin (unit_ids);
create index matter_shared on matter using gin (shared_with);
create index matter_fact on matter (region_id, source_fact_id);

-- The last number given in a series of a year: 督〔2025〕科12号.
create table matter_number (
  region_id integer not null references region (region_id),
  year integer not null,
  series text not null,
  last integer not null,
  primary key (region_id, year, series)
);

-- One unit's part of a matter (各家一份). A co-owner's unit belongs to another region, so the unit carries its own.
create table matter_part (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  role text not null,
  unit_region integer not null references region (region_id),
  unit_id uuid not null,
  unit_name text not null,
  what text not null default '',
  weight numeric,
  due_on date,
  actual_percent numeric,
  signed_on date,
  declined_on date,
  confirmed_on date,
  last_report_on date,
  position integer not null default 0,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id),
  check (role in ('lead', 'responsible', 'supporting', 'co-owner'))
);
create table matter_part_history (like matter_part, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_part_history_at on matter_part_history (region_id, recorded_from, recorded_to);
create index matter_part_of on matter_part (region_id, matter_id);
create index matter_part_unit on matter_part (unit_region, unit_id);

-- Points of the plan (阶段节点): a planned day and a weight.
create table matter_milestone (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  title text not null,
  planned_on date not null,
  weight numeric not null,
  done_on date,
  position integer not null default 0,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id)
);
create table matter_milestone_history (like matter_milestone, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_milestone_history_at on matter_milestone_history (region_id, recorded_from, recorded_to);
create index matter_milestone_of on matter_milestone (region_id, matter_id);

-- Progress reports (进展); a withdrawn one stays in sight, struck through.
create table matter_report (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  part_id uuid,
  reported_on date not null,
  unit_name text not null,
  percent numeric,
  text text not null,
  problems text not null default '',
  coordination text not null default '',
  next_steps text not null default '',
  late_workdays integer,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id)
);
create table matter_report_history (like matter_report, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_report_history_at on matter_report_history (region_id, recorded_from, recorded_to);
create index matter_report_of on matter_report (region_id, matter_id);

-- Extensions asked for (延期): in time or late, granted or not; the time limits before and after stay beside each other.
create table matter_extension (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  asked_on date not null,
  asked_by uuid not null,
  unit_name text not null,
  due_before date not null,
  new_due_on date not null,
  late boolean not null,
  ask text not null,
  progress text not null default '',
  state text not null,
  decided_by uuid,
  decided_on date,
  granted_due_on date,
  note text not null default '',
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id)
);
create table matter_extension_history (like matter_extension, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_extension_history_at on matter_extension_history (region_id, recorded_from, recorded_to);
create index matter_extension_of on matter_extension (region_id, matter_id);

-- Lights asked to be changed (改灯): one asks with a reason, another decides; the computed light stays beside it.
create table matter_override (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  weight_computed integer not null,
  weight integer not null,
  ask text not null,
  until date not null,
  asked_by uuid not null,
  asked_on date not null,
  unit_name text not null,
  state text not null,
  decided_by uuid,
  decided_on date,
  note text not null default '',
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id),
  check (decided_by is null or decided_by <> asked_by)
);
create table matter_override_history (like matter_override, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_override_history_at on matter_override_history (region_id, recorded_from, recorded_to);
create index matter_override_of on matter_override (region_id, matter_id);

-- Everything done about a matter, in order (经过): its timeline, the moves of its state and the acts that move none (催办、通报、约谈、现场核查、批示).
create table matter_act (
  region_id integer not null references region (region_id),
  id uuid not null,
  matter_id uuid not null,
  verb text not null,
  from_state text,
  to_state text,
  acted_on date not null,
  unit_name text not null default '',
  text text not null default '',
  params jsonb not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, matter_id) references matter (region_id, id)
);
create table matter_act_history (like matter_act, recorded_to timestamptz not null, primary key (region_id, id, version));
create index matter_act_history_at on matter_act_history (region_id, recorded_from, recorded_to);
create index matter_act_of on matter_act (region_id, matter_id);
