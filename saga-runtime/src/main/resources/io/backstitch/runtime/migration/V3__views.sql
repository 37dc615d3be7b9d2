-- What people and tools read of sagas. Described in docs/sql.md. Functions whose names begin with
-- backstitch_ are for the others only.

-- Keys are compared byte by byte: faster than by the rules of a language, and the index of the keys
-- then finds those that begin with something.
alter table saga_instance alter column saga_key type text collate "C";

-- Compensated sagas and failures are looked for among many more that are fine. What goes well never
-- touches these indexes.
create index saga_instance_undone on saga_instance (id) where status = 'COMPENSATED';
create index saga_journal_failed on saga_journal (step, saga_id) where failure is not null;

-- Which sagas an engine can run: name@version. Null in the rows of engines that did not say so yet.
alter table saga_engine add column knows text[];

create view saga_living_engine as
  select id as engine, name, started_at, heartbeat_at, lease, knows
  from saga_engine
  where heartbeat_at + lease >= clock_timestamp();

-- The graphs, as the engines that know them have written them: one JSON object for each step, in
-- the order of the graph.
create table saga_graph (
  saga_type    text        not null,
  saga_version integer     not null,
  graph        jsonb       not null,
  written_at   timestamptz not null default clock_timestamp(),
  primary key (saga_type, saga_version)
);

create view saga_step as
  select g.saga_type, g.saga_version, s.step, n.place::integer as place, s.kind, s.pivot,
    s.predecessors, s.descendants, s.compensated as has_compensation,
    s."undoesUnknown" as undoes_unknown, s."compensationAfter" as compensation_after,
    s."noCompensation" as no_compensation
  from saga_graph as g,
    jsonb_array_elements(g.graph) with ordinality as n(node, place),
    jsonb_to_record(n.node) as s(step text, kind text, pivot boolean, predecessors text[],
      descendants text[], compensated boolean, "undoesUnknown" boolean, "compensationAfter" text[],
      "noCompensation" text);

-- ---- All sagas that are not final. Each is in one of the indexes that leave those out.

create view saga_unfinished as
  select i.id as saga_id, i.saga_type, i.saga_version, i.saga_key, i.status,
    case
      when i.status in ('PARKED', 'PAUSED') then i.status
      when i.owner in (select engine from saga_living_engine) then 'RUNS'
      when i.saga_type || '@' || i.saga_version
          not in (select unnest(knows) from saga_living_engine where knows is not null)
        and not exists (select from saga_living_engine where knows is null) then 'UNKNOWN'
      when i.owner is not null then 'ORPHANED'
      when i.wake_at <= clock_timestamp() then 'OVERDUE'
      else 'WAITS'
    end as situation,
    i.created_at, i.updated_at, i.wake_at, i.owner as engine, i.parked_reason
  from saga_instance as i
  where i.owner is not null
    or (i.owner is null and i.wake_at is not null)
    or i.status in ('PARKED', 'PAUSED');

create view saga_unknown as
  select saga_id, saga_type, saga_version, saga_key, status, created_at, updated_at
  from saga_unfinished
  where situation = 'UNKNOWN';

create view saga_counts as
  select saga_type, saga_version, status, count(*) as n, min(created_at) as oldest
  from saga_instance
  group by saga_type, saga_version, status;

create view saga_health as
  select
    count(*) as unfinished,
    count(*) filter (where situation = 'RUNS') as running,
    count(*) filter (where situation = 'WAITS') as waiting,
    count(*) filter (where situation = 'OVERDUE') as overdue,
    coalesce(max(clock_timestamp() - wake_at) filter (where situation = 'OVERDUE'), interval '0')
      as longest_overdue,
    count(*) filter (where situation = 'ORPHANED') as orphaned,
    count(*) filter (where situation = 'UNKNOWN') as unknown,
    count(*) filter (where situation = 'PARKED') as parked,
    count(*) filter (where situation = 'PAUSED') as paused,
    min(created_at) as oldest_unfinished,
    (select count(*) from saga_living_engine) as living_engines,
    (select count(*) from saga_engine) - (select count(*) from saga_living_engine) as dead_engines
  from saga_unfinished;

create function saga_stale(older_than interval)
returns table (saga_id uuid, saga_type text, saga_version integer, saga_key text, status text,
  situation text, updated_at timestamptz, unchanged_for interval, wake_at timestamptz, engine text,
  parked_reason text)
