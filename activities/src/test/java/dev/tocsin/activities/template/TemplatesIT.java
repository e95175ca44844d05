package dev.tocsin.activities.template;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateDao;
import dev.tocsin.store.template.TemplateVersion;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which template a delivery is written by, and what it costs to know. */
class TemplatesIT {
  private static final Subscription NEWEST = using("{\"id\":\"tpl_1\"}");
  private static final Subscription PINNED = using("{\"id\":\"tpl_1\",\"version\":1}");
  private static final Subscription OWN = using("{\"text\":\"own\",\"strict\":false}");

  private final TestDatabase postgres = TestDatabase.create();
  private final TemplateDao dao = new TemplateDao(postgres.database());
  private final AtomicLong nanos = new AtomicLong();
  private final Templates templates = new Templates(postgres.database(), nanos::get);

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void theNewestVersionIsKnownInTwoSecondsAndAPinnedOneStays() {
    insert();
    assertThat(text(NEWEST)).isEqualTo("one");
    dao.add(TENANT, "tpl_1", parts("two"), NOW, "key_1");
    assertThat(text(NEWEST)).isEqualTo("one");

    nanos.addAndGet(Templates.FRESH.toNanos() + 1);
    assertThat(text(NEWEST)).isEqualTo("two");
    assertThat(text(PINNED)).isEqualTo("one");
  }

  @Test
  void whatIsRememberedAsksTheDatabaseNothing() {
    insert();
    text(NEWEST);
    postgres.close();

    assertThat(templates.of(Samples.subscription())).isSameAs(Content.DEFAULT);
    assertThat(text(OWN)).isEqualTo("own");
    assertThat(text(NEWEST)).isEqualTo("one");
    nanos.addAndGet(Templates.FRESH.toNanos() + 1);
    assertThat(text(PINNED)).isEqualTo("one");
    assertThatThrownBy(() -> text(NEWEST)).isInstanceOf(JdbiException.class);
  }

  @Test
  void aTemplateThatIsGoneIsAFaultAndNoBug() {
    assertThatThrownBy(() -> text(NEWEST))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("there is no template tpl_1");
    assertThatThrownBy(() -> text(PINNED)).isInstanceOf(TemplateFault.class);
  }

  private String text(Subscription subscription) {
    return templates
        .of(subscription)
        .of(Samples.event("evt_1"), subscription, "dlv_1")
        .text()
        .orElseThrow();
  }

  private void insert() {
    dao.insert(
        new Template("tpl_1", TENANT, "n", 1, NOW, NOW),
        new TemplateVersion(TENANT, "tpl_1", 1, parts("one"), NOW, "key_1"));
  }

  private static TemplateParts parts(String text) {
    return new TemplateParts(null, null, text, null, null, null, false);
  }

  private static Subscription using(String template) {
    return Samples.subscription().withContent(new JsonText(template), null);
  }
}
