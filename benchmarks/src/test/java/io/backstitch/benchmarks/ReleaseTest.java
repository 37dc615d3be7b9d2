package io.backstitch.benchmarks;

import static io.backstitch.benchmarks.Samples.figure;
import static io.backstitch.benchmarks.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.benchmarks.Aim.Beside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

  private static final List<String> SUBJECTS = List.of("remote", "alone", "full", "allocation");

  @TempDir Path folder;

  @Test
  void keeps_the_subjects_that_were_left_out_and_the_order_of_all() {
    Release earlier = release(17, figure("remote", "many", 1), figure("full", "full", 2));
    Release now = release(17, figure("alone", "one", 3), figure("full", "full", 4));

    assertThat(now.andStill(earlier, SUBJECTS).figures())
        .extracting(Figure::name, Figure::value)
        .containsExactly(tuple("many", 1.0), tuple("one", 3.0), tuple("full", 4.0));
  }

  @Test
  void drops_what_was_measured_on_another_machine() {
    Machine other = new Machine(64, 512, "Linux 6.18", "17.0.15", "15.19", "on", "on");
    Release earlier = new Release(17, other, List.of(figure("remote", "many", 1)));
    Release now = release(17, figure("alone", "one", 3));

    assertThat(now.andStill(earlier, SUBJECTS)).isEqualTo(now);
  }

  @Test
  void a_run_on_one_release_leaves_the_other_alone() throws Exception {
    ResultFiles files = new ResultFiles(folder, Group.ENGINE);
    Release on17 =
        release(17, figure("remote", "many", 1).besideA(2).aims(Aim.atLeast(0.5, Beside.FLOOR_A)));
    files.keep(on17, SUBJECTS);
    Release on25 = release(25, figure("remote", "many", 3).besideB(4).beside("it", 5));
    files.keep(on25, SUBJECTS);
    Release moreOn25 = release(25, figure("alone", "one", 6));
    files.keep(moreOn25, SUBJECTS);
    Release moreOn17 = release(17, figure("alone", "one", 7));
    files.keep(moreOn17, SUBJECTS);

    assertThat(files.all())
        .containsExactly(moreOn25.andStill(on25, SUBJECTS), moreOn17.andStill(on17, SUBJECTS));
  }

  @Test
  void a_run_of_one_group_leaves_the_other_alone() throws Exception {
    ResultFiles engine = new ResultFiles(folder, Group.ENGINE);
    ResultFiles relay = new ResultFiles(folder, Group.RELAY);
    Release ofTheEngine = release(25, figure("remote", "many", 1));
    engine.keep(ofTheEngine, SUBJECTS);
    Release ofTheRelay = release(25, figure("kafka", "events", 2));
    relay.keep(ofTheRelay, List.of("kafka"));

    assertThat(engine.all()).containsExactly(ofTheEngine);
    assertThat(relay.all()).containsExactly(ofTheRelay);
    assertThat(ResultsPage.of(folder))
        .containsSubsequence("## Java 25\n", "| many ", "## The relay on Java 25\n", "| events ");
  }

  @Test
  void reads_the_first_version_of_each_release() throws Exception {
    Files.writeString(
        folder.resolve("first-version.json"),
        "[" + json(release(17, figure("allocation", "each", 7))) + "]");

    ResultFiles files = new ResultFiles(folder, Group.ENGINE);
    assertThat(files.firstVersion(17).flatMap(first -> first.figure("each")))
        .hasValueSatisfying(figure -> assertThat(figure.value()).isEqualTo(7));
    assertThat(files.firstVersion(25)).isEmpty();
    assertThat(files.all()).isEmpty();
  }

  private String json(Release release) throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    new ResultFiles(elsewhere, Group.ENGINE).keep(release, SUBJECTS);
    return Files.readString(elsewhere.resolve("engine-17.json"));
  }
}
