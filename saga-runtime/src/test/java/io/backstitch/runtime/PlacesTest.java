package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who gets a place, and what is said about it. */
class PlacesTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Places.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  private static Places places(int limit) {
    Duration day = Duration.ofDays(1);
    return new Places(
        new EngineSettings(UUID.randomUUID(), "small", day, day, limit, 1, day, Optional.empty()));
  }

  private static void takeAll(Places places, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(places.take()).isTrue();
    }
  }

  @Test
  void there_are_as_many_as_the_limit_says() {
    Places places = places(3);
    takeAll(places, 3);

    assertThat(places.take()).isFalse();
    places.giveBack();
    assertThat(places.take()).isTrue();
  }

  @Test
  void what_becomes_free_is_kept_for_those_that_wait_in_the_table() {
    Places places = places(8);
    takeAll(places, 8);
    assertThat(places.sentToTable()).isFalse();

    places.giveBack();
    assertThat(places.isWorthATrip()).isFalse();
    places.giveBack();

    assertThat(places.isWorthATrip()).isTrue();
    assertThat(places.take()).isFalse();
    assertThat(places.takeForTrip()).isEqualTo(2);
  }

  @Test
  void a_submit_takes_what_becomes_free_while_the_caretaker_is_busy() {
    Places places = places(8);
    takeAll(places, 8);
    places.sentToTable();
    places.giveBack();
    assertThat(places.takeForTrip()).isEqualTo(1);

    places.giveBack();

    assertThat(places.take()).isTrue();
  }

  @Test
  void a_mere_look_leaves_half_of_the_free_places_to_submits() {
    Places places = places(4);

    assertThat(places.takeForTrip()).isEqualTo(2);

    takeAll(places, 2);
    assertThat(places.take()).isFalse();
    assertThat(log.list).isEmpty();
    places.endTrip(2);
    takeAll(places, 2);
  }

  @Test
  void one_that_was_sent_to_the_table_during_a_look_is_not_forgotten() {
    Places places = places(1);
    int asOf = places.sentToTableSoFar();
    places.sentToTable();

    places.found(false, asOf);

    assertThat(places.othersWait()).isTrue();
    places.found(false, places.sentToTableSoFar());
    assertThat(places.othersWait()).isFalse();
  }

  @Test
  void it_is_told_once_that_the_engine_is_full_and_once_that_there_is_room() {
    Places places = places(4);
    takeAll(places, 4);
    for (int i = 0; i < 10; i++) {
      assertThat(places.take()).isFalse();
      places.sentToTable();
      places.found(true, places.sentToTableSoFar());
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage())
        .contains("small is full", "4 sagas at a time", "QUEUED", "mostSagas");

    places.giveBack();
    places.found(false, places.sentToTableSoFar());
    assertThat(log.list).hasSize(1);
    places.giveBack();
    places.found(false, places.sentToTableSoFar());
    places.found(false, places.sentToTableSoFar());

    assertThat(log.list).hasSize(2);
    assertThat(log.list.get(1).getFormattedMessage()).contains("small has room again", "4 places");
    assertThat(log.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
  }

  @Test
  void an_engine_that_the_table_has_filled_says_so_too() {
    Places places = places(1);
    assertThat(places.takeForTrip()).isEqualTo(1);
    places.endTrip(0);

    places.found(true, 0);

    assertThat(log.list).hasSize(1);
  }
}
