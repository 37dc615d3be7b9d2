package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.servers.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine can be told, and what is left when it cannot be started. */
@Timeout(60)
class SettingsTest {

  private static final Duration OVERFLOWING = Duration.ofSeconds(Long.MAX_VALUE);

  @RegisterExtension static final Database db = Database.fresh();

  private static Arguments setting(String name, Consumer<SagaEngineBuilder> set) {
    return Arguments.of(name, set);
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
        setting("register", engine -> engine.register(null)),
        setting("leaseFor", engine -> engine.leaseFor(null)),
        setting("pollEvery", engine -> engine.pollEvery(null)),
        setting("closeWithin", engine -> engine.closeWithin(null)),
        setting("keepFinishedFor", engine -> engine.keepFinishedFor(null)),
        setting("codec", engine -> engine.codec(null)),
        setting("classifyFailures", engine -> engine.classifyFailures(null)),
        setting("name", engine -> engine.name(null)),
        setting("dataSource", engine -> SagaEngine.builder(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void a_null_is_refused_by_the_name_of_its_setting(String name, Consumer<SagaEngineBuilder> set) {
    SagaEngineBuilder engine = SagaEngine.builder(db.dataSource());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> set.accept(engine))
        .withMessageContainingAll("SagaEngineBuilder." + name, "null", "no engine was started");
  }

  static Stream<Arguments> tooMuch() {
    return Stream.of(
        setting("leaseFor", engine -> engine.leaseFor(OVERFLOWING)),
        setting("leaseFor", engine -> engine.leaseFor(Duration.ofDays(1).plusNanos(1))),
        setting("pollEvery", engine -> engine.pollEvery(OVERFLOWING)),
        setting("mostSagas", engine -> engine.mostSagas(0)),
        setting("closeWithin", engine -> engine.closeWithin(OVERFLOWING)),
        setting("closeWithin", engine -> engine.closeWithin(Duration.ofMillis(-1))),
        setting("keepFinishedFor", engine -> engine.keepFinishedFor(Duration.ofSeconds(59))),
        setting("keepFinishedFor", engine -> engine.keepFinishedFor(OVERFLOWING)),
        setting("name", engine -> engine.name("a\0b")));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void a_setting_beyond_its_bounds_is_refused_with_its_rule(
      String name, Consumer<SagaEngineBuilder> set) {
    SagaEngineBuilder engine = SagaEngine.builder(db.dataSource());
    set.accept(engine);

    assertThatIllegalArgumentException()
        .isThrownBy(engine::build)
        .withMessageContainingAll("cannot be built", name, "but must be");
  }

  @Test
  void a_day_is_not_too_long() {
    Duration day = Duration.ofDays(1);
    SagaEngine.builder(db.dataSource())
        .leaseFor(day)
        .pollEvery(day)
        .closeWithin(day)
        .build()
        .close();
  }

  @Test
  void an_engine_that_could_not_start_leaves_nothing_running_and_can_be_built_again() {
    AtomicBoolean broken = new AtomicBoolean(true);
    String name = "unlucky-" + UUID.randomUUID();
    SagaEngineBuilder builder =
        SagaEngine.builder(failingForEngines(db.dataSource(), broken)).name(name);

    assertThatThrownBy(builder::build)
        .isInstanceOf(SagaStorageException.class)
        .hasMessageContainingAll(name, "the disk is full", "Nothing runs", "again");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(thread -> thread.contains(name));

    broken.set(false);
    builder.build().close();
  }

  /** A database that refuses what is written to {@code saga_engine}, and nothing else. */
  private static DataSource failingForEngines(DataSource real, AtomicBoolean broken) {
    return proxy(
        DataSource.class,
        real,
        (method, arguments) -> {
          Object result = method.invoke(real, arguments);
          return result instanceof Connection connection
              ? failingForEngines(connection, broken)
              : result;
        });
  }

  private static Connection failingForEngines(Connection real, AtomicBoolean broken) {
    return proxy(
        Connection.class,
        real,
        (method, arguments) -> {
          boolean statement = method.getName().equals("prepareStatement");
          if (statement && broken.get() && arguments[0].toString().contains("saga_engine")) {
            throw new SQLException("the disk is full", "53100");
          }
          return method.invoke(real, arguments);
        });
  }

  private interface Doing {
    Object what(java.lang.reflect.Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, T real, Doing doing) {
    return type.cast(
        Proxy.newProxyInstance(
            real.getClass().getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return doing.what(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
