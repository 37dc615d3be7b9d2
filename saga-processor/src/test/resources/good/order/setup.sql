create table if not exists stock (sku text primary key, free integer not null);
insert into stock values ('a lamp', 100) on conflict do nothing;
