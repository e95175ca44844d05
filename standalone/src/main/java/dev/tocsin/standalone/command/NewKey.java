package dev.tocsin.standalone.command;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code keys create} was told about a key, and tells what came of it. What cannot be
 * read is a {@link LocalServerException} that says what to change.
 */
final class NewKey {
  private NewKey() {}

  static Set<Role> roles(List<String> given) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String text : given) {
      roles.add(
          Role.parse(text)
              .orElseThrow(
                  () ->
                      new LocalServerException(
                          "--role takes one of " + Role.NAMES + ", not '" + text + "'.")));
    }
    return roles;
  }

  static Plan plan(@Nullable Double rate, @Nullable Integer burst, @Nullable Long quota) {
    try {
      return new Plan(rate, burst, quota);
    } catch (IllegalArgumentException outOfRange) {
      throw new LocalServerException(
          "--rate, --burst and --quota: " + outOfRange.getMessage() + ".", outOfRange);
    }
  }

  static @Nullable Instant expires(@Nullable String given, Instant now) {
    if (given == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(given).toInstant().truncatedTo(ChronoUnit.MILLIS);
      if (time.isAfter(now) && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
        return time;
      }
    } catch (DateTimeParseException notATime) {
      // Said below.
    }
    throw new LocalServerException(
        "--expires takes a time to come, for instance 2031-01-31T12:00:00Z, not '" + given + "'.");
  }

  /** In a line, without the secret. */
  static String describe(ApiKey key) {
    StringBuilder text = new StringBuilder("Made ").append(key.keyId());
    text.append(" (").append(key.name()).append(") of tenant ").append(key.tenant());
    text.append("; roles: ").append(String.join(", ", Role.texts(key.roles())));
    Plan plan = key.plan();
    append(text, "; requests per second: ", plan.ratePerSecond());
    append(text, "; at once: ", plan.burst());
    append(text, "; per month: ", plan.monthlyQuota());
    append(text, "; expires: ", key.expiresAt());
    return text.append(". The key is shown only now:").toString();
  }

  private static void append(StringBuilder text, String what, @Nullable Object value) {
    if (value != null) {
      text.append(what).append(value);
    }
  }
}
