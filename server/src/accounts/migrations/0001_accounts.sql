-- Accounts, members and the log are the kernel's tables; this room administers them and keeps nothing of its own.
select 1;
