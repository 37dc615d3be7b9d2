package io.backstitch.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * A pool behind a gate: while it is shut, whoever wants a connection waits. Notes who got one.
 *
 * @param pool the pool
 * @param gate open when its count is zero
 * @param borrowers the threads that got a connection, in order
 * @param nextError what meets the next one that sets an array
 */
record GatedDataSource(
    DataSource pool, Gate gate, List<Thread> borrowers, AtomicReference<Error> nextError) {

  /** Open unless shut. */
  static final class Gate {
    private volatile CountDownLatch shut = new CountDownLatch(0);
    private final AtomicInteger refusals = new AtomicInteger();

    void shut() {
      shut = new CountDownLatch(1);
    }

    void open() {
      shut.countDown();
    }
  }

  static GatedDataSource before(DataSource pool) {
    return new GatedDataSource(
        pool, new Gate(), new CopyOnWriteArrayList<>(), new AtomicReference<>());
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            GatedDataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return connection();
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Connection connection() throws SQLException, InterruptedException {
    gate.shut.await();
    if (gate.refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("as a test wants it");
    }
    borrowers.add(Thread.currentThread());
    Connection real = pool.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            GatedDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Error error =
                  method.getName().equals("createArrayOf") ? nextError.getAndSet(null) : null;
              if (error != null) {
                throw error;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The next two who want a connection get an exception that no pool should throw. */
  void failTwoConnections() {
    gate.refusals.set(2);
  }

  /** An error in the middle of the next batch of several. */
  void failNextStatement(Error error) {
    nextError.set(error);
  }
}
