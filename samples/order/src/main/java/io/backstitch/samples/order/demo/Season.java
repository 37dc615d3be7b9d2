package io.backstitch.samples.order.demo;

import io.backstitch.samples.order.remote.Fate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who orders what, and what becomes of it: all of it follows from the seed, so that every run with
 * one seed ends the same, whatever is killed meanwhile.
 *
 * @param seed any number
 * @param orders how many orders there are
 */
record Season(long seed, int orders) {

  private static final int CUSTOMERS = 200;
  private static final int SKUS = 40;
  private static final int MOST_OF_ONE = 5;
  private static final int SOLD_OUT_PER_MILLE = 10;

  Season {
    if (orders < 1) {
      throw new IllegalArgumentException("A season needs at least one order, not " + orders + ".");
    }
  }

  record Item(String sku, String title, long cents, int free) {}

  record Cart(String orderId, String customer, String sku, int quantity) {}

  /** The catalogue; the last item is sold out, there is enough of all others. */
  List<Item> items() {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.rangeClosed(1, SKUS)
        .mapToObj(
            n ->
                new Item(
                    sku(n),
                    "Article no. " + n,
                    random.nextLong(99, 49_999),
                    n == SKUS ? 0 : enough()))
        .toList();
  }

  List<String> customers() {
    return IntStream.rangeClosed(1, CUSTOMERS).mapToObj(Season::customer).toList();
  }

  List<Cart> carts() {
    return IntStream.rangeClosed(1, orders).mapToObj(this::cart).toList();
  }

  /** About 10 % are declined, and 5 % get no answer: half of these at first, half of them ever. */
  Fate cardFate(String orderId) {
    int lot = random(orderId, "card").nextInt(1000);
    if (lot < 100) {
      return Fate.REFUSES;
    }
    return lot < 150 ? silence(lot) : Fate.ANSWERS;
  }

  /** About 1 % are refused, and 2 % get no answer. */
  Fate carrierFate(String orderId) {
    int lot = random(orderId, "carrier").nextInt(1000);
    if (lot < 10) {
      return Fate.REFUSES;
    }
    return lot < 30 ? silence(lot) : Fate.ANSWERS;
  }

  /** Whether the order will be completed. */
  boolean completes(Cart cart) {
    return hasInStock(cart)
        && cardFate(cart.orderId()).isGood()
        && carrierFate(cart.orderId()).isGood();
  }

  boolean hasInStock(Cart cart) {
    return !cart.sku().equals(sku(SKUS));
  }

  private Cart cart(int number) {
    String orderId = String.format(Locale.ROOT, "order-%06d", number);
    SplittableRandom random = random(orderId, "cart");
    boolean soldOut = random.nextInt(1000) < SOLD_OUT_PER_MILLE;
    return new Cart(
        orderId,
        customer(random.nextInt(1, CUSTOMERS + 1)),
        soldOut ? sku(SKUS) : sku(random.nextInt(1, SKUS)),
        random.nextInt(1, MOST_OF_ONE + 1));
  }

  private static Fate silence(int lot) {
    return switch (lot % 4) {
      case 0 -> Fate.LOSES_FIRST_REQUEST;
      case 1 -> Fate.LOSES_FIRST_ANSWER;
      case 2 -> Fate.LOSES_ALL_REQUESTS;
      default -> Fate.LOSES_ALL_ANSWERS;
    };
  }

  private SplittableRandom random(String orderId, String purpose) {
    return new SplittableRandom(31 * (31 * seed + orderId.hashCode()) + purpose.hashCode());
  }

  private int enough() {
    return orders * MOST_OF_ONE;
  }

  private static String sku(int number) {
    return String.format(Locale.ROOT, "sku-%02d", number);
  }

  private static String customer(int number) {
    return String.format(Locale.ROOT, "c-%03d", number);
  }
}