language sql stable as $$
  select u.saga_id, u.saga_type, u.saga_version, u.saga_key, u.status, u.situation, u.updated_at,
    clock_timestamp() - u.updated_at, u.wake_at, coalesce(e.name, u.engine::text), u.parked_reason
  from saga_unfinished as u left join saga_engine as e on e.id = u.engine
  where u.updated_at <= clock_timestamp() - $1
  order by u.updated_at
$$;

-- ---- One saga: its journal folded, as SagaState does it. A property test compares the two.

create type backstitch_progress as (
  step               text,
  place              integer,
  remote             boolean,
  pivot              boolean,
  predecessors       text[],
  undone_before      text[],
  undo               boolean,
  undoes_unknown     boolean,
  nothing_to_undo    boolean,
  phase              text,
  under_way          boolean,
  perhaps_done       boolean,
  failed_attempts    integer,
  failed_undos       integer,
  result             jsonb,
  next_attempt_at    timestamptz
);

-- What is left to do about the effects of a step: Undoing.
create function backstitch_undoing(s backstitch_progress) returns text
language sql immutable as $$
  select case
    when s.phase in ('STUCK', 'STUCK_IN_DOUBT') then 'IMPOSSIBLE'
    when s.phase = 'SUCCEEDED' then case when s.undo then 'TO_DO' else 'DONE' end
    when s.phase <> 'IN_DOUBT' then 'DONE'
    when s.undo then case when s.undoes_unknown then 'TO_DO' else 'IMPOSSIBLE' end
    else case when s.nothing_to_undo then 'DONE' else 'IMPOSSIBLE' end
  end
$$;

create function backstitch_undo_may_begin(s backstitch_progress, steps backstitch_progress[])
returns boolean
language sql immutable as $$
  select backstitch_undoing(s) = 'TO_DO' and not exists (
    select from unnest(steps) as o
    where o.step = any (s.undone_before) and backstitch_undoing(o) <> 'DONE')
$$;

create function backstitch_is_ready(s backstitch_progress, steps backstitch_progress[])
returns boolean
language sql immutable as $$
  select s.phase = 'PENDING' and not exists (
    select from unnest(steps) as o
    where o.step = any (s.predecessors) and o.phase not in ('SUCCEEDED', 'SKIPPED'))
$$;

create function backstitch_in(s backstitch_progress, phase text, failed_attempts integer,
  failed_undos integer, result jsonb) returns backstitch_progress
language plpgsql immutable as $$
begin
  s.phase := $2;
  s.under_way := false;
  s.perhaps_done := false;
  s.failed_attempts := $3;
  s.failed_undos := $4;
  s.result := $5;
  s.next_attempt_at := null;
  return s;
end
$$;

-- As if its attempts had not begun, or those of its compensation if that gave up: StepProgress.again.
create function backstitch_again(s backstitch_progress) returns backstitch_progress
language plpgsql immutable as $$
begin
  if s.phase = 'STUCK' then
    return backstitch_in(s, 'SUCCEEDED', s.failed_attempts, 0, s.result);
  elsif s.phase = 'STUCK_IN_DOUBT' then
    return backstitch_in(s, 'IN_DOUBT', s.failed_attempts, 0, null);
  end if;
  s.perhaps_done := s.phase = 'IN_DOUBT';
  s.phase := 'PENDING';
  s.under_way := true;
  s.failed_attempts := 0;
  s.failed_undos := 0;
  s.result := null;
  s.next_attempt_at := null;
  return s;
end
$$;

-- Steps are null where the graph of the saga's version is not stored, or is not the one of its journal.
create function backstitch_fold(of_saga uuid, out steps backstitch_progress[], out failed boolean,
  out failing_step text, out failure text, out message text, out held text)
language plpgsql stable as $$
declare
  fact saga_journal;
  old backstitch_progress[];
  s backstitch_progress;
  i integer;
  undo_begun boolean := false;
  pivot_passed boolean;
  was_held text;
