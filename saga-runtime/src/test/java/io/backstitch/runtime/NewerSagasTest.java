package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Sagas whose journals hold facts that only a newer version of the library knows. */
@Timeout(60)
class NewerSagasTest {

  /** More than are taken from the table at a time. */
  private static final int NEWER = Places.BATCH * 3;

  @RegisterExtension static final Database db = Database.fresh();

  private final Logger logger = (Logger) LoggerFactory.getLogger(NewerSagas.class);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> log =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          told.add(event.getFormattedMessage());
        }
      };
  private final ScriptedSaga saga = ScriptedSaga.named("newer").remote("a").notUndoable();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  private SagaEngine engine() {
    return SagaEngine.builder(db.dataSource())
        .pollEvery(Duration.ofMillis(20))
        .leaseFor(Duration.ofHours(1))
        .register(saga.define())
        .build();
  }

  /** Sagas that wait, all overdue for longer than any that comes later. */
  private void waiting(SagaEngine engine, String key) throws Exception {
    db.execute("truncate saga_instance, saga_journal");
    saga.failing("a", 1, StepFailure.transientFailure("later").retryAfter(Duration.ofDays(1)));
    engine.submit(saga.type, key, "input");
    Awaitility.await()
        .until(() -> db.number("select count(*) from saga_instance where status = 'WAITING'") == 1);
    CopiedSagas.copy(db, key, NEWER - 1);
  }

  /** A saga that waited too, and is due after all of them. */
  private SagaHandle<String> dueBehindThem(SagaEngine engine) throws Exception {
    saga.failing("a", 1, StepFailure.transientFailure("later").retryAfter(Duration.ofDays(1)));
    SagaHandle<String> behind = engine.submit(saga.type, "behind", "input");
    Awaitility.await()
        .until(
            () ->
                db.number(
                        "select count(*) from saga_instance where saga_key = 'behind' and status = 'WAITING'")
                    == 1);
    CopiedSagas.wakeAt(db, "now()", "saga_key = 'behind'");
    return behind;
  }

  private static long newer() throws Exception {
    return db.number("select count(*) from saga_instance where saga_key like 'newer%'");
  }

  @Test
  void sagas_that_only_a_newer_version_can_read_hide_nobody_behind_them() throws Exception {
    try (SagaEngine engine = engine()) {
      waiting(engine, "newer");
      db.execute(
          "insert into saga_journal (saga_id, seq, at, kind, status, engine, epoch)"
              + " select id, 99, now(), 'FORKED', status, id, 1 from saga_instance");
      CopiedSagas.wakeAt(db, "now() - interval '1 hour'", "true");
      SagaHandle<String> behind = dueBehindThem(engine);

      assertThat(behind.await(Duration.ofSeconds(30))).isEqualTo(new SagaOutcome.Completed<>("a"));
    }
    assertThat(newer()).isEqualTo(NEWER);
    assertThat(
            db.number("select count(*) from saga_instance where status = 'WAITING' and epoch = 1"))
        .as("nobody has touched them")
        .isEqualTo(NEWER);
    assertThat(told).isNotEmpty().doesNotHaveDuplicates();
    assertThat(told.get(0))
        .contains("Saga newer 'newer", "does not know", "leaves it as it is", "newer version");
  }

  @Test
  void those_of_a_dead_engine_hide_nobody_either() throws Exception {
    try (SagaEngine engine = engine()) {
      waiting(engine, "newer");
      db.execute("update saga_journal set wake_at = null");
      db.execute(
          "update saga_instance set status = 'RUNNING', wake_at = null, owner = gen_random_uuid()");
      db.execute(
          "update saga_journal set failure = 'COSMIC' where failure is not null"
              + " and saga_id in (select id from saga_instance order by id limit "
              + (NEWER - 1)
              + ")");

      engine.caretaker().takeOver();

      Awaitility.await()
          .until(
              () ->
                  db.number("select count(*) from saga_instance where status = 'COMPLETED'") == 1);
      assertThat(db.number("select count(*) from saga_journal where kind = 'TAKEN_OVER'"))
          .isEqualTo(1);
    }
  }

  @Test
  void an_unknown_status_hides_nobody() throws Exception {
    try (SagaEngine engine = engine()) {
      waiting(engine, "newer");
      db.execute("alter table saga_instance drop constraint saga_instance_status_check");
      db.execute("update saga_instance set status = 'FORKED', wake_at = now() - interval '1 hour'");

      SagaHandle<String> behind = dueBehindThem(engine);

      assertThat(behind.await(Duration.ofSeconds(30))).isEqualTo(new SagaOutcome.Completed<>("a"));
    }
    assertThat(db.number("select count(*) from saga_instance where status = 'FORKED'"))
        .isEqualTo(NEWER);
  }
}
