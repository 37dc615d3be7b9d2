package io.backstitch.samples.order.demo;

import io.backstitch.servers.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes that do the work: shops and relays. */
final class Fleet implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(30);
  // These live for seconds and share few cores: starting fast is worth more than running fast.
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseStringDeduplication");
  static final int RELAYS = 2;

  private final List<JavaProcess> shops = new ArrayList<>();
  private final List<JavaProcess> relays = new ArrayList<>();
  private final List<JavaProcess> dead = new ArrayList<>();

  static Fleet start(DemoSettings settings, Databases databases, String bootstrapServers) {
    Fleet fleet = new Fleet();
    Season season = settings.season();
    List<String> shop = new ArrayList<>(databases.urls());
    shop.add(Long.toString(season.seed()));
    shop.add(Integer.toString(season.orders()));
    for (int n = 0; n < settings.engines(); n++) {
      fleet.shops.add(
          JavaProcess.start(JVM_OPTIONS, ShopProcess.class, shop.toArray(String[]::new)));
    }
    for (int n = 0; n < RELAYS; n++) {
      fleet.relays.add(
          JavaProcess.start(JVM_OPTIONS, RelayProcess.class, databases.shop(), bootstrapServers));
    }
    return fleet;
  }

  /** Kills the first shop and the first relay with SIGKILL. */
  void killOneOfEach() {
    for (List<JavaProcess> kind : List.of(shops, relays)) {
      JavaProcess victim = kind.remove(0);
      victim.kill();
      dead.add(victim);
    }
  }

  /** Fails if a process has ended that nobody killed, with what it said last. */
  void check() {
    living()
        .filter(process -> !process.isAlive())
        .findFirst()
        .ifPresent(
            process -> {
              throw new IllegalStateException(
                  "A process has ended by itself:\n" + process.output());
            });
  }

  /** What the living have written, which is little while all goes well. */
  List<String> outputs() {
    return living().map(JavaProcess::output).filter(output -> !output.isBlank()).toList();
  }

  /** Lets all processes end in order: what they have begun they finish or hand over. */
  void drain() {
    relays.forEach(JavaProcess::terminate);
    shops.forEach(JavaProcess::terminate);
    living().forEach(process -> process.awaitExit(DRAIN));
  }

  @Override
  public void close() {
    Stream.concat(living(), dead.stream()).forEach(JavaProcess::close);
  }

  private Stream<JavaProcess> living() {
    return Stream.concat(shops.stream(), relays.stream());
  }
}