begin
  failed := false;
  select array_agg(row(g.step, g.place, g.kind = 'REMOTE', g.pivot, g.predecessors,
      g.descendants || g.compensation_after, g.has_compensation, g.undoes_unknown,
      g.no_compensation is not null, 'PENDING', false, false, 0, 0, null, null)::backstitch_progress
      order by g.place)
    into steps
    from saga_instance as h
      join saga_step as g on g.saga_type = h.saga_type and g.saga_version = h.saga_version
    where h.id = of_saga;
  if steps is null then
    return;
  end if;
  for fact in select * from saga_journal as j where j.saga_id = of_saga order by j.seq loop
    old := steps;
    was_held := held;
    if fact.step is not null then
      i := (select o.place from unnest(old) as o where o.step = fact.step);
      if i is null then
        steps := null;
        return;
      end if;
      s := old[i];
    end if;
    case fact.kind
    when 'STARTED', 'PICKED_UP', 'HANDED_OVER' then
      null;
    when 'TAKEN_OVER' then
      for j in 1 .. cardinality(old) loop
        if old[j].remote and (not failed or old[j].under_way)
            and backstitch_is_ready(old[j], old) then
          steps[j].perhaps_done := true;
        end if;
      end loop;
    when 'STEP_SUCCEEDED' then
      steps[i] := backstitch_in(s, 'SUCCEEDED', s.failed_attempts, 0, fact.payload);
    when 'ATTEMPT_FAILED' then
      steps[i].perhaps_done := true;
      steps[i].failed_attempts := s.failed_attempts + 1;
      steps[i].next_attempt_at := fact.wake_at;
    when 'STEP_FAILED', 'STEP_IN_DOUBT' then
      if not failed then
        for j in 1 .. cardinality(old) loop
          if j <> i and backstitch_is_ready(old[j], old) then
            steps[j].under_way := true;
          end if;
        end loop;
      end if;
      steps[i] := backstitch_in(s,
        case fact.kind when 'STEP_FAILED' then 'FAILED' else 'IN_DOUBT' end,
        s.failed_attempts + 1, s.failed_undos, s.result);
    when 'SAGA_TIMED_OUT', 'GRACE_OVER' then
      for j in 1 .. cardinality(old) loop
        s := old[j];
        if s.phase <> 'PENDING' then
          continue;
        elsif s.remote and (s.perhaps_done or coalesce(s.step = any (fact.steps), false)) then
          steps[j] := backstitch_in(s, 'IN_DOUBT', s.failed_attempts, 0, null);
        elsif s.under_way then
          steps[j].under_way := false;
          steps[j].next_attempt_at := null;
        end if;
      end loop;
    when 'STEP_COMPENSATED' then
      steps[i] := backstitch_in(s, 'COMPENSATED', s.failed_attempts, s.failed_undos, s.result);
    when 'COMPENSATION_ATTEMPT_FAILED' then
      steps[i].failed_undos := s.failed_undos + 1;
      steps[i].next_attempt_at := fact.wake_at;
    when 'COMPENSATION_FAILED' then
      steps[i] := backstitch_in(s,
        case s.phase when 'IN_DOUBT' then 'STUCK_IN_DOUBT' else 'STUCK' end,
        s.failed_attempts, s.failed_undos + 1, s.result);
    when 'SAGA_PARKED' then
      held := 'PARKED';
    when 'PAUSED' then
      for j in 1 .. cardinality(old) loop
        if old[j].step = any (fact.steps) then
          steps[j].perhaps_done := true;
        end if;
      end loop;
      held := 'PAUSED';
    when 'RESUMED' then
      held := null;
    when 'RETRIED' then
      pivot_passed := exists (select from unnest(old) as o where o.pivot and o.phase = 'SUCCEEDED');
      for j in 1 .. cardinality(old) loop
        if (pivot_passed and old[j].phase in ('FAILED', 'IN_DOUBT'))
            or backstitch_undoing(old[j]) = 'IMPOSSIBLE' then
          steps[j] := backstitch_again(old[j]);
        else
          steps[j].next_attempt_at := null;
        end if;
      end loop;
      held := null;
    when 'STEP_SKIPPED', 'STEP_COMPLETED', 'STEP_RESOLVED' then
      if held is not distinct from 'PARKED' then
        for j in 1 .. cardinality(old) loop
          steps[j].next_attempt_at := null;
        end loop;
        held := null;
      end if;
      steps[i] := case fact.kind
        when 'STEP_SKIPPED' then
          backstitch_in(s, 'SKIPPED', s.failed_attempts, s.failed_undos, null)
        when 'STEP_COMPLETED' then
          backstitch_in(s, 'SUCCEEDED', s.failed_attempts, 0, fact.payload)
        else
          backstitch_in(s, 'COMPENSATED', s.failed_attempts, s.failed_undos, s.result)
        end;
    when 'CANCELLED' then
      for j in 1 .. cardinality(old) loop
        s := old[j];
        if s.phase <> 'PENDING' then
          continue;
        elsif coalesce(s.step = any (fact.steps), false)
            or (was_held is not distinct from 'PARKED' and s.perhaps_done and s.remote) then
          steps[j] := backstitch_in(s, 'IN_DOUBT', s.failed_attempts, 0, null);
        elsif s.perhaps_done and s.remote then
          steps[j].under_way := true;
          steps[j].next_attempt_at := null;
        end if;
      end loop;
      held := null;
    else
      -- a newer version of the library knows more
      steps := null;
      return;
    end case;

    -- Forward again, if nothing has begun to be undone and nothing is left that has failed.
    if failed and failing_step is not null
        and fact.kind in ('RETRIED', 'STEP_SKIPPED', 'STEP_COMPLETED', 'STEP_RESOLVED') then
      if not undo_begun and not exists (select from unnest(old) as o
            where o.phase in ('COMPENSATED', 'STUCK', 'STUCK_IN_DOUBT'))
          and not exists (select from unnest(steps) as o
            where o.phase in ('FAILED', 'IN_DOUBT', 'COMPENSATED')) then
        failed := false;
        failing_step := null;
        failure := null;
        message := null;
        for j in 1 .. cardinality(steps) loop
          steps[j].under_way := false;
        end loop;
      end if;
    end if;
    if fact.kind = 'CANCELLED' or (not failed
        and fact.kind in ('STEP_FAILED', 'STEP_IN_DOUBT', 'SAGA_TIMED_OUT', 'GRACE_OVER')) then
      failed := true;
      failing_step := fact.step;
      failure := coalesce(fact.failure, 'TRANSIENT');
      message := coalesce(fact.message, '');
      undo_begun := false;
    end if;
    -- Once a compensation may be called, its answer may be lost.
    undo_begun := failed and (undo_begun or (
      not exists (select from unnest(steps) as o where o.phase = 'PENDING' and o.under_way)
      and not exists (select from unnest(steps) as o where o.pivot and o.phase = 'SUCCEEDED')
      and exists (select from unnest(steps) as o where backstitch_undo_may_begin(o, steps))));
  end loop;
