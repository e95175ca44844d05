package dev.tocsin.api.http;

import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.store.database.Page;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of one listing and collects what is wrong with them. */
public final class ListingQuery {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final MultivaluedMap<String, String> parameters;
  private final List<String> faults = new ArrayList<>();

  public ListingQuery(UriInfo uri) {
    this.parameters = uri.getQueryParameters();
  }

  /** A parameter as it stands; absent where it is missing or empty. */
  public @Nullable String text(String name) {
    String value = given(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A parameter as it stands; absent where it is missing. */
  private @Nullable String given(String name) {
    String value = parameters.getFirst(name);
    if (value == null) {
      return null;
    }
    if (value.length() > 255 || value.indexOf('\0') >= 0) {
      faults.add(name + " must be a text of at most 255 characters without NUL");
      return null;
    }
    return value;
  }

  public @Nullable String lowerCase(String name) {
    String value = text(name);
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }

  /** One of an enum's names, in any case. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String value = given(name);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    faults.add(
        name
            + " must be one of: "
            + Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
    return null;
  }

  public @Nullable Boolean bool(String name) {
    String value = given(name);
    if (value == null) {
      return null;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.valueOf(value);
    }
    faults.add(name + " must be one of: true, false");
    return null;
  }

  public @Nullable Instant time(String name) {
    String value = given(name);
    if (value == null) {
      return null;
    }
    try {
      // A '+' of an offset that was not encoded arrives as a space.
      Instant time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeParseException notATime) {
      // Said below.
    }
    faults.add(
        name + " must be an ISO 8601 time from 1970 to 9999, for instance 2026-01-31T12:00:00Z");
    return null;
  }

  /** {@code limit}: 1 to 200, 50 where it is missing. */
  public int limit() {
    String value = given("limit");
    if (value == null) {
      return Page.DEFAULT;
    }
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= Page.MOST) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    faults.add("limit must be a whole number from 1 to " + Page.MOST);
    return Page.DEFAULT;
  }

  /** {@code cursor}: where the page begins. */
  public Page.Cursor cursor() {
    String value = text("cursor");
    if (value == null) {
      return Page.Cursor.START;
    }
    return Page.Cursor.decode(value)
        .orElseGet(
            () -> {
              faults.add("cursor must be the 'next' of an earlier page");
              return Page.Cursor.START;
            });
  }

  /**
   * @throws InvalidRequestException where anything that was read is wrong
   */
  public void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }
}
