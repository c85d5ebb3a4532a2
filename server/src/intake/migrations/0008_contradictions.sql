-- What a person said of facts that cannot all be right together, or that nobody has said anything: then whoever accepted one of them beside
-- the others left it open. `fact_ids` are the facts in order of their ids (two, or all months of a chain); `fact_id` is the one that was in
-- hand, `fact_version` the version the decision gave it, null where it only stayed as it was.
create table intake_contradiction (
  region_id integer not null,
  id uuid not null,
  kind text not null check (kind in ('amount', 'figure', 'post', 'stage', 'batch-count', 'batch-total', 'parts-total', 'months-change', 'months-year')),
  fact_ids uuid[] not null,
  fact_id uuid not null,
  fact_version integer,
  verdict text not null check (verdict in ('this', 'earlier', 'both', 'open')),
  decided_by uuid not null,
  decided_at timestamptz not null,
  decision_reason text,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, fact_id) references intake_fact (region_id, id)
);
-- One decision stands of one contradiction.
create unique index intake_contradiction_facts on intake_contradiction (region_id, kind, fact_ids) where not withdrawn;
create index intake_contradiction_of on intake_contradiction using gin (fact_ids);
create index intake_contradiction_fact on intake_contradiction (region_id, fact_id);
create table intake_contradiction_history (like intake_contradiction, recorded_to timestamptz not null, primary key (region_id, id, version));
create index intake_contradiction_history_at on intake_contradiction_history (region_id, recorded_from, recorded_to);
create index intake_contradiction_history_of on intake_contradiction_history using gin (fact_ids);

-- What a fact is about, as `aboutOf` says it (contradictions/known.ts) and `store/alike.ts` asks for it: facts that could disagree are found by it.
create index intake_fact_about on intake_fact (region_id, (case kind
    when 'figure' then lower(regexp_replace(normalize(fact ->> 'subject', nfkc), '[[:space:]()《》“”"''·]', '', 'g')) || '|' || regexp_replace(
      lower(regexp_replace(normalize(fact ->> 'indicator', nfkc), '[[:space:]()《》“”"''·]', '', 'g')), '(同比|环比|较上月).*$', '')
    else lower(regexp_replace(normalize(fact ->> 'name', nfkc), '[[:space:]()《》“”"''·]', '', 'g')) end), kind)
  where kind in ('person', 'project', 'figure');
create index intake_fact_history_about on intake_fact_history (region_id, (case kind
    when 'figure' then lower(regexp_replace(normalize(fact ->> 'subject', nfkc), '[[:space:]()《》“”"''·]', '', 'g')) || '|' || regexp_replace(
      lower(regexp_replace(normalize(fact ->> 'indicator', nfkc), '[[:space:]()《》“”"''·]', '', 'g')), '(同比|环比|较上月).*$', '')
    else lower(regexp_replace(normalize(fact ->> 'name', nfkc), '[[:space:]()《》“”"''·]', '', 'g')) end), kind)
  where kind in ('person', 'project', 'figure');
