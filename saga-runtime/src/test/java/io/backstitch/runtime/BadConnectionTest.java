package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that fail after the work is done: what was committed must not be lost to that. */
@Timeout(60)
class BadConnectionTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  /** Connections that do what they are asked, and then fail all the same in some methods. */
  private DataSource failingAfterwards() {
    return proxy(
        DataSource.class,
        db.dataSource(),
        (name, result) ->
            result instanceof Connection connection
                ? proxy(Connection.class, connection, this::failAfterwards)
                : result);
  }

  private Object failAfterwards(String method, Object result) throws SQLException {
    if (broken.contains(method)) {
      throw new SQLException(method + " failed afterwards", "08006");
    }
    return result;
  }

  private interface Afterwards {
    Object result(String method, Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T real, Afterwards afterwards) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return afterwards.result(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void runsToItsEndOnce(String... methods) throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("bad-connection")
            .remote("a")
            .transactional("b", "a")
            .remote("c", "b")
            .transactional("d", "c");
    saga.on("a", (step, c) -> step.publish("letters", "from a"));
    saga.on("b", (step, c) -> step.publish("letters", "from b"));
    try (SagaEngine engine =
        SagaEngine.builder(failingAfterwards()).register(saga.define()).build()) {
      broken.addAll(Set.of(methods));
      assertThat(engine.run(saga.type, key, "input")).isEqualTo("d");
      broken.clear();
    }
    assertThat(saga.calls).containsExactly("a", "b", "c", "d");
    assertThat(db.number("select count(*) from saga_outbox where key = '" + key + "'"))
        .isEqualTo(2);
  }

  @Test
  void a_connection_that_cannot_be_given_back() throws Exception {
    runsToItsEndOnce("close");
  }

  @Test
  void a_commit_whose_answer_is_lost() throws Exception {
    runsToItsEndOnce("commit");
  }

  @Test
  void a_rollback_that_fails() throws Exception {
    runsToItsEndOnce("rollback", "close");
  }
}
