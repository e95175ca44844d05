package dev.tocsin.store.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The query for one page of a table, newest first. Conditions bind by position. */
public final class Listing {
  private final String order;
  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();

  /**
   * @param at the column of the time that rows are ordered by
   * @param id the column that tells rows of one time apart
   */
  public Listing(String columns, String table, String at, String id, Page.Cursor after) {
    this.order = " ORDER BY " + at + " DESC, " + id + " DESC LIMIT ?";
    this.sql = new StringBuilder("SELECT " + columns + " FROM " + table);
    sql.append(" WHERE (" + at + ", " + id + ") < (?, ?)");
    values.add(after.at());
    values.add(after.id());
  }

  /** Only rows of which this is true. */
  public Listing and(String condition) {
    sql.append(" AND ").append(condition);
    return this;
  }

  /**
   * Only rows of which this is true.
   *
   * @param value for the condition's {@code ?}; absent: the condition is left out
   */
  public Listing and(String condition, @Nullable Object value) {
    if (value != null) {
      and(condition);
      values.add(value);
    }
    return this;
  }

  /** Asks for the page, and for one row more, which tells whether another page follows. */
  public <T> Page<T> page(
      Jdbi jdbi, int limit, RowMapper<T> mapper, Function<T, Page.Cursor> cursor) {
    List<T> rows =
        jdbi.withHandle(
            handle -> {
              var query = handle.createQuery(sql + order);
              for (int position = 0; position < values.size(); position++) {
                query.bind(position, values.get(position));
              }
              return query.bind(values.size(), limit + 1).map(mapper).list();
            });
    return Page.of(rows, limit, cursor);
  }
}
