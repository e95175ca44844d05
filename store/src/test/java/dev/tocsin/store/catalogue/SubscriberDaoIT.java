package dev.tocsin.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriberDaoIT {
  private static final List<String> NAMES = List.of("order.paid", "order.none");

  private TestDatabase test;
  private SubscriberDao subscribers;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    Database database = test.database();
    subscribers = new SubscriberDao(database);
    List<String> ids =
        List.of(
            Samples.stored(database).subscriptionId(),
            Samples.stored(database).subscriptionId(),
            Samples.stored(database).subscriptionId(),
            Samples.stored(database).subscriptionId());
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "UPDATE subscription SET deleted = true WHERE subscription_id = ?", ids.get(0));
              handle.execute(
                  "UPDATE subscription SET active = false WHERE subscription_id = ?", ids.get(1));
              handle.execute(
                  "UPDATE subscription SET pattern = '{\"source\":[\"shop\"]}'"
                      + " WHERE subscription_id = ?",
                  ids.get(3));
            });
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void thoseThatNameATypeAreCountedAndShownUnlessTheyAreDeleted() {
    assertThat(subscribers.counts("default", NAMES, 100))
        .isEqualTo(Map.of("order.paid", 2, "order.none", 0));
    assertThat(subscribers.counts("default", NAMES, 1)).containsEntry("order.paid", 1);
    assertThat(subscribers.counts("other", NAMES, 100)).containsEntry("order.paid", 0);

    assertThat(subscribers.byName("default", "order.paid", 10))
        .extracting(Subscriber::active)
        .containsExactlyInAnyOrder(true, false);
    assertThat(subscribers.byName("default", "order.paid", 1)).hasSize(1);
    assertThat(subscribers.byName("other", "order.paid", 10)).isEmpty();
  }

  @Test
  void patternsAreShownApartAndOnlyReadWhereTheyAreShort() {
    assertThat(subscribers.withPattern("default", 10)).hasSize(1);
    assertThat(subscribers.withPattern("default", 10).get(0).pattern()).isNotNull();
    assertThat(subscribers.withPattern("other", 10)).isEmpty();

    test.database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE subscription SET pattern = json_build_object('source',"
                        + " json_build_array(repeat('x', 9000))) WHERE pattern IS NOT NULL"));
    assertThat(subscribers.withPattern("default", 10).get(0).pattern()).isNull();
  }
}
