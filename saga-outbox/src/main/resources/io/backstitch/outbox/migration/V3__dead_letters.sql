create index saga_outbox_dead_died_at on saga_outbox_dead (died_at, id);
create index saga_outbox_dead_message on saga_outbox_dead (message_id);

-- How each death of a message ended: one row for each time that it was sent again or discarded.
create table saga_outbox_dead_history (
  id          bigint      generated always as identity primary key,
  message_id  uuid        not null,
  destination text        not null,
  key         text        not null,
  type        text        not null,
  reason      text        not null,
  died_at     timestamptz not null,
  ended       text        not null check (ended in ('RESENT', 'DISCARDED')),
  ended_at    timestamptz not null default clock_timestamp(),
  actor       text        not null,
  why         text        not null
);
create index saga_outbox_dead_history_message on saga_outbox_dead_history (message_id);
create index saga_outbox_dead_history_ended_at on saga_outbox_dead_history (ended_at);

-- All deaths, those that have ended and those of the letters that are dead now.
create view saga_outbox_deaths as
  select message_id, destination, key, type, reason, died_at, ended, ended_at, actor, why
  from saga_outbox_dead_history
  union all
  select message_id, destination, key, type, reason, died_at, null, null, null, null
  from saga_outbox_dead;

-- The one way out of saga_outbox_dead. Messages go back inside PostgreSQL, to the place that they had.
create function backstitch_end_dead(letters bigint[], verdict text, by_whom text, because text)
returns integer
language plpgsql as $$
declare
  lanes    smallint[];
  held     bigint[];
  released smallint[];
  revived  smallint[];
  done     integer;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Dead letters were to end as % in a % transaction, which could miss messages that are being parked behind them. Nothing was changed. Call this in a READ COMMITTED transaction.',
      verdict, upper(current_setting('transaction_isolation'))
      using errcode = 'invalid_transaction_state';
  end if;
  if by_whom is null or by_whom !~ '\S' or char_length(by_whom) > 200
    or because is null or because !~ '\S' or char_length(because) > 2000 then
    raise exception 'Dead letters were to end as % without an actor of 1 to 200 or a reason of 1 to 2000 characters. Nothing was changed. Say who acts and why: saga_outbox_dead_history keeps it.',
      verdict using errcode = 'invalid_parameter_value';
  end if;

  -- The lanes first, in one order for all callers: a relay may be parking messages behind these
  -- letters right now, and only a statement that begins after its commit sees them.
  select array_agg(distinct d.lane) into lanes from saga_outbox_dead as d where d.id = any (letters);
  perform from saga_outbox_lane as l where l.lane = any (lanes) order by l.lane, l.route for update;
  -- The letters too: the first relay of a new route brings lanes that nobody could lock before.
  select array_agg(h.id) into held from (
    select d.id from saga_outbox_dead as d
    where d.id = any (letters) and d.lane = any (lanes)
    order by d.id for update) as h;

  with gone as (
    delete from saga_outbox_parked as p where p.behind = any (held) returning p.*
  ), back as (
    insert into saga_outbox
      (lane, id, message_id, destination, key, type, headers, payload, created_at)
    select lane, id, message_id, destination, key, type, headers, payload, created_at from gone
    returning lane
  )
  select array_agg(distinct lane) into released from back;

  with gone as (
    delete from saga_outbox_dead as d where d.id = any (held) returning d.*
  ), back as (
    insert into saga_outbox
      (lane, id, message_id, destination, key, type, headers, payload, created_at)
    select lane, id, message_id, destination, key, type, headers, payload, created_at from gone
    where verdict = 'RESENT'
    returning lane
  ), traced as (
    insert into saga_outbox_dead_history
      (message_id, destination, key, type, reason, died_at, ended, actor, why)
    select message_id, destination, key, type, reason, died_at, verdict, by_whom, because from gone
    order by died_at, id
    returning id
  )
  select (select count(*) from traced), (select array_agg(distinct lane) from back)
  into done, revived;

  -- Relays remember up to where they have read; this sends them back to the front.
  update saga_outbox_lane as l set rewound = l.rewound + 1
  where l.lane = any (released || revived);
  return done;
end
$$;

-- Puts dead letters back into the outbox, with what waits behind them; returns how many.
create function saga_outbox_resend(ids bigint[], actor text, reason text) returns integer
language sql as $$
  select backstitch_end_dead($1, 'RESENT', $2, $3)
$$;

-- Deletes dead letters for good and lets what waits behind them go on; returns how many.
create function saga_outbox_discard(ids bigint[], actor text, reason text) returns integer
language sql as $$
  select backstitch_end_dead($1, 'DISCARDED', $2, $3)
$$;

-- Each finds the tables of this schema, whatever the search_path of its caller.
do $$
declare
  f text;
begin
  foreach f in array array['backstitch_end_dead(bigint[], text, text, text)',
    'saga_outbox_resend(bigint[], text, text)', 'saga_outbox_discard(bigint[], text, text)']
  loop
    execute format('alter function %I.%s set search_path = %I, pg_temp',
      current_schema(), f, current_schema());
  end loop;
end
$$;

create or replace view saga_outbox_schema as select 3 as version;
