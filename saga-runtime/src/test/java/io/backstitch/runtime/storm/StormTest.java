package io.backstitch.runtime.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.runtime.FoldAudit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Engines that are killed, frozen, cut off and asked to end while they run sagas of many shapes, on
 * a PostgreSQL that is killed, too; and then all that can be looked at when everything has ended.
 */
class StormTest {

  private static final long SEED = Long.getLong("backstitch.storm.seed", System.nanoTime());
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("backstitch.storm.seconds", 60));

  private static final String REPEAT =
      "-Dbackstitch.storm.seconds=%d -Dbackstitch.storm.seed=%d"
          .formatted(LENGTH.toSeconds(), SEED);

  private static Storm storm;

  @RegisterExtension final TellsHowToRepeat repeat = new TellsHowToRepeat();

  private static final class TellsHowToRepeat implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      System.out.println(context.getDisplayName() + " failed in a storm; repeat it: " + REPEAT);
    }
  }

  @BeforeAll
  static void rage() throws Exception {
    System.out.println("StormTest: " + REPEAT);
    storm = new Storm(new StormPlan(SEED, LENGTH), LENGTH);
    try {
      storm.rage();
      System.out.println(StormSummary.of(storm, REPEAT));
    } catch (Exception | Error e) {
      storm.close();
      throw e;
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (storm != null) {
      storm.close();
    }
  }

  private static ListAssert<String> assertThatAllSagasHold(Function<SagaTrace, List<String>> rule)
      throws SQLException {
    return assertThat(new Traces(storm.db()).violations(rule)).as(REPEAT);
  }

  @Test
  void it_was_a_storm() throws SQLException {
    assertThat(storm.failures()).isEmpty();
    assertThat(storm.struck()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(storm.looks()).isPositive();
    assertThat(storm.db().number("select count(*) from saga_journal where kind = 'TAKEN_OVER'"))
        .isPositive();
  }

  @Test
  void invariant_4_while_one_engine_lives_every_saga_goes_on_until_it_ends() throws SQLException {
    assertThat(storm.unfinished()).as(REPEAT).isEmpty();
    assertThat(storm.desk().unanswered()).as("callers who wait for ever").isZero();
  }

  @Test
  void invariant_4_every_end_has_a_reason() throws SQLException {
    assertThatAllSagasHold(EndsRule::violations).isEmpty();
  }

  @Test
  void what_was_confirmed_is_there_and_is_as_it_was_told() throws SQLException {
    Map<String, Map<String, Object>> sagas =
        storm.db().rows("select id, saga_type, saga_key, status from saga_instance").stream()
            .collect(Collectors.toMap(row -> (String) row.get("saga_key"), Function.identity()));
    Desk desk = storm.desk();
    assertThat(desk.ends())
        .isNotEmpty()
        .allSatisfy((key, end) -> assertThat(sagas.get(key)).containsEntry("status", end));
    assertThat(desk.ids())
        .isNotEmpty()
        .allSatisfy(
            (key, id) -> assertThat(sagas.get(key)).extractingByKey("id").asString().isEqualTo(id));
    assertThat(desk.ordered().keySet()).containsAll(sagas.keySet());
    assertThat(desk.surprises()).isEmpty();
  }

  @Test
  void a_saga_that_was_submitted_in_a_transaction_is_there_exactly_if_that_committed()
      throws SQLException {
    List<String> withOrder =
        storm.db().rows("select key from customer_order").stream()
            .map(row -> (String) row.get("key"))
            .sorted()
            .toList();
    List<String> sagas =
        storm.db().rows("select saga_key from saga_instance").stream()
            .map(row -> (String) row.get("saga_key"))
            .filter(key -> storm.desk().ordered().get(key).way() == Order.Way.SUBMIT_IN_TRANSACTION)
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(withOrder).as(REPEAT).isNotEmpty().isEqualTo(sagas);
  }

  @Test
  void invariant_1_and_5_nothing_is_recorded_twice_or_out_of_order() throws SQLException {
    assertThatAllSagasHold(RecordsRule::violations).isEmpty();
  }

  @Test
  void invariant_1_and_5_nothing_begins_before_what_it_depends_on_is_durable() throws SQLException {
    assertThatAllSagasHold(CallsRule::violations).isEmpty();
  }

  @Test
  void invariant_2_and_3_effects_are_those_of_the_records() throws SQLException {
    assertThatAllSagasHold(EffectsRule::violations).isEmpty();
    assertThat(
            storm
                .db()
                .rows(
                    """
                    select id, balance, sum(amount) from account left join ledger on account = id
                    group by id having balance <> coalesce(sum(amount), 0)
                    """))
        .as(REPEAT)
        .isEmpty();
  }

  @Test
  void invariant_6_no_step_runs_more_often_than_its_policy_allows() throws SQLException {
    assertThatAllSagasHold(AttemptsRule::violations).isEmpty();
  }

  @Test
  void invariant_7_the_fold_of_each_journal_is_its_head() throws SQLException {
    Map<String, SagaDefinition<String, String>> definitions =
        Shapes.ALL.stream().collect(Collectors.toMap(Shape::name, StormSaga::definition));
    assertThat(FoldAudit.differences(storm.db(), definitions)).as(REPEAT).isEmpty();
  }

  @Test
  void invariant_7_no_head_was_ever_seen_that_is_not_the_end_of_its_journal() {
    assertThat(storm.torn()).as(REPEAT).isEmpty();
  }

  @Test
  void no_engine_met_an_error_of_its_own() {
    assertThat(storm.outputs())
        .as(REPEAT)
        .allSatisfy(
            output ->
                assertThat(output.lines())
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception in")));
  }
}
