create table item (
  sku         text   primary key,
  title       text   not null,
  price_cents bigint not null check (price_cents > 0)
);

create table stock (
  sku      text    primary key references item,
  free     integer not null check (free >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  sold     integer not null default 0 check (sold >= 0)
);

create table customer (
  id   text primary key,
  name text not null
);

-- What customers have sent off and no shop has taken up yet.
create table cart (
  order_id text    primary key,
  customer text    not null references customer,
  sku      text    not null references item,
  quantity integer not null check (quantity > 0)
);

create table purchase (
  id            text    primary key,
  customer      text    not null references customer,
  sku           text    not null references item,
  quantity      integer not null,
  cents         bigint  not null,
  status        text    not null check (status in ('ACCEPTED', 'CONFIRMED', 'CANCELLED')),
  tracking_code text
);

create table ledger_entry (
  id       bigint      generated always as identity primary key,
  order_id text        not null,
  account  text        not null,
  cents    bigint      not null,
  at       timestamptz not null default now()
);
