create table event_log (
  position    bigint generated always as identity primary key,
  message_id  uuid   not null unique,
  destination text   not null,
  key         text   not null,
  type        text   not null
);

create function log_event() returns trigger language plpgsql as $$
begin
  insert into event_log (message_id, destination, key, type)
    values (new.message_id, new.destination, new.key, new.type)
    -- a dead letter that is sent again is no new event
    on conflict (message_id) do nothing;
  return null;
end
$$;

create trigger log_event after insert on saga_outbox for each row execute function log_event();
