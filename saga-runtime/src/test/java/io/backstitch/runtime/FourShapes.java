package io.backstitch.runtime;

import java.util.List;

/** The sagas whose engines are killed and frozen. */
final class FourShapes {

  static final SagaShape LINEAR =
      SagaShape.endsAs(SagaStatus.COMPLETED, "linear")
          .transactional("reserve")
          .remote("charge", "reserve")
          .transactional("book", "charge")
          .remote("ship", "book")
          .stumbles("charge", 1);

  static final SagaShape DIAMOND =
      SagaShape.endsAs(SagaStatus.COMPENSATED, "diamond")
          .transactional("reserve")
          .remote("invoice", "reserve")
          .transactional("book", "reserve")
          .remote("charge", "reserve")
          .remote("ship", "invoice", "book", "charge")
          .isRefused("charge")
          .waits("book", "invoice")
          .waits("charge", "book")
          .waits("undo book", "undo invoice");

  static final SagaShape IN_DOUBT =
      SagaShape.endsAs(SagaStatus.COMPENSATED, "in-doubt")
          .transactional("reserve")
          .remote("invoice", "reserve")
          .doubtful("charge", "invoice")
          .remote("ship", "charge")
          .stumbles("charge", SagaShape.RETRY.maxAttempts())
          .stumbles("undo invoice", 1);

  static final SagaShape PIVOT =
      SagaShape.endsAs(SagaStatus.COMPLETED, "pivot")
          .transactional("reserve")
          .pivot("charge", "reserve")
          .remote("ship", "charge")
          .transactional("book", "ship")
          .stumbles("ship", SagaShape.RETRY.maxAttempts() + 1);

  static final List<SagaShape> ALL = List.of(LINEAR, DIAMOND, IN_DOUBT, PIVOT);

  private FourShapes() {}

  static SagaShape named(String name) {
    return ALL.stream().filter(shape -> shape.name().equals(name)).findFirst().orElseThrow();
  }
}
