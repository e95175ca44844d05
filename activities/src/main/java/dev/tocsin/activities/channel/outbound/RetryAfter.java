package dev.tocsin.activities.channel.outbound;

import dev.tocsin.contract.model.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private RetryAfter() {}

  /**
   * The pause that an answer asks for, at most {@link RetrySchedule#LONGEST_RETRY_AFTER}; null
   * where it asks for none, for one that is over, or for something that is neither seconds nor a
   * date.
   */
  static @Nullable Duration in(Headers headers, Instant now) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return null;
    }
    Duration pause = asked(headers, value.strip(), now);
    if (pause == null || pause.isNegative() || pause.isZero()) {
      return null;
    }
    Duration longest = RetrySchedule.LONGEST_RETRY_AFTER;
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private static @Nullable Duration asked(Headers headers, String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      // More digits than a long holds mean "very long" all the same.
      return value.length() > 9
          ? RetrySchedule.LONGEST_RETRY_AFTER
          : Duration.ofSeconds(Long.parseLong(value));
    }
    Date date = headers.getDate("Retry-After");
    return date == null ? null : Duration.between(now, date.toInstant());
  }
}