end
$$;

create function backstitch_readiness(of_saga uuid)
returns table (step text, place integer, direction text, next boolean, blocked_by text[],
  phase text, failed_attempts integer, failed_undos integer, next_attempt_at timestamptz,
  result jsonb)
language sql stable as $$
  with f as materialized (select * from backstitch_fold(of_saga)),
  flags as (
    select f.held, f.failed,
      f.failed and not exists (
        select from unnest(f.steps) as o where o.pivot and o.phase = 'SUCCEEDED') as goes_back
    from f),
  s as materialized (
    select u.*, backstitch_undoing(u::backstitch_progress) as undoing,
      case
        when u.phase = 'PENDING' and (not flags.goes_back or u.under_way) then 'FORWARD'
        when u.phase <> 'PENDING' and flags.goes_back
          and backstitch_undoing(u::backstitch_progress) <> 'DONE' then 'UNDO'
      end as direction
    from f, flags, unnest(f.steps) as u),
  b as (
    select s.*, array(
        select o.step from s as o
        where case
          when s.direction = 'FORWARD' then not s.under_way
            and (o.phase in ('FAILED', 'IN_DOUBT')
              or (o.step = any (s.predecessors) and o.phase not in ('SUCCEEDED', 'SKIPPED')))
          when s.direction = 'UNDO' then (o.phase = 'PENDING' and o.under_way)
            or (o.step = any (s.undone_before) and o.undoing <> 'DONE')
          else false
        end
        order by o.place) as blocked_by
    from s)
  select b.step, b.place, b.direction,
    flags.held is null and cardinality(b.blocked_by) = 0 and case b.direction
      when 'FORWARD' then b.under_way or not flags.failed
      when 'UNDO' then b.undoing = 'TO_DO'
      else false
    end,
    b.blocked_by, b.phase, b.failed_attempts, b.failed_undos, b.next_attempt_at, b.result
  from b, flags
  order by b.place
$$;

create function saga_readiness(saga_id uuid)
returns table (step text, place integer, phase text, direction text, ready boolean,
  blocked_by text[], failed_attempts integer, failed_compensations integer,
  next_attempt_at timestamptz)
