package io.backstitch.servers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters a PostgreSQL is started with, as they stand in {@code postgresql.conf}.
 *
 * @param parameters by name
 */
public record PostgresSettings(Map<String, String> parameters) {

  /**
   * Keeps a copy.
   *
   * @param parameters by name
   */
  public PostgresSettings {
    parameters = Map.copyOf(parameters);
  }

  /**
   * What a careful production runs with: every commit is flushed before it is acknowledged.
   *
   * @return the settings
   */
  public static PostgresSettings durable() {
    return new PostgresSettings(Map.of("fsync", "on", "synchronous_commit", "on")).common();
  }

  /**
   * For tests that never kill the server: nothing is flushed, so commits acknowledged shortly
   * before a {@link PostgresServer#kill()} are lost. Nothing is vacuumed unasked, so that only
   * tests commit.
   *
   * @return the settings
   */
  public static PostgresSettings fast() {
    return new PostgresSettings(
            Map.of(
                "fsync", "off",
                "synchronous_commit", "off",
                "full_page_writes", "off",
                "autovacuum", "off"))
        .common();
  }

  /**
   * These settings and one more, for example {@code with("wal_level", "logical")}.
   *
   * @param parameter a parameter of the server
   * @param value its value, without quotes
   * @return new settings
   */
  public PostgresSettings with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new PostgresSettings(more);
  }

  private PostgresSettings common() {
    return with("max_connections", "300").with("timezone", "UTC");
  }
}
