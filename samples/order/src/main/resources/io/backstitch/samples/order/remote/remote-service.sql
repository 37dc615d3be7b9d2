-- What a remote service remembers of each idempotency key.
create table request (
  key      text    primary key,
  calls    integer not null default 0,
  -- set once the request has taken effect
  answer   text,
  -- an effect that is yet to come must not come
  revoked  boolean not null default false
);
create index request_answer on request (answer);

-- Everything that it really did. Nothing here forbids doing a thing twice: that is for an audit to see.
create table effect (
  id       bigint      generated always as identity primary key,
  key      text        not null,
  kind     text        not null,
  order_id text        not null,
  amount   bigint      not null,
  at       timestamptz not null default now()
);
create index effect_key on effect (key);
