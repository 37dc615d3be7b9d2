package io.backstitch.runtime.storm;

import io.backstitch.definition.SagaType;
import io.backstitch.runtime.EngineClosedException;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaStorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Somebody at an engine who starts one saga after another, as the desk orders. */
final class Caller implements Runnable {

  private final SagaEngine engine;
  private final DataSource pool;
  private final int desk;

  Caller(SagaEngine engine, DataSource pool, int desk) {
    this.engine = engine;
    this.pool = pool;
    this.desk = desk;
  }

  @Override
  public void run() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk)) {
      BufferedReader orders =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      PrintWriter answers = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        answers.println(Desk.TAKEN);
        answers.println(answer(Order.read(line)));
      }
    } catch (IOException e) {
      System.out.println("The desk is closed: " + e);
    }
  }

  private String answer(Order order) {
    try {
      return start(order);
    } catch (SagaStorageException | EngineClosedException e) {
      return Desk.FAILED + e.getMessage().replace('\n', ' ');
    } catch (SQLException e) {
      return (Outage.explains(e) ? Desk.FAILED : Desk.UNEXPECTED) + e;
    } catch (RuntimeException | Error e) {
      e.printStackTrace(System.out);
      return Desk.UNEXPECTED + e.toString().replace('\n', ' ');
    }
  }

  private String start(Order order) throws SQLException {
    SagaType<String, String> type = StormSaga.type(Shapes.BY_NAME.get(order.shape()));
    return switch (order.way()) {
      case EXECUTE ->
          Desk.ENDED + engine.execute(type, order.key(), order.script()).status().name();
      case SUBMIT -> Desk.ACCEPTED + engine.submit(type, order.key(), order.script()).sagaId();
      case SUBMIT_IN_TRANSACTION -> Desk.ACCEPTED + submitInTransaction(type, order);
    };
  }

  /** The customer's order and the saga are there together, or neither is. */
  private String submitInTransaction(SagaType<String, String> type, Order order)
      throws SQLException {
    try (Connection db = pool.getConnection()) {
      db.setAutoCommit(false);
      try (PreparedStatement sql =
          db.prepareStatement("insert into customer_order values (?) on conflict do nothing")) {
        sql.setString(1, order.key());
        sql.executeUpdate();
      }
      String id = engine.submit(db, type, order.key(), order.script()).sagaId().toString();
      db.commit();
      return id;
    }
  }
}
