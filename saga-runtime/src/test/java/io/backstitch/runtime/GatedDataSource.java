package io.backstitch.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * A pool behind a gate: while it is shut, whoever wants a connection waits. Notes who got one.
 *
 * @param pool the pool
 * @param gate open when its count is zero
 * @param borrowers the threads that got a connection, in order
 */
record GatedDataSource(DataSource pool, Gate gate, List<Thread> borrowers) {

  /** Open unless shut. */
  static final class Gate {
    private volatile CountDownLatch shut = new CountDownLatch(0);

    void shut() {
      shut = new CountDownLatch(1);
    }

    void open() {
      shut.countDown();
    }
  }

  static GatedDataSource before(DataSource pool) {
    return new GatedDataSource(pool, new Gate(), new CopyOnWriteArrayList<>());
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
    borrowers.add(Thread.currentThread());
    return pool.getConnection();
  }
}
