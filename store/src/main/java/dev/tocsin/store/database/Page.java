package dev.tocsin.store.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, newest first.
 *
 * @param next what asks for the following page; absent on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The most items that a page can hold, and how many it holds where nobody says. */
  public static final int MOST = 200;

  public static final int DEFAULT = 50;

  /**
   * Where the next page begins: after the item of that time and id.
   *
   * @param at to the microsecond, as PostgreSQL keeps it
   */
  public record Cursor(Instant at, String id) {
    /** Before everything. */
    public static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), "~");

    public String encode() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((at + "|" + id).getBytes(UTF_8));
    }

    /** Empty where the text is not a cursor of ours. */
    public static Optional<Cursor> decode(String text) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        int bar = plain.indexOf('|');
        // PostgreSQL refuses NUL in any text; our own ids are letters, digits and '_'.
        if (bar < 0 || !plain.substring(bar + 1).matches("[A-Za-z0-9_~]{1,64}")) {
          return Optional.empty();
        }
        Instant at = Instant.parse(plain.substring(0, bar));
        return at.isAfter(START.at()) || at.isBefore(Instant.EPOCH)
            ? Optional.empty()
            : Optional.of(new Cursor(at, plain.substring(bar + 1)));
      } catch (IllegalArgumentException | DateTimeException notOurs) {
        return Optional.empty();
      }
    }
  }

  /** A page of the first {@code limit} of rows that were asked for with one row more. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, cursor.apply(items.get(limit - 1)).encode());
  }
}
