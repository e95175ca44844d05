package dev.tocsin.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.event.EventBatchResource.Entry;
import dev.tocsin.api.event.Receipt.Accepted;
import dev.tocsin.api.event.Receipt.Conflict;
import dev.tocsin.api.event.Receipt.Refused;
import dev.tocsin.api.event.Receipt.Unavailable;
import dev.tocsin.contract.model.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch is answered, whatever the door said to its events. */
class EventBatchResourceTest {
  private static final Event EVENT = Sent.event("{\"source\":\"s\",\"detail-type\":\"t\"}");
  private static final Entry TAKEN = new Entry(new CheckedEvent(EVENT, null), null);
  private static final Entry BAD = new Entry(null, new InvalidJsonException());

  private static List<Integer> statuses(List<Entry> entries, List<Receipt> receipts) {
    return EventBatchResource.answer(entries, receipts).results().stream()
        .map(BatchEntryAnswer::status)
        .toList();
  }

  @Test
  void oneEventThatWasTakenMakesItAnAnswerForEach() {
    assertThat(
            statuses(
                List.of(TAKEN, BAD, TAKEN, TAKEN, TAKEN),
                List.of(
                    new Unavailable(false),
                    new Accepted("evt_1", false),
                    new Conflict("evt_2"),
                    new Refused())))
        .containsExactly(503, 400, 202, 409, 400);
  }

  @Test
  void badEventsAloneAreAnAnswerForEach() {
    assertThat(statuses(List.of(BAD, TAKEN), List.of(new Conflict("evt_1"))))
        .containsExactly(400, 409);
  }

  @Test
  void nothingTakenForWantOfTheDatabaseIsUnavailableAndSaysWhetherItMayHaveBeen() {
    List<Entry> three = List.of(TAKEN, TAKEN, BAD, TAKEN);
    assertThatThrownBy(
            () ->
                statuses(
                    three,
                    List.of(new Conflict("e"), new Unavailable(false), new Unavailable(true))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("may have been taken");
    assertThatThrownBy(
            () ->
                statuses(
                    three,
                    List.of(new Conflict("e"), new Unavailable(false), new Unavailable(false))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Please try again later");
  }
}
