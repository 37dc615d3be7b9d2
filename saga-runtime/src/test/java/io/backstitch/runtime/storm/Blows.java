package io.backstitch.runtime.storm;

import io.backstitch.runtime.JournalWrites;
import io.backstitch.servers.ClientRequest;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.ProxyTrap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Strikes, when a plan says so. A blow that waits for a write strikes with the first one that
 * comes, be it late, whichever process sends it then.
 */
final class Blows {

  private final Fleet fleet;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Map<Blow.Kind, Integer> struck = new EnumMap<>(Blow.Kind.class);
  private final List<Throwable> failures = new ArrayList<>();
  private boolean over;

  Blows(Fleet fleet, List<Blow> plan) {
    this.fleet = fleet;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    plan.forEach(blow -> after(blow.at(), () -> strike(blow)));
  }

  private void after(long millis, Runnable task) {
    timer.schedule(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            failed(e);
          }
        },
        millis,
        TimeUnit.MILLISECONDS);
  }

  private synchronized void failed(Throwable e) {
    failures.add(e);
  }

  private void strike(Blow blow) {
    switch (blow.kind()) {
      case KILL -> kill(blow);
      case KILL_AT_WRITE -> trap(blow).cutAfter(() -> kill(blow));
      case FREEZE -> freeze(blow);
      case FREEZE_AT_WRITE -> trap(blow).run(() -> freeze(blow));
      case TERMINATE -> terminate(blow);
      case KILL_DATABASE -> killDatabase(blow);
      case CUT_AT_WRITE -> trap(blow).cutAfter(() -> strikes(blow));
      case CUT_ALL -> cutAll(blow);
    }
  }

  private ProxyTrap trap(Blow blow) {
    Blow.Spot spot = blow.spot();
    return berth(blow)
        .proxy()
        .at(
            spot.moment(),
            spot.write() == Blow.Write.LEDGER ? Blows::writesLedger : JournalWrites::any)
        .nth(spot.nth());
  }

  private static boolean writesLedger(ClientRequest request) {
    return request.statements().stream().anyMatch(sql -> sql.contains("into ledger"));
  }

  private Fleet.Berth berth(Blow blow) {
    return fleet.berth(blow.victim());
  }

  private synchronized void kill(Blow blow) {
    if (strikes(blow)) {
      berth(blow).engine().kill();
      after(blow.millis(), berth(blow)::start);
    }
  }

  private synchronized void freeze(Blow blow) {
    if (strikes(blow)) {
      JavaProcess engine = berth(blow).engine();
      engine.freeze();
      after(blow.millis(), engine::thaw);
    }
  }

  /** Whoever has not ended when another one is to take its place is killed. */
  private synchronized void terminate(Blow blow) {
    if (strikes(blow)) {
      Fleet.Berth berth = berth(blow);
      JavaProcess engine = berth.engine();
      berth.terminate();
      after(
          blow.millis(),
          () -> {
            engine.kill();
            berth.start();
          });
    }
  }

  private synchronized void killDatabase(Blow blow) {
    if (strikes(blow)) {
      fleet.killDatabase();
      after(blow.millis(), fleet::startDatabase);
    }
  }

  private synchronized void cutAll(Blow blow) {
    if (strikes(blow)) {
      berth(blow).proxy().cutAll();
    }
  }

  private synchronized boolean strikes(Blow blow) {
    if (!over) {
      struck.merge(blow.kind(), 1, Integer::sum);
    }
    return !over;
  }

  /** From now on nothing strikes any more, and whoever was struck stays as he is. */
  void end() throws InterruptedException {
    synchronized (this) {
      over = true;
      timer.shutdown();
    }
    if (!timer.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The last blow did not end within 60 s.");
    }
  }

  /** How often each kind has struck. */
  synchronized Map<Blow.Kind, Integer> struck() {
    return new EnumMap<>(struck);
  }

  /** What went wrong with the storm itself. */
  synchronized List<Throwable> failures() {
    return List.copyOf(failures);
  }
}
