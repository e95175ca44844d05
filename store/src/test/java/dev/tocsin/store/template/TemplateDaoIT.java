package dev.tocsin.store.template;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.subscription.UnknownTemplateException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplateDaoIT {
  private static final TemplateParts FULL =
      new TemplateParts("s \"'\\ 😀", "<p>", "t\n", "{}", "text/plain", "c", true);

  private final TestDatabase postgres = TestDatabase.create();
  private final TemplateDao templates = new TemplateDao(postgres.database());
  private final SubscriptionDao subscriptions = new SubscriptionDao(postgres.database());

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void versionsComeBackAsTheyWereGiven() {
    assertThat(insert("tpl_1", "mail", FULL)).isTrue();
    assertThat(insert("tpl_2", "mail", FULL)).isFalse();
    Instant later = NOW.plusMillis(7);
    TemplateVersion second =
        templates.add(TENANT, "tpl_1", text("b"), later, "key_2").orElseThrow();

    assertThat(second)
        .isEqualTo(new TemplateVersion(TENANT, "tpl_1", 2, text("b"), later, "key_2"));
    assertThat(templates.add(TENANT, "tpl_1", text("b"), NOW.plusSeconds(9), "key_3"))
        .contains(second);
    assertThat(templates.version(TENANT, "tpl_1", 1).orElseThrow().parts()).isEqualTo(FULL);
    assertThat(templates.versions(TENANT, "tpl_1", 9))
        .extracting(TemplateVersion::version)
        .containsExactly(2, 1);
    Template mail = new Template("tpl_1", TENANT, "mail", 2, NOW, later);
    assertThat(templates.find(TENANT, "tpl_1")).contains(mail);
    assertThat(templates.list(TENANT, Page.Cursor.START, 9))
        .isEqualTo(new Page<>(List.of(mail), null));
  }

  @Test
  void aStrangerHasNone() {
    insert("tpl_1", "mail", FULL);
    assertThat(templates.find("other", "tpl_1")).isEmpty();
    assertThat(templates.version("other", "tpl_1", 1)).isEmpty();
    assertThat(templates.versions("other", "tpl_1", 9)).isEmpty();
    assertThat(templates.add("other", "tpl_1", text("x"), NOW, "key_1")).isEmpty();
    assertThat(templates.delete("other", "tpl_1").existed()).isFalse();
    assertThat(templates.find(TENANT, "tpl_1")).isPresent();
  }

  @Test
  void aSubscriptionUsesOnlyWhatThereIs() {
    insert("tpl_1", "mail", FULL);
    Subscription user = subscriptions.insert(using("{\"id\":\"tpl_1\",\"version\":1}"));
    for (String missing : List.of("{\"id\":\"tpl_2\"}", "{\"id\":\"tpl_1\",\"version\":2}")) {
      assertThatThrownBy(() -> subscriptions.insert(using(missing)))
          .isInstanceOf(UnknownTemplateException.class);
      assertThatThrownBy(
              () ->
                  subscriptions.change(
                      TENANT,
                      user.subscriptionId(),
                      was -> was.withContent(new JsonText(missing), null)))
          .isInstanceOf(UnknownTemplateException.class);
    }
    assertThat(templates.delete(TENANT, "tpl_1")).isEqualTo(new TemplateDao.Deletion(true, 1));

    subscriptions.change(TENANT, user.subscriptionId(), was -> was.asDeleted(NOW));
    assertThat(templates.delete(TENANT, "tpl_1")).isEqualTo(new TemplateDao.Deletion(true, 0));
    assertThat(templates.versions(TENANT, "tpl_1", 9)).isEmpty();
  }

  @Test
  void noSubscriptionIsLeftWithoutItsTemplate() throws Exception {
    for (int i = 0; i < 20; i++) {
      String id = "tpl_" + i;
      insert(id, id, FULL);
      AtomicInteger refused = new AtomicInteger();
      AtomicInteger deleted = new AtomicInteger();
      Parallel.run(
          () -> deleted.set(templates.delete(TENANT, id).users() == 0 ? 1 : 0),
          () -> {
            try {
              subscriptions.insert(using("{\"id\":\"" + id + "\"}"));
            } catch (UnknownTemplateException gone) {
              refused.set(1);
            }
          });
      assertThat(deleted.get()).isEqualTo(refused.get());
    }
  }

  private boolean insert(String id, String name, TemplateParts parts) {
    return templates.insert(
        new Template(id, TENANT, name, 1, NOW, NOW),
        new TemplateVersion(TENANT, id, 1, parts, NOW, "key_1"));
  }

  private static TemplateParts text(String text) {
    return new TemplateParts(null, null, text, null, null, null, false);
  }

  private static Subscription using(String template) {
    return Samples.subscription().withContent(new JsonText(template), null);
  }
}
