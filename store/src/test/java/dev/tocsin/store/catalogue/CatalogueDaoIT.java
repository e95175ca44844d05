package dev.tocsin.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.eventtype.BuiltInEventTypes;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeVersion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueDaoIT {
  private TestDatabase test;
  private CatalogueDao catalogue;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    catalogue = new CatalogueDao(test.database());
    register("order.paid", 1, "Old words", "payments", "shop");
    register("order.paid", 2, "All of it was PAID", "payments", "shop");
    register("user.created", 1, null, "accounts", null);
    seen("order.paid", "2030-01-10");
    seen("order.lost", "2030-01-10");
    seen("order.lost", "2030-01-11");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void listsRegisteredAndSeenTypesByNameEachOnce() {
    assertThat(names(query(List.of(), null, null, "")))
        .containsExactly("order.lost", "order.paid", "user.created");
    assertThat(catalogue.list("default", query(List.of(), null, null, ""), 50).get(1))
        .isEqualTo(new CatalogueEntry("order.paid", 2, "All of it was PAID", "payments", "shop"));
    assertThat(catalogue.list("elsewhere", query(List.of(), null, null, ""), 50))
        .hasSameSizeAs(BuiltInEventTypes.all());
  }

  @Test
  void everyTenantHasTocsinsOwnTypesAmongItsOwn() {
    assertThat(catalogue.list("default", query(List.of(), null, null, "order.paid"), 1))
        .extracting(CatalogueEntry::name)
        .containsExactly("tocsin.alarm.dead_letters");
    assertThat(catalogue.list("default", query(List.of(), null, null, "tocsin.t"), 9))
        .extracting(CatalogueEntry::name)
        .containsExactly("user.created");
    seen("tocsin.circuit.opened", "2030-01-10");
    CatalogueEntry opened =
        catalogue.list("default", query(List.of("OPENED"), null, null, ""), 9).get(0);
    assertThat(opened.newest()).isEqualTo(1);
    assertThat(opened.description()).isNotEmpty();
    assertThat(catalogue.find("default", "tocsin.circuit.opened")).contains(opened);
    assertThat(catalogue.list("default", query(List.of(), "tocsin", null, ""), 50))
        .hasSameSizeAs(BuiltInEventTypes.all());
    assertThat(catalogue.list("default", query(List.of(), null, "tocsin", ""), 50))
        .hasSameSizeAs(BuiltInEventTypes.all());
  }

  @Test
  void pagesGoOnAfterAName() {
    CatalogueQuery first = query(List.of(), null, null, "");
    assertThat(catalogue.list("default", first, 2)).extracting("name").hasSize(2);
    assertThat(names(query(List.of(), null, null, "order.paid"))).containsExactly("user.created");
  }

  @Test
  void everyWordMustStandSomewhereAndIsNoPattern() {
    assertThat(names(query(List.of("paid"), null, null, ""))).containsExactly("order.paid");
    assertThat(names(query(List.of("SHOP", "words"), null, null, ""))).isEmpty();
    assertThat(names(query(List.of("ALL", "shop"), null, null, ""))).containsExactly("order.paid");
    assertThat(names(query(List.of("LOST"), null, null, ""))).containsExactly("order.lost");
    assertThat(names(query(List.of("%"), null, null, ""))).isEmpty();
    assertThat(names(query(List.of("_"), null, null, ""))).isEmpty();
    assertThat(names(query(List.of("\\"), null, null, ""))).isEmpty();
  }

  @Test
  void domainAndOwnerLeaveTypesWithoutAContractOut() {
    assertThat(names(query(List.of(), "shop", null, ""))).containsExactly("order.paid");
    assertThat(names(query(List.of(), null, "accounts", ""))).containsExactly("user.created");
    assertThat(names(query(List.of(), "shop", "accounts", ""))).isEmpty();
  }

  @Test
  void findsWhatIsRegisteredOrSeen() {
    assertThat(catalogue.find("default", "order.paid").orElseThrow().newest()).isEqualTo(2);
    assertThat(catalogue.find("default", "order.lost").orElseThrow().newest()).isNull();
    assertThat(catalogue.find("default", "order.none")).isEmpty();
    assertThat(catalogue.find("elsewhere", "order.paid")).isEmpty();
  }

  private List<String> names(CatalogueQuery query) {
    return catalogue.list("default", query, 50).stream()
        .map(CatalogueEntry::name)
        .filter(name -> BuiltInEventTypes.find(name).isEmpty())
        .toList();
  }

  private static CatalogueQuery query(
      List<String> words, @Nullable String domain, @Nullable String owner, String after) {
    return new CatalogueQuery(words, domain, owner, after);
  }

  private void register(
      String name,
      int version,
      @Nullable String description,
      @Nullable String owner,
      @Nullable String domain) {
    assertThat(
            new EventTypeDao(test.database())
                .insert(
                    new EventTypeVersion(
                        "default",
                        name,
                        version,
                        new JsonText("{}"),
                        description,
                        null,
                        owner,
                        domain,
                        false,
                        Samples.NOW,
                        "key_1",
                        null)))
        .isTrue();
  }

  private void seen(String name, String day) {
    new TypeFiguresDao(test.database())
        .add(
            List.of(new TypeDay("default", name, LocalDate.parse(day), 1, Samples.NOW)), List.of());
  }
}
