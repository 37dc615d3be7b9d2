package io.backstitch.outbox;

import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What wakes a relay while it runs: writers of this JVM, and those of others if it listens. */
final class WakeUps implements AutoCloseable {

  private final DataSource dataSource;
  private final String schema;
  private final RelaySettings settings;
  private final boolean listening;
  private final Optional<OutboxPlace> place;
  private @Nullable Runnable wake;
  private @Nullable RelayListener listener;

  WakeUps(DataSource dataSource, String schema, RelaySettings settings, boolean listening) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.settings = settings;
    this.listening = listening;
    this.place = OutboxPlace.of(dataSource, schema);
  }

  synchronized void start(Runnable toWake) {
    wake = toWake;
    place.ifPresent(here -> LocalRelays.add(here, toWake));
    if (listening) {
      RelayListener started = new RelayListener(dataSource, schema, settings, toWake);
      Thread thread = new Thread(started, settings.name() + "-listener");
      thread.setDaemon(true);
      thread.start();
      listener = started;
    }
  }

  @Override
  public synchronized void close() {
    Runnable woken = wake;
    if (woken != null) {
      place.ifPresent(here -> LocalRelays.remove(here, woken));
    }
    if (listener != null) {
      listener.end();
    }
  }
}
