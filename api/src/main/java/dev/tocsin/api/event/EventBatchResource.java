package dev.tocsin.api.event;

import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ApiException;
import dev.tocsin.api.errors.BodyTooLargeException;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.event.envelope.CloudEventForm;
import dev.tocsin.api.event.envelope.ContentMode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.JsonElements;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.contract.model.Event;
import io.dropwizard.auth.Auth;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishing many events in one request; each is accepted or refused for itself. */
@Path("/events/batch")
@Produces(MediaType.APPLICATION_JSON)
public final class EventBatchResource {
  /** The most events of a batch. */
  static final int MOST_EVENTS = 500;

  /** The longest body of a batch: 1 MiB. */
  static final int MOST_BYTES = 1024 * 1024;

  private final EventIntake intake;
  private final Clock clock;

  public EventBatchResource(EventIntake intake, Clock clock) {
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param results one for each event, in order
   */
  public record BatchAnswer(List<BatchEntryAnswer> results) {}

  @POST
  public BatchAnswer publish(
      @Auth Caller caller, @Context HttpServletRequest request, InputStream body)
      throws IOException, InterruptedException {
    Publication sent = Publication.of(request, RequestBody.read(body, MOST_BYTES));
    List<byte[]> entries = JsonElements.split(sent.body(), MOST_EVENTS);
    @Nullable BatchEntryAnswer[] answers = new BatchEntryAnswer[entries.size()];
    List<Event> events = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    Instant now = clock.instant();
    for (int at = 0; at < answers.length; at++) {
      try {
        events.add(event(entries.get(at), sent.mode(), caller.tenant(), now));
        positions.add(at);
      } catch (ApiException refused) {
        answers[at] = BatchEntryAnswer.of(refused);
      }
    }
    boolean accepted = false;
    @Nullable UnavailableException away = null;
    List<Receipt> receipts = intake.acceptAll(events);
    for (int at = 0; at < receipts.size(); at++) {
      BatchEntryAnswer answer;
      try {
        answer = BatchEntryAnswer.of(EventAccepted.of(receipts.get(at)));
        accepted = true;
      } catch (UnavailableException unavailable) {
        away = unavailable;
        answer = BatchEntryAnswer.of(unavailable);
      } catch (ApiException refused) {
        answer = BatchEntryAnswer.of(refused);
      }
      answers[positions.get(at)] = answer;
    }
    if (away != null && !accepted) {
      throw away;
    }
    return new BatchAnswer(List.copyOf(Arrays.asList(answers)));
  }

  private static Event event(byte[] entry, ContentMode mode, String tenant, Instant now) {
    if (entry.length > RequestBody.MOST_BYTES) {
      throw new BodyTooLargeException("An event", RequestBody.MOST_BYTES);
    }
    JsonBody body = JsonBody.parse(entry);
    return mode == ContentMode.BATCH || mode == ContentMode.STRUCTURED
        ? CloudEventForm.structured(body).receivedBy(tenant, now)
        : EventForms.read(body, null, tenant, now);
  }
}
