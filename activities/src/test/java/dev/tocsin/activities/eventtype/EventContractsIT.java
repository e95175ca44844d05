package dev.tocsin.activities.eventtype;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.tenant.SchemaMode;
import dev.tocsin.store.tenant.TenantDao;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is checked, against which version, and what it costs. The sample's details never fit. */
class EventContractsIT {
  private static final String UNFIT = "{\"required\":[\"missing\"]}";
  private static final JsonText DETAILS = new JsonText("{\"order\":1}");
  private static final Instant LONG_AGO = NOW.minusSeconds(1_000);
  private static final Instant LATER = NOW.plusSeconds(10);

  private final TestDatabase postgres = TestDatabase.create();
  private final EventTypeDao types = new EventTypeDao(postgres.database());
  private final TenantDao tenants = new TenantDao(postgres.database());
  private final AtomicLong nanos = new AtomicLong();
  private final EventContracts contracts = new EventContracts(postgres.database(), nanos::get);
  private final Event event = Samples.event("evt_1");

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void whatIsRememberedAsksTheDatabaseNothing() {
    tenants.change(TENANT, SchemaMode.STRICT, null, LONG_AGO);
    types.insert(Samples.version(1, UNFIT, false, LONG_AGO));
    Verdict first = check(null);
    assertThat(first.fits()).isFalse();
    assertThat(contracts.check(TENANT, "unknown", null, DETAILS).fits()).isFalse();
    postgres.close();

    assertThat(check(null)).isEqualTo(first);
    assertThat(contracts.check(TENANT, "unknown", null, DETAILS).fits()).isFalse();
    nanos.addAndGet(Contracts.FRESH.toNanos() + 1);
    assertThatThrownBy(() -> check(null)).isInstanceOf(JdbiException.class);
  }

  @Test
  void whereTheModeIsOffNothingIsLookedUpButTheMode() {
    types.insert(Samples.version(1, UNFIT, false, LONG_AGO));
    assertThat(contracts.check(TENANT, "else", "7", DETAILS)).isEqualTo(Verdict.unchecked("7"));
    postgres.close();
    assertThat(check("7")).isEqualTo(Verdict.unchecked("7"));
    assertThat(contracts.checkAgain(event, Samples.subscription()).fits()).isTrue();
  }

  @Test
  void whatAnotherProcessChangesIsKnownInTwoSeconds() {
    tenants.change(TENANT, SchemaMode.KNOWN, null, LONG_AGO);
    assertThat(check(null).fits()).isTrue();
    types.insert(Samples.version(1, UNFIT, false, LONG_AGO));
    assertThat(check(null).fits()).isTrue();
    nanos.addAndGet(Contracts.FRESH.toNanos() + 1);
    assertThat(check(null).fits()).isFalse();
    tenants.change(TENANT, SchemaMode.OFF, null, NOW);
    assertThat(check(null).fits()).isFalse();
    contracts.changed(TENANT);
    assertThat(check(null).fits()).isTrue();
  }

  @Test
  void whatTheDoorCheckedIsNotCheckedAgain() {
    tenants.change(TENANT, SchemaMode.STRICT, null, LONG_AGO);
    types.insert(Samples.version(1, UNFIT, false, LONG_AGO));
    types.insert(Samples.version(2, UNFIT, true, LONG_AGO));
    types.insert(Samples.version(3, UNFIT, false, LATER));
    types.deprecate(TENANT, "order.paid", 1, LATER);

    assertThat(again(event.withSchemaVersion("1"))).isTrue();
    assertThat(again(event.withSchemaVersion("2"))).isTrue();
  }

  @Test
  void whatHasNoVersionIsCheckedAgainstTheNewestInUse() {
    tenants.change(TENANT, SchemaMode.KNOWN, null, LONG_AGO);
    assertThat(again(event)).isTrue();
    types.insert(Samples.version(1, "{}", false, LATER));
    types.insert(Samples.version(2, UNFIT, false, LATER));
    contracts.changed(TENANT, "order.paid");

    assertThat(contracts.checkAgain(event, Samples.subscription()).schemaVersion()).isEqualTo("2");
    assertThat(again(event)).isFalse();
    types.deprecate(TENANT, "order.paid", 2, LATER);
    contracts.changed(TENANT, "order.paid");
    assertThat(again(event)).isTrue();
  }

  @Test
  void whatCameBeforeTheModeOrItsVersionIsCheckedAgainstItsOwn() {
    tenants.change(TENANT, SchemaMode.KNOWN, null, LATER);
    types.insert(Samples.version(1, UNFIT, false, LONG_AGO));
    types.insert(Samples.version(2, "{}", false, LATER));
    assertThat(again(event.withSchemaVersion("1"))).isFalse();

    tenants.change(TENANT, SchemaMode.OFF, null, LONG_AGO);
    tenants.change(TENANT, SchemaMode.KNOWN, null, LONG_AGO);
    types.insert(Samples.version(3, UNFIT, false, LATER));
    contracts.changed(TENANT);
    contracts.changed(TENANT, "order.paid");
    assertThat(again(event.withSchemaVersion("1"))).isTrue();
    assertThat(again(event.withSchemaVersion("3"))).isFalse();
  }

  @Test
  void aForcedVersionOvertakesWhatCameBeforeUnlessASubscriptionIsPinned() {
    tenants.change(TENANT, SchemaMode.STRICT, null, LONG_AGO);
    types.insert(Samples.version(1, "{}", false, LONG_AGO));
    types.insert(Samples.version(2, UNFIT, true, LATER));
    Event old = event.withSchemaVersion("1");
    Verdict overtaken = contracts.checkAgain(old, Samples.subscription());
    assertThat(overtaken.schemaVersion()).isEqualTo("2");
    assertThat(overtaken.fits()).isFalse();
    assertThat(contracts.checkAgain(old, pinnedToOne()).fits()).isTrue();
  }

  private Verdict check(@Nullable String version) {
    return contracts.check(TENANT, "order.paid", version, DETAILS);
  }

  private boolean again(Event which) {
    return contracts.checkAgain(which, Samples.subscription()).fits();
  }

  private static Subscription pinnedToOne() {
    return Subscription.builder("sub_1", TENANT, NOW)
        .eventType("order.paid")
        .to("WEBHOOK", "https://hooks.example.com/in")
        .schemaVersions(List.of(1))
        .build();
  }
}
