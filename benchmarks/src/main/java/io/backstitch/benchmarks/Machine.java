package io.backstitch.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.backstitch.servers.PostgresServer;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the figures of one file were measured on. Figures that were measured on something else do
 * not stay beside them.
 *
 * @param cores of the machine, shared by the engine and the server
 * @param memory in GiB
 * @param kernel the operating system
 * @param java the version of the JVM
 * @param postgres the version of the server
 * @param fsync as the server says
 * @param synchronousCommit as the server says
 */
public record Machine(
    int cores,
    long memory,
    String kernel,
    String java,
    String postgres,
    String fsync,
    String synchronousCommit) {

  static Machine here(PostgresServer server) throws SQLException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Connection db = server.dataSource("postgres").getConnection()) {
      return new Machine(
          system.getAvailableProcessors(),
          Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
          system.getName() + " " + system.getVersion(),
          Runtime.version().toString(),
          setting(db, "server_version"),
          setting(db, "fsync"),
          setting(db, "synchronous_commit"));
    }
  }

  private static String setting(Connection db, String name) throws SQLException {
    try (Statement sql = db.createStatement();
        ResultSet row = sql.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  String line() {
    return "%d cores, %d GiB, %s; Java %s; PostgreSQL %s, fsync %s, synchronous_commit %s"
        .formatted(cores, memory, kernel, java, postgres, fsync, synchronousCommit);
  }
}
