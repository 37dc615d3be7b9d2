package io.backstitch.servers;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** What the broker's JVM runs: formats its storage if that is new, then is Kafka. */
final class KafkaProcess {

  private static final String CLUSTER = "backstitch-test-server";

  private KafkaProcess() {}

  public static void main(String[] arguments) {
    String properties = arguments[0];
    String[] format = {
      "format", "--config", properties, "--cluster-id", CLUSTER, "--ignore-formatted"
    };
    int exitCode = StorageTool.execute(format, System.out);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
    Kafka.main(new String[] {properties});
  }
}
