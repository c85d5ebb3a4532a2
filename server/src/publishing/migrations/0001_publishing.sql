-- The home page keeps nothing of its own: it shows what the other rooms hold.
select 1;
