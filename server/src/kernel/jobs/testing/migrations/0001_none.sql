-- The room of the doomed job has no table.
select 1;
