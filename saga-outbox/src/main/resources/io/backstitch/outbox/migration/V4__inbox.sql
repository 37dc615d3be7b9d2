-- Which messages a consumer has handled. A row is inserted in the transaction of the handler, and
-- never updated.
create table saga_inbox (
  consumer   text        not null check (octet_length(consumer) between 1 and 100),
  message_id text        not null check (octet_length(message_id) between 1 and 255),
  handled_at timestamptz not null default clock_timestamp(),
  primary key (consumer, message_id)
);
create index saga_inbox_handled_at on saga_inbox (handled_at);

-- Old rows go a batch at a time: vacuum by count, before the sweep has to pass many dead ones.
alter table saga_inbox set (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 50000,
  autovacuum_vacuum_cost_delay = 0
);

create or replace view saga_outbox_schema as select 4 as version;
