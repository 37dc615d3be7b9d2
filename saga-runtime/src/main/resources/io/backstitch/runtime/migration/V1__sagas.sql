-- The head of each saga: who runs it and how far it is. Every change of it is one append to the
-- journal, made by a statement that checks owner and epoch first.
create table saga_instance (
  id            uuid        primary key,
  saga_type     text        not null,
  saga_version  integer     not null check (saga_version >= 1),
  saga_key      text        not null,
  status        text        not null check (status in (
    'QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING', 'PAUSED', 'PARKED', 'COMPLETED', 'COMPENSATED')),
  input         jsonb       not null,
  result        jsonb,
  parked_reason text,
  owner         uuid,
  epoch         integer     not null,
  last_seq      integer     not null,
  recoveries    integer     not null default 0,
  wake_at       timestamptz,
  deadline      timestamptz,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  finished_at   timestamptz,
  unique (saga_type, saga_key),
  constraint finished_when_final
    check ((finished_at is not null) = (status in ('COMPLETED', 'COMPENSATED'))),
  constraint parked_with_a_reason
    check ((parked_reason is not null) = (status = 'PARKED')),
  constraint owned_only_while_it_goes_on
    check (owner is null or status in ('RUNNING', 'COMPENSATING')),
  constraint somebody_or_a_time_moves_it_on
    check (status not in ('QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING')
      or owner is not null or wake_at is not null)
) with (fillfactor = 80);

comment on column saga_instance.owner is 'the engine that runs it (saga_engine.id); null while no engine needs to';
comment on column saga_instance.epoch is 'one more each time an engine takes it: what an engine writes with an older epoch does not count';
comment on column saga_instance.last_seq is 'the last row of saga_journal';
comment on column saga_instance.recoveries is 'how often it was taken from a dead engine since it last made progress';
comment on column saga_instance.wake_at is 'when it goes on, while no engine owns it';
comment on column saga_instance.deadline is 'when the saga''s own timeout is over';

create index saga_instance_due on saga_instance (wake_at) where owner is null and wake_at is not null;
create index saga_instance_owned on saga_instance (owner) where owner is not null;

-- One row per fact, never changed: the history, the audit log, and what a recovering engine reads.
create table saga_journal (
  saga_id uuid        not null,
  seq     integer     not null,
  at      timestamptz not null,
  kind    text        not null,
  status  text        not null,
  step    text,
  attempt integer,
  payload jsonb,
  steps   text[],
  failure text,
  message text,
  wake_at timestamptz,
  engine  uuid        not null,
  epoch   integer     not null,
  primary key (saga_id, seq)
);

comment on column saga_journal.status is 'the status of the saga after this fact';
comment on column saga_journal.payload is 'the result of a step';
comment on column saga_journal.steps is 'the steps that were under way when the saga''s time was over';
comment on column saga_journal.failure is 'TRANSIENT, PERMANENT, INTEGRATION or SECURITY';

-- One heartbeat per engine, so that heartbeats cost as many writes as there are engines, not sagas.
create table saga_engine (
  id           uuid        primary key,
  name         text        not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  lease        interval    not null
);

-- What the libraries look at when they do not run the migrations themselves: every migration sets it.
create view saga_runtime_schema as select 1 as version;
