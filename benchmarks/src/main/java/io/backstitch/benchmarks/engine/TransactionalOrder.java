package io.backstitch.benchmarks.engine;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.sql.Connection;
import java.sql.SQLException;

/** Five transactional steps, one after another, each with an update of a row of its own. */
@Saga("transactional-order")
public class TransactionalOrder {

  @Step
  @NoCompensation("nothing is done that matters")
  public Done step1(Order order, Connection db) throws SQLException {
    return change(order, 1, db);
  }

  @Step(after = "step1")
  @NoCompensation("nothing is done that matters")
  public Done step2(Order order, Connection db) throws SQLException {
    return change(order, 2, db);
  }

  @Step(after = "step2")
  @NoCompensation("nothing is done that matters")
  public Done step3(Order order, Connection db) throws SQLException {
    return change(order, 3, db);
  }

  @Step(after = "step3")
  @NoCompensation("nothing is done that matters")
  public Done step4(Order order, Connection db) throws SQLException {
    return change(order, 4, db);
  }

  @Step(after = "step4")
  @NoCompensation("nothing is done that matters")
  public Done step5(Order order, Connection db) throws SQLException {
    return change(order, 5, db);
  }

  private static Done change(Order order, int step, Connection db) throws SQLException {
    Stock.change(db, order.caller(), step);
    return new Done(order.id(), step, order.cents());
  }
}
