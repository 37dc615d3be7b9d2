package io.backstitch.outbox;

import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A consumer in a JVM of its own that says "stuck", before or after its commit, and goes no
 * further.
 */
public final class StuckConsumer {

  private StuckConsumer() {}

  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(arguments[0]);
    boolean beforeCommit = arguments[1].equals("before-commit");
    Inbox.on(dataSource)
        .handle(
            "shipping",
            "m1",
            connection -> {
              InboxRaceTest.note(connection, "first");
              if (beforeCommit) {
                hang();
              }
            });
    hang();
  }

  private static void hang() throws InterruptedException {
    System.out.println("stuck");
    new CountDownLatch(1).await();
  }
}
