-- Which form a frozen pack has: what pages it says. One without a line here was frozen before packs told what was announced and what was
-- done, and is rendered without that page for ever. A table of its own, because the hashes of review_pack are over its columns.
create table review_pack_form (
  region_id integer not null,
  id uuid not null,
  pack_id uuid not null,
  form integer not null,
  version integer not null,
  recorded_from timestamptz not null,
  recorded_by uuid not null,
  reason text,
  withdrawn boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, pack_id) references review_pack (region_id, id)
);
create unique index review_pack_form_of on review_pack_form (region_id, pack_id) where not withdrawn;
create table review_pack_form_history (like review_pack_form, recorded_to timestamptz not null, primary key (region_id, id, version));
create index review_pack_form_history_at on review_pack_form_history (region_id, recorded_from, recorded_to);