language sql stable as $$
  select r.step, r.place, r.phase, r.direction,
    r.next and (r.next_attempt_at is null or r.next_attempt_at <= clock_timestamp()),
    r.blocked_by, r.failed_attempts, r.failed_undos, r.next_attempt_at
  from backstitch_readiness($1) as r
$$;

create function saga_context(saga_id uuid) returns jsonb
language sql stable as $$
  with r as materialized (select * from backstitch_readiness($1))
  select jsonb_build_object(
    'saga', jsonb_build_object('id', h.id, 'type', h.saga_type, 'version', h.saga_version,
      'key', h.saga_key, 'status', h.status, 'created_at', h.created_at,
      'updated_at', h.updated_at, 'finished_at', h.finished_at),
    'input', h.input,
    'results', (select coalesce(jsonb_object_agg(r.step, r.result), '{}')
      from r where r.result is not null),
    'failure', (select jsonb_build_object('step', f.failing_step, 'kind', f.failure,
        'message', f.message) from backstitch_fold(h.id) as f where f.failed),
    'waits_for', jsonb_build_object(
      'steps', (select coalesce(jsonb_agg(r.step order by r.place), '[]')
        from r where r.next),
      'until', h.wake_at,
      'engine', (select coalesce(min(e.name), h.owner::text)
        from saga_engine as e where e.id = h.owner),
      'person', h.parked_reason),
    'result', h.result)
  from saga_instance as h
  where h.id = $1
$$;

-- ---- How long steps take.

-- Ids begin with the time at which they were made, in milliseconds. They come from the clocks of the
-- services, so they are only good to leave out what is certainly too old.
create function backstitch_first_id_since(moment timestamptz) returns uuid
language sql immutable as $$
  select rpad(lpad(to_hex(greatest(0, floor(extract(epoch from moment) * 1000))::bigint), 12, '0'),
    32, '0')::uuid
$$;

create function saga_slowest_steps(since interval)
returns table (saga_type text, saga_version integer, step text, n bigint, average numeric,
  p50 numeric, p95 numeric, longest numeric, attempts numeric)
language sql stable as $$
  with recent as materialized (
    select i.id, i.saga_type, i.saga_version
    from saga_instance as i
    where i.id >= backstitch_first_id_since(clock_timestamp() - $1 - interval '1 hour')
      and i.created_at >= clock_timestamp() - $1),
  graph as materialized (select * from saga_step),
  -- each time by the key of the journal: joined as sets, they would be joined by guesses
  done as (
    select r.saga_type, r.saga_version, j.step, j.attempt,
      extract(epoch from j.at - coalesce(
        (select max(p.at) from saga_journal as p
          where p.saga_id = r.id and p.seq < j.seq and p.step = any (g.predecessors)
            and p.kind in ('STEP_SUCCEEDED', 'STEP_SKIPPED', 'STEP_COMPLETED')),
        (select min(p.at) from saga_journal as p
          where p.saga_id = r.id and p.status <> 'QUEUED'))) as seconds
    from recent as r
      join saga_journal as j on j.saga_id = r.id and j.kind = 'STEP_SUCCEEDED'
      join graph as g on g.saga_type = r.saga_type and g.saga_version = r.saga_version
        and g.step = j.step)
  select d.saga_type, d.saga_version, d.step, count(*), round(avg(d.seconds), 6),
    round((percentile_cont(0.5) within group (order by d.seconds))::numeric, 6),
    round((percentile_cont(0.95) within group (order by d.seconds))::numeric, 6),
    round(max(d.seconds), 6), round(avg(d.attempt), 2)
  from done as d
  group by d.saga_type, d.saga_version, d.step
  order by 7 desc, 1, 2, 3
$$;

-- Each function finds the tables of this schema, whatever the search_path of its caller.
do $$
declare
  f regprocedure;
begin
  for f in
    select p.oid from pg_proc as p join pg_namespace as s on s.oid = p.pronamespace
    where s.nspname = current_schema()
      and (p.proname like 'backstitch\_%' or p.proname in
        ('saga_stale', 'saga_readiness', 'saga_context', 'saga_slowest_steps'))
  loop
    execute format('alter function %s set search_path = %I, pg_temp', f, current_schema());
  end loop;
end
$$;

create or replace view saga_runtime_schema as select 3 as version;
