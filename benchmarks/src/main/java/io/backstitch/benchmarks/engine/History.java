package io.backstitch.benchmarks.engine;

/** Finished sagas from long ago, written by SQL as the engine would have left them. */
final class History {

  private static final String JOURNAL =
      """
      insert into saga_journal (saga_id, seq, at, kind, status_before, status, step, attempt, payload,
        engine, epoch)
      select id, seq, created_at, case seq when 1 then 'STARTED' else 'STEP_SUCCEEDED' end,
        case seq when 2 then 'RUNNING' end,
        case seq when 1 then 'RUNNING' else status end, case seq when 2 then 'step1' end,
        case seq when 2 then 1 end, case seq when 2 then result end,
        '00000000-0000-0000-0000-000000000000', 1
      from saga_instance, generate_series(1, 2) seq
      """;

  private History() {}

  static String heads(String sagaType, int sagas) {
    return """
      insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, result,
        epoch, last_seq, created_at, updated_at, finished_at)
      select
        -- a time-ordered id like those of the engine, ten for each millisecond of long ago
        (lpad(to_hex(1600000000000 + n / 10), 12, '0') || '7' || lpad(to_hex(mod(n, 10)), 3, '0')
          || '8' || substr(md5(n::text), 1, 15))::uuid,
        '%s', 1, 'history-' || n, 'COMPLETED',
        jsonb_build_object('id', 'history-' || n, 'caller', 1, 'cents', 1999),
        jsonb_build_object('id', 'history-' || n, 'step', 5, 'cents', 1999),
        1, 2, moment.at, moment.at, moment.at
      from generate_series(1, %d) n, (select now() - interval '1 year' as at) moment
      """
        .formatted(sagaType, sagas);
  }

  static String journal() {
    return JOURNAL;
  }
}
