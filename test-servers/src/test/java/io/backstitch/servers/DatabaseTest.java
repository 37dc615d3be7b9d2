package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {

  @RegisterExtension static final Database db = Database.fresh();
  @RegisterExtension static final Database another = Database.fresh();

  @Test
  void is_empty_and_its_own() throws SQLException {
    db.execute("create table mine (name text, size int); insert into mine values ('pen', 3)");

    assertThat(db.number("select size from mine")).isEqualTo(3);
    assertThat(db.rows("select * from mine"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsExactly(entry("name", "pen"), entry("size", 3)));
    assertThatThrownBy(() -> another.number("select size from mine"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not exist");
  }
}
