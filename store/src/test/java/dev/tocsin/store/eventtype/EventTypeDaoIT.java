package dev.tocsin.store.eventtype;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.tenant.SchemaMode;
import dev.tocsin.store.tenant.TenantDao;
import dev.tocsin.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTypeDaoIT {
  private final TestDatabase postgres = TestDatabase.create();
  private final EventTypeDao types = new EventTypeDao(postgres.database());

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void versionsComeBackAsTheyWereGiven() {
    EventTypeVersion first = Samples.version(1, "{\"z\":1.50,\"a\":[]}", false, NOW);
    EventTypeVersion second = Samples.version(2, "{}", true, NOW.plusMillis(7));
    assertThat(types.insert(first)).isTrue();
    assertThat(types.insert(second)).isTrue();

    assertThat(types.version(TENANT, "order.paid", 1)).contains(first);
    assertThat(types.version(TENANT, "order.paid", 2)).contains(second);
    assertThat(types.version(TENANT, "order.paid", 3)).isEmpty();
    assertThat(types.versions(TENANT, "order.paid"))
        .extracting(VersionSummary::version)
        .containsExactly(1, 2);
    EventType type = types.find(TENANT, "order.paid").orElseThrow();
    assertThat(type.newest()).isEqualTo(2);
    assertThat(type.createdAt()).isEqualTo(NOW);
    assertThat(types.list(TENANT, new EventTypeFilter("shop", "payments"), Page.Cursor.START, 9))
        .isEqualTo(new Page<>(java.util.List.of(type), null));
    assertThat(types.find("other", "order.paid")).isEmpty();
  }

  @Test
  void onlyTheNextVersionIsTaken() {
    assertThat(types.insert(Samples.version(2, "{}", false, NOW))).isFalse();
    assertThat(types.insert(Samples.version(1, "{}", false, NOW))).isTrue();
    assertThat(types.insert(Samples.version(1, "{\"a\":1}", false, NOW))).isFalse();
    assertThat(types.insert(Samples.version(3, "{}", false, NOW))).isFalse();
    assertThat(types.find(TENANT, "order.paid").orElseThrow().newest()).isEqualTo(1);
  }

  @Test
  void ofWritersOfOneVersionOneWins() throws Exception {
    types.insert(Samples.version(1, "{}", false, NOW));
    AtomicInteger won = new AtomicInteger();
    Runnable write =
        () -> {
          if (types.insert(Samples.version(2, "{}", false, NOW))) {
            won.incrementAndGet();
          }
        };
    Parallel.run(write::run, write::run, write::run, write::run);
    assertThat(won).hasValue(1);
  }

  @Test
  void aDeprecationKeepsItsTime() {
    types.insert(Samples.version(1, "{}", false, NOW));
    assertThat(types.deprecate(TENANT, "order.paid", 1, NOW).orElseThrow().deprecatedAt())
        .isEqualTo(NOW);
    assertThat(
            types
                .deprecate(TENANT, "order.paid", 1, NOW.plusSeconds(9))
                .orElseThrow()
                .deprecatedAt())
        .isEqualTo(NOW);
    assertThat(types.deprecate("other", "order.paid", 1, NOW)).isEmpty();
    assertThat(types.deprecate(TENANT, "order.paid", 2, NOW)).isEmpty();
  }

  @Test
  void settingsChangeOneByOneAndTheModeRemembersWhen() {
    TenantDao tenants = new TenantDao(postgres.database());
    assertThat(tenants.settings(TENANT))
        .isEqualTo(new TenantSettings(SchemaMode.OFF, Instant.EPOCH, Severity.MEDIUM, 10, 5));
    assertThat(tenants.settings("nobody")).isEqualTo(TenantSettings.DEFAULT);
    assertThat(tenants.change(TENANT, SchemaMode.KNOWN, null, NOW))
        .isEqualTo(new TenantSettings(SchemaMode.KNOWN, NOW, Severity.MEDIUM, 10, 5));
    TenantSettings after =
        tenants.change(TENANT, SchemaMode.KNOWN, Severity.LOW, NOW.plusSeconds(1));
    assertThat(after).isEqualTo(new TenantSettings(SchemaMode.KNOWN, NOW, Severity.LOW, 10, 5));
    assertThat(tenants.change(TENANT, null, null, NOW.plusSeconds(2))).isEqualTo(after);
    assertThat(tenants.settings(TENANT)).isEqualTo(after);
    assertThat(tenants.change(TENANT, null, null, 0, 1_440, NOW.plusSeconds(3)))
        .isEqualTo(new TenantSettings(SchemaMode.KNOWN, NOW, Severity.LOW, 0, 1_440));
  }
}
