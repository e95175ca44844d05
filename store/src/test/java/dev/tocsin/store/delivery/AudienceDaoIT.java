package dev.tocsin.store.delivery;

import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.delivery.AudienceDao.CalledOff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AudienceDaoIT {
  private final TestDatabase postgres = TestDatabase.create();
  private final AudienceDao audiences = new AudienceDao(postgres.database());
  private final DeliveryDao deliveries = new DeliveryDao(postgres.database());
  private final Event event = Samples.events(1).get(0);
  private final List<DeliveryKey> keys = matched(60);

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void theRangesTogetherHoldEveryDeliveryOnce() {
    List<DeliveryKey> seen = new ArrayList<>();
    for (FanOutRange range : FanOutRange.all()) {
      List<DeliveryKey> part = audiences.next(event.ref(), range, 1_000);
      assertThat(part).as(range.toString()).isNotEmpty();
      seen.addAll(part);
    }
    assertThat(seen).hasSize(60).doesNotHaveDuplicates().containsAll(new HashSet<>(keys));
  }

  @Test
  void aRangeIsReadPageByPage() {
    FanOutRange all = new FanOutRange("dlv_0", "dlv_8");
    List<DeliveryKey> first = audiences.next(event.ref(), all, 25);
    FanOutRange rest = new FanOutRange(first.get(24).deliveryId(), "dlv_8");
    assertThat(first)
        .hasSize(25)
        .isSortedAccordingTo((a, b) -> a.deliveryId().compareTo(b.deliveryId()));
    assertThat(audiences.next(event.ref(), rest, 100))
        .hasSize(35)
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void callingOffLeavesAloneWhatIsSettledOrWasTried() {
    Delivery settled = deliveries.find(Samples.TENANT, keys.get(0).deliveryId()).orElseThrow();
    deliveries.cancel(settled, "by hand", NOW);

    assertThat(audiences.untried(event.ref())).isEqualTo(59);
    CalledOff first = audiences.callOff(event.ref(), "", "enough", NOW, 40);
    assertThat(first.count()).isEqualTo(40);
    assertThat(audiences.callOff(event.ref(), "dlv_8", "enough", NOW, 40))
        .as("behind the last one")
        .isEqualTo(new CalledOff(0, null));
    assertThat(audiences.callOff(event.ref(), first.last(), "enough", NOW, 40).count())
        .isEqualTo(19);
    assertThat(audiences.untried(event.ref())).isZero();
    assertThat(audiences.next(event.ref(), new FanOutRange("dlv_0", "dlv_8"), 10)).isEmpty();
    assertThat(deliveries.find(Samples.TENANT, keys.get(0).deliveryId()).orElseThrow().reason())
        .isEqualTo("by hand");
  }

  private List<DeliveryKey> matched(int subscriptions) {
    List<Subscription> all =
        Stream.generate(() -> Samples.stored(postgres.database())).limit(subscriptions).toList();
    return Samples.matched(postgres.database(), List.of(event), all);
  }
}
