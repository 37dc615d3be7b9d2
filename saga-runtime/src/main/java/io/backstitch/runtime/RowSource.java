package io.backstitch.runtime;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a statement writes, as a table within its text: an array for each column, or a
 * parameter for each if there is just one row, which PostgreSQL does in three quarters of the time.
 *
 * @param <R> what becomes a row
 */
final class RowSource<R> {

  private enum Type {
    UUID("uuid", Types.VARCHAR),
    TEXT("text", Types.VARCHAR),
    INTEGER("int4", Types.INTEGER),
    BIGINT("int8", Types.BIGINT),
    BOOLEAN("bool", Types.BOOLEAN);

    private final String sql;
    private final int jdbc;

    Type(String sql, int jdbc) {
      this.sql = sql;
      this.jdbc = jdbc;
    }

    /** The driver sends arrays of exact types in binary. */
    Object[] array(int length) {
      return switch (this) {
        case UUID, TEXT -> new String[length];
        case INTEGER -> new Integer[length];
        case BIGINT -> new Long[length];
        case BOOLEAN -> new Boolean[length];
      };
    }
  }

  private record Column<R>(String name, Type type, Function<R, @Nullable Object> value) {}

  private final List<Column<R>> columns = new ArrayList<>();

  RowSource<R> uuid(String name, Function<R, java.util.@Nullable UUID> value) {
    return add(name, Type.UUID, row -> text(value.apply(row)));
  }

  private static @Nullable String text(java.util.@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  RowSource<R> text(String name, Function<R, @Nullable String> value) {
    return add(name, Type.TEXT, value::apply);
  }

  RowSource<R> integer(String name, Function<R, @Nullable Integer> value) {
    return add(name, Type.INTEGER, value::apply);
  }

  RowSource<R> bigint(String name, Function<R, @Nullable Long> value) {
    return add(name, Type.BIGINT, value::apply);
  }

  RowSource<R> bool(String name, Function<R, Boolean> value) {
    return add(name, Type.BOOLEAN, value::apply);
  }

  private RowSource<R> add(String name, Type type, Function<R, @Nullable Object> value) {
    columns.add(new Column<>(name, type, value));
    return this;
  }

  /** A query for one row. */
  String one() {
    return columns.stream()
        .map(column -> "?::" + column.type().sql + " as " + column.name())
        .collect(Collectors.joining(", ", "select ", ""));
  }

  /** A query for any number of rows. */
  String many() {
    String arrays = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    return "select * from unnest(" + arrays + ") as row (" + names + ")";
  }

  /**
   * Sets the parameters of {@link #one()} or {@link #many()}, whichever is for so many rows.
   *
   * @param first the index of the first parameter
   * @return the index after the last one
   */
  int set(PreparedStatement sql, int first, List<R> rows) throws SQLException {
    int next = first;
    for (Column<R> column : columns) {
      if (rows.size() == 1) {
        sql.setObject(next, column.value().apply(rows.get(0)), column.type().jdbc);
      } else {
        setArray(sql, next, column, rows);
      }
      next++;
    }
    return next;
  }

  private void setArray(PreparedStatement sql, int index, Column<R> column, List<R> rows)
      throws SQLException {
    Object[] values = column.type().array(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = column.value().apply(rows.get(i));
    }
    sql.setArray(index, sql.getConnection().createArrayOf(column.type().sql, values));
  }
}
