package dev.tocsin.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.errors.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /events} would have answered to one event of a batch.
 *
 * @param status the HTTP status: 202, or that of the error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchEntryAnswer(
    int status,
    @Nullable String eventId,
    @Nullable Boolean duplicate,
    @Nullable Object type,
    @Nullable Object title,
    @Nullable Object detail,
    @Nullable Object error,
    @Nullable Object details,
    @Nullable Object violations,
    @Nullable Object message) {

  static BatchEntryAnswer of(Receipt receipt) {
    try {
      EventAccepted taken = EventAccepted.of(receipt);
      return new BatchEntryAnswer(
          202,
          taken.eventId(),
          taken.duplicate(),
          null,
          null,
          null,
          null,
          null,
          null,
          taken.message());
    } catch (ApiException refused) {
      return of(refused);
    }
  }

  static BatchEntryAnswer of(ApiException refused) {
    var body = refused.body();
    return new BatchEntryAnswer(
        refused.status(),
        null,
        null,
        body.get("type"),
        body.get("title"),
        body.get("detail"),
        body.get("error"),
        body.get("details"),
        body.get("violations"),
        body.get("message"));
  }
}
