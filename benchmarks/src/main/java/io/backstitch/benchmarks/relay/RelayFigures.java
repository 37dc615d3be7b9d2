package io.backstitch.benchmarks.relay;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.BenchRun;
import io.backstitch.benchmarks.Group;
import io.backstitch.benchmarks.Subjects;
import io.backstitch.servers.PostgresServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the relay on servers of its own and prints one table: {@code ./bench relay}. */
public final class RelayFigures {

  /** Whose value is {@code true} for a glance with a tenth of everything. */
  private static final String SMALL = "backstitch.bench.small";

  /** All that is measured of the relay. */
  static final Subjects<RelayBench> SUBJECTS =
      new Subjects<>(
          List.of(
              new Throughput(
                  "kafka",
                  "300-byte events, 10,000 keys → Kafka, acks=all, idempotent",
                  200_000,
                  KafkaTarget::new,
                  List.of(
                      Aim.atLeast(0.9, Beside.FLOOR_A),
                      Aim.atLeast(0.5, Beside.FLOOR_B),
                      Aim.atLeast(50_000, Beside.NOTHING))),
              new Throughput(
                  "rabbitmq",
                  "300-byte events, 10,000 keys → RabbitMQ, durable classic queue, confirms",
                  50_000,
                  RabbitTarget::new,
                  List.of(Aim.atLeast(0.9, Beside.FLOOR_A), Aim.atLeast(0.8, Beside.FLOOR_B))),
              new Throughput(
                  "redis",
                  "300-byte events, 10,000 keys → Redis Streams, pipelined, appendfsync always",
                  50_000,
                  RedisTarget::new,
                  List.of(Aim.atLeast(0.9, Beside.FLOOR_A), Aim.atLeast(0.5, Beside.FLOOR_B))),
              new RelayWal(),
              new Latency(),
              new Backlog(),
              new HeldOpen(),
              new Append(),
              new FourRelays()));

  private RelayFigures() {}

  /**
   * Measures.
   *
   * @param arguments where to write, the commit, how many rounds, and which subjects (all)
   * @throws Exception if something cannot be measured; then nothing is written
   */
  public static void main(String[] arguments) throws Exception {
    BenchRun<RelayBench> run = new BenchRun<>(Group.RELAY, SUBJECTS, arguments);
    boolean small = Boolean.getBoolean(SMALL);
    try (PostgresServer server = PostgresServer.started(BenchRun.settings())) {
      RelayBench bench = new RelayBench(server, run.rounds(), small, new AtomicInteger());
      run.measure(server, bench, !small);
    }
  }
}
