-- What was announced and what was done is computed from what the other rooms hold; nothing of it is kept here.
select 1;
