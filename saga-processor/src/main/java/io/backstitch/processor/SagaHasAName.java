package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Said;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A saga has a name and a version under which its instances can be stored. */
final class SagaHasAName implements Rule {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");
  private static final int LONGEST = 100;

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Said<String> name = saga.source().header().name();
    Said<Integer> version = saga.source().header().version();
    Stream.Builder<Finding> findings = Stream.builder();
    if (!NAME.matcher(name.value()).matches()) {
      findings.add(
          Finding.ofSaga(Problem.BAD_SAGA_NAME, name.place(), name.value(), like(saga.source())));
    }
    if (version.value() < 1) {
      findings.add(Finding.ofSaga(Problem.BAD_VERSION, version.place(), version.value()));
    }
    return findings.build();
  }

  /** A good name that is like the one written, or else like the class. */
  private static String like(SagaSource saga) {
    String name = kebab(saga.name());
    return NAME.matcher(name).matches() ? name : kebab(saga.type().getSimpleName().toString());
  }

  private static String kebab(String name) {
    String kebab =
        name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return kebab.substring(0, Math.min(kebab.length(), LONGEST));
  }
}
