package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code docs/sql.md} describes what is there: each view and function, and each of its columns.
 * What there is for the outbox has a page of its own.
 */
class SqlPageTest {

  private static final Pattern TITLE = Pattern.compile("### `(\\w+)(\\(.*\\))?`");
  private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| .+\\|");

  @RegisterExtension static final Database db = Database.fresh();

  @BeforeAll
  static void migrate() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  /** Columns by view or function; a function's parameters are in its name. */
  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> columns = new TreeMap<>();
    List<String> current = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("../docs/sql.md"))) {
      Matcher title = TITLE.matcher(line);
      Matcher column = COLUMN.matcher(line);
      if (title.matches()) {
        current = new ArrayList<>();
        columns.put(title.group(1) + (title.group(2) == null ? "" : title.group(2)), current);
      } else if (column.matches()) {
        current.add(column.group(1));
      } else if (line.startsWith("## ")) {
        current = new ArrayList<>();
      }
    }
    return columns;
  }

  private static Map<String, List<String>> existing() throws SQLException {
    Map<String, List<String>> columns = new TreeMap<>();
    db.rows(
            """
            select c.relname as name, a.attname as col
            from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
            where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
              and c.relname <> 'saga_runtime_schema' and c.relname not like 'saga\\_outbox\\_%'
            union all
            select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', out.name
            from pg_proc as p left join lateral (
              select n.name, n.place from unnest(p.proargnames, p.proargmodes)
                with ordinality as n(name, mode, place) where n.mode = 't') as out on true
            where p.pronamespace = 'public'::regnamespace and p.proname not like 'backstitch\\_%'
              and p.proname not like 'saga\\_outbox\\_%'
            """)
        .forEach(
            row -> {
              List<String> of =
                  columns.computeIfAbsent((String) row.get("name"), name -> new ArrayList<>());
              if (row.get("col") != null) {
                of.add((String) row.get("col"));
              }
            });
    return columns;
  }

  @Test
  void the_page_names_each_view_and_function_with_its_columns_and_nothing_else() throws Exception {
    assertThat(documented()).hasSizeGreaterThan(5).isEqualTo(existing());
  }
}
