package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process of an engine is killed with SIGKILL at every commit, and so is the one that goes on
 * with its saga; each case with one second death. {@code -Dbackstitch.crashes=all} is for every
 * first death with every second one, which takes minutes.
 */
class CrashTest {

  @RegisterExtension static final Database db = Database.fresh();
  @RegisterExtension static final Database other = Database.fresh();

  private static final boolean ALL = "all".equals(System.getProperty("backstitch.crashes"));

  /** Two, because starting the processes is most of the work, and leaves a core idle. */
  private static List<CrashLane> lanes;

  @BeforeAll
  static void prepare(@TempDir Path directory) throws Exception {
    QuickJvm jvm = new QuickJvm(directory);
    lanes = List.of(new CrashLane(db, jvm), new CrashLane(other, jvm));
    for (CrashLane lane : lanes) {
      lane.createTables();
    }
    lanes.get(0).startFirst(FourShapes.DIAMOND);
  }

  static Stream<SagaShape> shapes() {
    return FourShapes.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void invariant_1_2_5_6_and_7_hold_at_whatever_commit_two_engines_die(SagaShape shape)
      throws SQLException {
    List<String> undisturbed = lanes.get(0).boundaries(shape);
    CrashPlan plan = new CrashPlan(shape, undisturbed);
    List<CrashCase> cases = ALL ? plan.square() : plan.rotation();
    meetEveryBoundary(plan, cases);

    CrashTable table = new CrashTable(plan, cases);
    Queue<CrashCase> left = new ConcurrentLinkedQueue<>(cases);
    lanes.stream()
        .map(lane -> Background.run(() -> liveThrough(left, lane, undisturbed, table)))
        .toList()
        .forEach(CompletableFuture::join);

    table.print();
    table.requireAllPassed();
  }

  private static void meetEveryBoundary(CrashPlan plan, List<CrashCase> cases) {
    assertThat(cases.stream().map(CrashCase::first).distinct().toList())
        .isEqualTo(plan.firstDeaths());
    assertThat(cases.stream().flatMap(one -> one.second().stream()).map(CrashPoint::writes))
        .containsAll(plan.boundariesOfHeirs());
  }

  private static void liveThrough(
      Queue<CrashCase> cases, CrashLane lane, List<String> undisturbed, CrashTable table) {
    for (CrashCase next = cases.poll(); next != null; next = cases.poll()) {
      try {
        lane.liveThrough(next, undisturbed);
        table.passed(next);
      } catch (SQLException | RuntimeException | Error e) {
        table.failed(next, e);
      }
    }
  }
}
