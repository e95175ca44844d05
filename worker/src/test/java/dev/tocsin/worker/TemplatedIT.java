package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateDao;
import dev.tocsin.store.template.TemplateVersion;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries that are told in the subscriber's own way. */
class TemplatedIT {
  private static final String HOSTILE =
      "<script>alert(1)</script> \"quoted\" 'x'\r\nBcc: evil@example.com";

  @TempDir Path outbox;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aMailIsWrittenByItsTemplateWhateverTheEventHolds() throws Exception {
    Subscription subscription = rig.subscribe("EMAIL", "ops@example.com", null);
    tell(
        subscription,
        "{\"subject\":\"Order {{details.order}}: {{title}}\","
            + "\"html\":\"<h1>{{title}}</h1><a title=\\\"{{{title}}}\\\">{{details.order}}</a>\","
            + "\"text\":\"{{title}} {{details.order}}\",\"strict\":true}",
        null);

    Event event = publish(HOSTILE);

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
    try (InputStream file = Files.newInputStream(outbox.resolve(delivery.deliveryId() + ".eml"))) {
      MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), file);
      assertThat(mail.getSubject())
          .isEqualTo("Order 1.50: <script>alert(1)</script> \"quoted\" 'x' Bcc: evil@example.com");
      assertThat(mail.getHeader("Bcc")).isNull();
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      String title =
          "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &#39;x&#39;\r\n"
              + "Bcc: evil@example.com";
      assertThat(content(parts.getBodyPart(1)))
          .isEqualTo("<h1>" + title + "</h1><a title=\"" + title + "\">1.50</a>");
      assertThat(content(parts.getBodyPart(0))).isEqualTo(HOSTILE + " 1.50");
    }
  }

  @Test
  void aWebhookIsShapedByItsTransform() throws Exception {
    tell(
        rig.subscribeWebhook(null),
        null,
        "{\"inputPathsMap\":{\"order\":\"$.detail.order\",\"title\":\"$.title\"},"
            + "\"inputTemplate\":\"{\\\"id\\\": <order>, \\\"text\\\": \\\"Order <order>: <title>\\\"}\"}");
    rig.target.enqueue(new MockResponse.Builder().code(200).build());

    Event event = publish(HOSTILE);

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    RecordedRequest request = rig.target.takeRequest(1, TimeUnit.SECONDS);
    assertThat(request.getBody().utf8())
        .isEqualTo(
            "{\"id\":1.50,\"text\":\"Order 1.50: <script>alert(1)</script> \\\"quoted\\\" 'x'"
                + "\\r\\nBcc: evil@example.com\"}");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aTemplateThatFailsIsADeadLetterUntilItIsSetRight() throws Exception {
    Subscription subscription = rig.subscribeWebhook(null);
    TemplateDao templates = new TemplateDao(rig.postgres.database());
    String id = Identity.newTemplateId(rig.now());
    Instant now = rig.now();
    templates.insert(
        new Template(id, Rig.TENANT, "hook", 1, now, now),
        new TemplateVersion(Rig.TENANT, id, 1, body("{\n \"n\": {{details.none}}}"), now, "key_1"));
    tell(subscription, "{\"id\":\"" + id + "\"}", null);

    Event event = publish("t");

    assertThatThrownBy(() -> rig.finish(rig.only(event)))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("Template failed: body, line 2, column 7");
    Delivery dead = rig.only(event);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(dead.attempts()).isEqualTo(1);
    assertThat(rig.deliveries.attempts(List.of(dead)).get(0).error())
        .isEqualTo("Template failed: body, line 2, column 7: the event has no details.none");
    assertThat(rig.target.getRequestCount()).isZero();

    templates.add(Rig.TENANT, id, body("{\"n\": {{details.order}}}"), rig.now(), "key_1");
    rig.target.enqueue(new MockResponse.Builder().code(200).build());
    // A process may go by the version before for two seconds.
    Awaitility.await()
        .until(
            () -> {
              int round = rig.only(event).round() + 1;
              try {
                WorkflowStub.fromTyped(rig.startRound(rig.only(event), round))
                    .getResult(Void.class);
              } catch (WorkflowFailedException still) {
                // Looked at below.
              }
              return rig.only(event).status() == DeliveryStatus.SENT;
            });
    assertThat(rig.target.takeRequest(1, TimeUnit.SECONDS).getBody().utf8())
        .isEqualTo("{\"n\": 1.50}");
  }

  private static TemplateParts body(String body) {
    return new TemplateParts(null, null, null, body, null, null, true);
  }

  private static String content(BodyPart part) throws Exception {
    return (String) part.getContent();
  }

  private void tell(
      Subscription subscription, @Nullable String template, @Nullable String transform) {
    rig.subscriptions.change(
        Rig.TENANT,
        subscription.subscriptionId(),
        was ->
            was.withContent(
                template == null ? null : new JsonText(template),
                transform == null ? null : new JsonText(transform)));
  }

  private Event publish(String title) {
    Instant now = rig.now();
    Event event =
        new Event(
            Identity.newEventId(now),
            Rig.TENANT,
            "",
            "deployment",
            "deployment",
            Severity.HIGH,
            title,
            now,
            now,
            new JsonText("{\"order\":1.50}"),
            null,
            null,
            JsonText.EMPTY_OBJECT);
    new EventDoorDao(rig.postgres.database()).insertNew(List.of(new NewEvent(event, new byte[32])));
    rig.process(event);
    return event;
  }
}
