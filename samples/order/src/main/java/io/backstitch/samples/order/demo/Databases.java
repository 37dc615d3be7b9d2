package io.backstitch.samples.order.demo;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;

/**
 * The three databases: our own, and those of the two remote services.
 *
 * @param shop the JDBC URL of the shop's database
 * @param cards that of the card processor's
 * @param carrier that of the carrier's
 */
record Databases(String shop, String cards, String carrier) {

  static Databases of(List<String> urls) {
    return new Databases(urls.get(0), urls.get(1), urls.get(2));
  }

  List<String> urls() {
    return List.of(shop, cards, carrier);
  }

  static HikariDataSource pool(String url, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(connections);
    return pool;
  }
}
