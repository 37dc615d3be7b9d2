-- Keys are compared byte by byte: faster than by the rules of a language, and the index of the keys
-- then finds those that begin with something.
alter table saga_instance alter column saga_key type text collate "C";

-- Compensated sagas and failures are looked for among many more that are fine. What goes well never
-- touches these indexes.
create index saga_instance_undone on saga_instance (id) where status = 'COMPENSATED';
create index saga_journal_failed on saga_journal (step, saga_id) where failure is not null;

create or replace view saga_runtime_schema as select 3 as version;
