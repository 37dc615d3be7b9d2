-- Messages on their way. Rows are only ever inserted and deleted: there is no status, so nothing is
-- updated and nothing bloats. Within a lane, id order is the order of delivery.
create table saga_outbox (
  lane        smallint    not null check (lane between 0 and 255),
  id          bigint      generated always as identity,
  message_id  uuid        not null,
  destination text        not null,
  key         text        not null,
  type        text        not null,
  -- name, value, name, value, ... in the order they were given
  headers     text[]      not null check (cardinality(headers) % 2 = 0),
  payload     bytea       not null,
  created_at  timestamptz not null default clock_timestamp(),
  primary key (lane, id)
);

-- A queue turns over its whole content many times a minute: vacuum by count, not by share.
alter table saga_outbox set (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 10000,
  autovacuum_vacuum_insert_threshold = -1,
  autovacuum_vacuum_cost_delay = 0
);

-- The right to relay a lane: whoever holds the row lock. A crash gives it back.
create table saga_outbox_lane (
  lane smallint primary key check (lane between 0 and 255)
);
insert into saga_outbox_lane (lane) select generate_series(0, 255);

-- Messages that the broker refused. Ids are those of saga_outbox, so a message that is sent again
-- takes its old place.
create table saga_outbox_dead (
  id          bigint      primary key,
  lane        smallint    not null,
  message_id  uuid        not null,
  destination text        not null,
  key         text        not null,
  type        text        not null,
  headers     text[]      not null,
  payload     bytea       not null,
  created_at  timestamptz not null,
  died_at     timestamptz not null default clock_timestamp(),
  reason      text        not null,
  -- whether later messages of its key wait until someone deals with it
  holds_key   boolean     not null
);
create unique index saga_outbox_dead_holds on saga_outbox_dead (destination, key) where holds_key;

-- Messages of a key that waits, moved out of the way of the other keys of their lane.
create table saga_outbox_parked (
  id          bigint      primary key,
  behind      bigint      not null references saga_outbox_dead (id),
  lane        smallint    not null,
  message_id  uuid        not null,
  destination text        not null,
  key         text        not null,
  type        text        not null,
  headers     text[]      not null,
  payload     bytea       not null,
  created_at  timestamptz not null
);
create index saga_outbox_parked_behind on saga_outbox_parked (behind);

-- What the libraries look at when they do not run the migrations themselves: every migration sets it.
create view saga_outbox_schema as select 1 as version;
