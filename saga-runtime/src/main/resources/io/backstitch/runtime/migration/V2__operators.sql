-- What an operator did, and why. The database refuses a change of status that the engine's table
-- (StatusMove) does not have. status_before is null in the first row of a saga, and in rows that are
-- older than this migration.
-- In a function, because PostgreSQL reads the text of a check anew for each statement: as a list of
-- constants it cost 26 microseconds each time.
create function backstitch_move_allowed(status_before text, status text) returns boolean
language plpgsql immutable as $$
begin
  return status_before is null or status_before || '>' || status in (
    'QUEUED>RUNNING', 'QUEUED>PAUSED', 'QUEUED>COMPENSATED',
    'RUNNING>RUNNING', 'RUNNING>WAITING', 'RUNNING>COMPENSATING', 'RUNNING>COMPLETED',
    'RUNNING>COMPENSATED', 'RUNNING>PARKED', 'RUNNING>PAUSED',
    'WAITING>RUNNING', 'WAITING>COMPENSATING', 'WAITING>WAITING', 'WAITING>COMPLETED',
    'WAITING>COMPENSATED', 'WAITING>PARKED', 'WAITING>PAUSED',
    'COMPENSATING>COMPENSATING', 'COMPENSATING>WAITING', 'COMPENSATING>COMPENSATED',
    'COMPENSATING>PARKED', 'COMPENSATING>PAUSED',
    'PAUSED>RUNNING', 'PAUSED>COMPENSATING', 'PAUSED>WAITING', 'PAUSED>PAUSED',
    'PAUSED>COMPLETED', 'PAUSED>COMPENSATED', 'PAUSED>PARKED',
    'PARKED>RUNNING', 'PARKED>COMPENSATING', 'PARKED>COMPLETED', 'PARKED>COMPENSATED',
    'PARKED>PARKED');
end
$$;

alter table saga_journal
  add column status_before text,
  add column actor  text,
  add column reason text,
  add column clears_failure boolean not null default false,
  add constraint allowed_move check (
    -- nearly all rows
    (status_before = 'RUNNING' and status = 'RUNNING')
    or backstitch_move_allowed(status_before, status)),
  add constraint operators_say_who_and_why check ((actor is null) = (reason is null));

comment on column saga_journal.status_before is 'the status of the saga before this fact';
comment on column saga_journal.actor is 'the operator who brought this fact about';
comment on column saga_journal.reason is 'why, in the words of the operator';
comment on column saga_journal.clears_failure is 'whether the saga goes forward again after it: earlier failures no longer say why it did not complete';

-- What an operator wants of a saga that an engine is running: the engine lets go of it between two
-- steps, and then it is done. Empty nearly always.
create table saga_request (
  saga_id      uuid        primary key,
  kind         text        not null check (kind in ('PAUSE', 'CANCEL')),
  actor        text        not null,
  reason       text        not null,
  requested_at timestamptz not null default clock_timestamp()
);

-- Sagas that need a person are looked for, and are few.
create index saga_instance_held on saga_instance (status, id) where status in ('PARKED', 'PAUSED');

create or replace view saga_runtime_schema as select 2 as version;
