create table saga_outbox (
  lane smallint not null
);
