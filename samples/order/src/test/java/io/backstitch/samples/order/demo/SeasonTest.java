package io.backstitch.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backstitch.samples.order.remote.Fate;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeasonTest {

  private final Season season = new Season(42, 10_000);

  @Test
  void is_the_same_for_the_same_seed_and_another_for_another() {
    assertThat(new Season(42, 10_000).carts()).isEqualTo(season.carts());
    assertThat(new Season(42, 10_000).items()).isEqualTo(season.items());
    assertThat(new Season(43, 10_000).carts()).isNotEqualTo(season.carts());
  }

  @Test
  void declines_a_tenth_of_the_cards_and_leaves_a_twentieth_without_answer() {
    assertThat(share(fate -> fate == Fate.REFUSES)).isCloseTo(0.10, within(0.01));
    assertThat(share(fate -> fate != Fate.REFUSES && fate != Fate.ANSWERS))
        .isCloseTo(0.05, within(0.01));
    assertThat(share(fate -> fate == Fate.LOSES_ALL_ANSWERS)).isCloseTo(0.0125, within(0.005));
  }

  @Test
  void has_enough_of_everything_but_one_article() {
    assertThat(season.items()).filteredOn(item -> item.free() == 0).hasSize(1);
    Map<String, Integer> ordered =
        season.carts().stream()
            .filter(season::hasInStock)
            .collect(
                Collectors.groupingBy(
                    Season.Cart::sku, Collectors.summingInt(Season.Cart::quantity)));
    assertThat(season.items()).allMatch(item -> ordered.getOrDefault(item.sku(), 0) <= item.free());
  }

  @Test
  void refuses_settings_that_cannot_work() {
    assertThatThrownBy(() -> new Season(1, 0)).hasMessageContaining("at least one order, not 0");
    assertThatThrownBy(() -> new DemoSettings(season, 0, false, false))
        .hasMessageContaining("needs at least one engine, not 0");
    assertThatThrownBy(() -> new DemoSettings(season, 1, true, false))
        .hasMessageContaining("nobody is left to go on");
  }

  private double share(Predicate<Fate> wanted) {
    return season.carts().stream()
            .filter(cart -> wanted.test(season.cardFate(cart.orderId())))
            .count()
        / (double) season.orders();
  }
}
