package io.backstitch.runtime;

import io.backstitch.runtime.AttemptOutcome.Effect;
import io.backstitch.runtime.AttemptOutcome.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a step threw into an outcome: its own word first, then the classifiers in order. Never
 * throws itself, whatever the exception and the classifiers do.
 */
final class FailureJudge {

  private static final Logger log = LoggerFactory.getLogger(FailureJudge.class);
  private static final int MOST_CHARACTERS = 2_000;

  private final List<FailureClassifier> classifiers;

  FailureJudge(List<FailureClassifier> own) {
    List<FailureClassifier> all = new ArrayList<>(own);
    all.add(new StandardClassifier());
    this.classifiers = List.copyOf(all);
  }

  Failed judge(Throwable thrown) {
    if (thrown instanceof StepFailure failure) {
      Failed failed =
          failed(failure.kind(), failure.getMessage(), failure.retryAfter().orElse(null));
      return failure.kind() == FailureKind.PERMANENT
          ? new Failed(failed.kind(), failed.message(), Effect.CERTAINLY_NONE, failed.retryAfter())
          : failed;
    }
    return failed(kind(thrown), describe(thrown), null);
  }

  private FailureKind kind(Throwable thrown) {
    for (FailureClassifier classifier : classifiers) {
      Optional<FailureKind> kind = ask(classifier, thrown);
      if (kind.isPresent()) {
        return kind.get();
      }
    }
    return FailureKind.INTEGRATION;
  }

  private static Optional<FailureKind> ask(FailureClassifier classifier, Throwable thrown) {
    try {
      Optional<FailureKind> kind = classifier.classify(thrown);
      return kind == null ? Optional.empty() : kind;
    } catch (Throwable e) {
      tellPassedOver(classifier, e);
      return Optional.empty();
    }
  }

  private static void tellPassedOver(FailureClassifier classifier, Throwable e) {
    String name = classifier.getClass().getName();
    try {
      log.warn("Failure classifier {} failed itself and was passed over.", name, e);
    } catch (Throwable indescribable) {
      log.warn("Failure classifier {} failed itself and was passed over: {}", name, describe(e));
    }
  }

  /** What an exception says of itself, or at least its class if it fails even to do that. */
  private static String describe(Throwable thrown) {
    String text = null;
    try {
      text = thrown.toString();
    } catch (Throwable e) {
      log.debug("An exception of {} cannot be described.", thrown.getClass());
    }
    return text == null ? thrown.getClass().getName() : text;
  }

  private static Failed failed(
      FailureKind kind, @Nullable String message, @Nullable Duration retryAfter) {
    Effect effect = kind.mayPass() ? Effect.UNKNOWN : Effect.NONE_THIS_TIME;
    return new Failed(kind, storable(message == null ? "" : message), effect, retryAfter);
  }

  /** What PostgreSQL can store and a person still reads. */
  static String storable(String message) {
    String text = message.replace("\u0000", "");
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " …";
  }
}
