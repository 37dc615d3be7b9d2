package io.backstitch.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaStatus;
import io.backstitch.runtime.SagaView;
import io.backstitch.samples.order.PlaceOrderDefinition;
import io.backstitch.samples.order.remote.Fate;
import io.backstitch.servers.JavaProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop is killed with SIGKILL inside a step or a compensation, and another one ends its saga. */
class KilledShopTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ORDER = "order-000001";

  @ParameterizedTest
  @ValueSource(strings = {"accept", "reserve", "charge", "book", "ship", "confirm"})
  void another_shop_completes_an_order_whose_shop_was_killed_in(String step) throws SQLException {
    Season season = seasonWith(Fate.ANSWERS, Fate.ANSWERS);

    assertThat(endedByAnotherShop(season, step)).isEqualTo(SagaStatus.COMPLETED);
  }

  /** The carrier never answers, so it is not known whether a parcel was booked; it was. */
  @ParameterizedTest
  @ValueSource(strings = {"recall", "reverse", "refund", "release", "cancel"})
  void another_shop_undoes_an_order_whose_shop_was_killed_in(String compensation)
      throws SQLException {
    Season season = seasonWith(Fate.ANSWERS, Fate.LOSES_ALL_ANSWERS);

    assertThat(endedByAnotherShop(season, compensation)).isEqualTo(SagaStatus.COMPENSATED);
  }

  /** The card processor never answers, so it is not known whether it charged. */
  @ParameterizedTest
  @ValueSource(strings = {"LOSES_ALL_ANSWERS", "LOSES_ALL_REQUESTS"})
  void another_shop_voids_the_charge_of_which_nobody_heard(String fate) throws SQLException {
    Season season = seasonWith(Fate.valueOf(fate), Fate.ANSWERS);

    assertThat(endedByAnotherShop(season, "refund")).isEqualTo(SagaStatus.COMPENSATED);
  }

  private static SagaStatus endedByAnotherShop(Season season, String method) throws SQLException {
    try (ShopUnderTest shop = new ShopUnderTest(season)) {
      killInside(shop, season, method);
      try (SagaEngine another = shop.engine()) {
        SagaStatus status =
            Awaitility.await()
                .atMost(LIMIT)
                .until(
                    () ->
                        another
                            .find(PlaceOrderDefinition.SAGA, ORDER)
                            .map(SagaView::status)
                            .orElseThrow(),
                    SagaStatus::isFinal);
        assertThat(shop.takeOvers()).isPositive();
        assertThat(new Audit(shop.databases(), season).ofTheShop().failures()).isEmpty();
        return status;
      }
    }
  }

  private static void killInside(ShopUnderTest shop, Season season, String method) {
    List<String> arguments = new ArrayList<>(shop.databases().urls());
    arguments.addAll(List.of(Long.toString(season.seed()), method));
    try (JavaProcess stalling =
        JavaProcess.start(StallingShop.class, arguments.toArray(String[]::new))) {
      stalling.awaitOutput("stuck in " + method, LIMIT);
      stalling.kill();
    }
  }

  /** The first season whose only order has these fates. */
  private static Season seasonWith(Fate card, Fate carrier) {
    return LongStream.iterate(1, seed -> seed + 1)
        .mapToObj(seed -> new Season(seed, 1))
        .filter(season -> season.cardFate(ORDER) == card && season.carrierFate(ORDER) == carrier)
        .filter(season -> season.hasInStock(season.carts().get(0)))
        .findFirst()
        .orElseThrow();
  }
}
