package dev.tocsin.store.event;

import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDaoIT {
  private final TestDatabase test = TestDatabase.create();
  private final EventDao dao = new EventDao(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void pendingEventsComeMostUrgentFirstThenOldest() {
    Event low = accepted("default", Severity.LOW, NOW.minusSeconds(90));
    Event medium = accepted("default", Severity.MEDIUM, NOW.minusSeconds(80));
    Event highNew = accepted("other", Severity.HIGH, NOW.minusSeconds(60));
    Event highOld = accepted("default", Severity.HIGH, NOW.minusSeconds(70));
    Event critical = accepted("default", Severity.CRITICAL, NOW.minusSeconds(50));
    accepted("default", Severity.CRITICAL, NOW);

    assertThat(dao.pending(NOW.minusSeconds(10), NOW, 10))
        .containsExactly(critical.ref(), highOld.ref(), highNew.ref(), medium.ref(), low.ref());
    assertThat(dao.pending(NOW.minusSeconds(10), NOW, 2))
        .extracting(EventRef::eventId)
        .containsExactly(critical.eventId(), highOld.eventId());
    assertThat(dao.backlog()).isEqualTo(new Backlog(6, low.receivedAt()));
  }

  @Test
  void whatRecoveryTookUpComesAgainLaterAndLast() {
    Event urgent = accepted("default", Severity.CRITICAL, NOW.minusSeconds(90));
    Event first = accepted("default", Severity.LOW, NOW.minusSeconds(80));
    Event fresh = accepted("default", Severity.LOW, NOW.minusSeconds(70));
    dao.markTakenUp(List.of(first.ref()), NOW.minusSeconds(400));
    dao.markTakenUp(List.of(urgent.ref()), NOW.minusSeconds(300));

    assertThat(dao.pending(NOW, NOW.minusSeconds(400), 10)).containsExactly(fresh.ref());
    assertThat(dao.pending(NOW, NOW.minusSeconds(300), 10))
        .containsExactly(fresh.ref(), first.ref());
    assertThat(dao.pending(NOW, NOW, 10)).containsExactly(fresh.ref(), first.ref(), urgent.ref());
    assertThat(dao.pending(NOW, NOW, 2)).containsExactly(fresh.ref(), first.ref());
    assertThat(dao.backlog()).isEqualTo(new Backlog(3, urgent.receivedAt()));
  }

  @Test
  void whatIsClaimedIsNotPending() {
    Event event = accepted("default", Severity.LOW, NOW.minusSeconds(90));
    test.database()
        .jdbi()
        .useTransaction(
            handle ->
                EventClaimDao.markProcessed(
                    handle, "workflow", List.of(event), java.util.Map.of(), NOW));

    assertThat(dao.pending(NOW, NOW, 10)).isEmpty();
    assertThat(dao.backlog()).isEqualTo(new Backlog(0, null));
  }

  @Test
  void pagesGoOverDaysNewestFirstAndShowTheTenantsOwn() {
    List<Event> mine = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      mine.add(0, accepted("default", Severity.LOW, NOW.minus(Duration.ofHours(3L * (30 - i)))));
    }
    accepted("other", Severity.LOW, NOW);
    List<String> seen = new ArrayList<>();
    String next = Page.Cursor.START.encode();
    while (next != null) {
      Page<AcceptedEvent> page =
          dao.list("default", ALL, Page.Cursor.decode(next).orElseThrow(), 7);
      page.items().forEach(each -> seen.add(each.event().eventId()));
      next = page.next();
    }

    assertThat(seen).isEqualTo(mine.stream().map(Event::eventId).toList());
    assertThat(dao.find("other", mine.get(0).eventId())).isEmpty();
  }

  @Test
  void filtersNarrowAListing() {
    accepted("default", Severity.LOW, NOW.minus(Duration.ofDays(3)));
    accepted("default", Severity.HIGH, NOW);

    assertThat(count(ALL)).isEqualTo(2);
    assertThat(count(new EventFilter(EventStatus.PENDING, "order.paid", Severity.HIGH, NOW, null)))
        .isEqualTo(1);
    assertThat(count(new EventFilter(EventStatus.NOTIFIED, null, null, null, null))).isZero();
    assertThat(count(new EventFilter(null, "other", null, null, null))).isZero();
    assertThat(count(new EventFilter(null, null, null, NOW.plusMillis(1), null))).isZero();
    assertThat(count(new EventFilter(null, null, null, null, "other"))).isZero();
  }

  private static final EventFilter ALL = new EventFilter(null, null, null, null, null);

  private int count(EventFilter filter) {
    return dao.list("default", filter, Page.Cursor.START, 50).items().size();
  }

  private Event accepted(String tenant, Severity severity, Instant at) {
    Event event = Samples.event(Identity.newEventId(at), tenant, severity, at);
    Samples.accept(test.database(), List.of(event));
    return event;
  }
}
