package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred thousand sagas that wait for their time, and an engine that has met them. */
@Timeout(180)
class WaitingSagasTest {

  private static final int WAITING = 100_000;

  /** So many wake up, one every five milliseconds. */
  private static final int WOKEN = 1_000;

  private static final long MOST_HEAP = 64L << 20;

  @RegisterExtension static final Database db = Database.fresh();

  private static final ScriptedSaga saga =
      ScriptedSaga.named("waits")
          .remote("a")
          .notUndoable()
          .failing("a", 1, StepFailure.transientFailure("later").retryAfter(Duration.ofDays(1)));

  private static CountedConnections pool;
  private static SagaEngine engine;

  @BeforeAll
  static void start() {
    pool = CountedConnections.to(db);
    engine =
        SagaEngine.builder(pool)
            .name("patient")
            .pollEvery(Duration.ofMillis(50))
            .register(saga.define())
            .build();
  }

  @AfterAll
  static void close() {
    engine.close();
    pool.close();
  }

  @Test
  void
      invariant_8_a_hundred_thousand_waiting_sagas_take_no_thread_no_connection_and_no_heap_and_wake_in_time()
          throws Exception {
    engine.submit(saga.type, "model", "input");
    await().until(() -> waiting() == 1 && engine.activeSagas() == 0);
    long threads = threads();
    long heap = heap();
    long others = borrowedByOthers();

    CopiedSagas.copy(db, "model", WAITING - 1);
    db.execute("analyze saga_instance");
    letTheCaretakerLook(20);

    assertThat(waiting()).isEqualTo(WAITING);
    assertThat(engine.activeSagas()).isZero();
    assertThat(threads()).isLessThanOrEqualTo(threads);
    assertThat(borrowedByOthers()).as("only the caretaker looks").isEqualTo(others);
    await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
    assertThat(heap() - heap).isLessThan(MOST_HEAP);

    wakeSome();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> completed() == WOKEN && engine.activeSagas() == 0);

    assertThat(heap() - heap).isLessThan(MOST_HEAP);
    assertThat(waiting()).isEqualTo(WAITING - WOKEN);
    assertThat(db.number("select count(*) from late")).isEqualTo(WOKEN);
    assertThat(db.number("select min(millis) from late")).as("none too early").isNotNegative();
    assertThat(db.number("select max(millis) from late")).isLessThan(1_000);
  }

  private static void letTheCaretakerLook(int times) {
    long until = pool.borrowedBy("caretaker") + times;
    await().until(() -> pool.borrowedBy("caretaker") >= until);
  }

  /** When each is due, is kept aside: the engine empties it. All by the database's clock. */
  private static void wakeSome() throws Exception {
    db.execute(
        """
        create table woken as
          select id, clock_timestamp() + interval '2 seconds'
            + row_number() over (order by id) * interval '5 milliseconds' as due_at
          from (select id from saga_instance order by id limit %d) as first;
        create view late as
          select extract(epoch from j.at - w.due_at) * 1000 as millis
          from woken as w join saga_journal as j on j.saga_id = w.id and j.kind = 'PICKED_UP';
        update saga_journal as j set wake_at = due_at
          from woken as w where w.id = j.saga_id and j.wake_at is not null;
        update saga_instance as i set wake_at = due_at from woken as w where w.id = i.id
        """
            .formatted(WOKEN));
  }

  private static long waiting() throws Exception {
    return db.number("select count(*) from saga_instance where status = 'WAITING'");
  }

  private static long completed() throws Exception {
    return db.number("select count(*) from saga_instance where status = 'COMPLETED'");
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("backstitch"))
        .count();
  }

  private static long borrowedByOthers() {
    return pool.borrowedByOthersThan("caretaker");
  }

  /** What is reachable: the least of a few collections. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
