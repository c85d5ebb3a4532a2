-- What is done one after the other in a region, by name: a row to lock. Advisory locks hold on one machine only; a row is where its region is.
create table named_lock (
  region_id integer not null references region (region_id),
  name text not null,
  primary key (region_id, name)
);
