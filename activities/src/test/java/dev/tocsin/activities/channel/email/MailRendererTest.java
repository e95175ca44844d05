package dev.tocsin.activities.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.TemplateParts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailRendererTest {
  private final MailRenderer renderer = new MailRenderer("tocsin@example.org");

  @Test
  void theTextPartHasTheFieldsInTheirOrder() {
    assertThat(render(notification()).text())
        .isEqualTo(
            """
            Type: deployment
            Severity: HIGH
            Title: Checkout is slow
            Time: 2026-03-01T09:30:00.040Z
            Details: {"p99":1.50,"region":"eu"}

            Subscription ID: sub_01jd8x5q6r7s8t9v0w1x2y3z4c
            """);
  }

  @Test
  void theHtmlPartHasTheFieldsInTheirOrderAndTheDetailsIndentedByTwo() {
    String html = render(notification().details("{\"a\":[1.50,{}],\"b\":[]}")).html();
    assertThat(html.replaceAll("<[^>]*>", "\n").replaceAll("\\n\\s*\\n", "\n").strip())
        .isEqualTo(
            """
            Type:
            deployment
            Severity:
            HIGH
            Title:
            Checkout is slow
            Time:
            2026-03-01T09:30:00.040Z
            Details:
            {
              &quot;a&quot;: [
                1.50,
                {}
              ],
              &quot;b&quot;: []
            }
            Subscription ID: sub_01jd8x5q6r7s8t9v0w1x2y3z4c""");
    assertThat(html).containsPattern("<pre [^>]*>\\{\n  &quot;a&quot;");
  }

  @Test
  void aTemplateWritesThePartsThatItHas() {
    Mail html =
        render(notification().title("<script>").content(own(null, "<b>{{title}}</b>", null)));
    assertThat(html.html()).isEqualTo("<b>&lt;script&gt;</b>");
    assertThat(html.text()).startsWith("Type: deployment\n");
    assertThat(html.subject()).isEqualTo("[HIGH] deployment: <script>");

    Mail text =
        render(notification().title("a < b").content(own("S {{title}}", null, "T {{title}}")));
    assertThat(text.subject()).isEqualTo("S a < b");
    assertThat(text.text()).isEqualTo("T a < b");
    assertThat(text.html()).contains(">T a &lt; b</div>").doesNotContain("Severity");
  }

  private static Content own(
      @Nullable String subject, @Nullable String html, @Nullable String text) {
    return new Content(
        MessageTemplate.of(new TemplateParts(subject, html, text, null, null, null, false)), null);
  }

  @ParameterizedTest
  @EnumSource(Severity.class)
  void everySeverityHasAColour(Severity severity) {
    assertThat(render(notification().severity(severity)).html())
        .contains(severity.name())
        .doesNotContain("{{");
  }

  @Test
  void nothingFromAPublisherIsMarkup() {
    String html =
        render(
                notification()
                    .type("<b>&\"'")
                    .title("<img src=x onerror=alert(1)>")
                    .details("{\"</pre><script>\":\"{{title}} $1\"}"))
            .html();
    assertThat(html)
        .contains("&lt;b&gt;&amp;&quot;&#39;")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .contains("&lt;/pre&gt;&lt;script&gt;")
        .contains("{{title}} $1")
        .doesNotContain("<img", "<script", "<b>");
  }

  @Test
  void theSubjectIsOneShortLine() {
    Mail mail =
        render(notification().title("a\r\nBcc: x@example.com\u0000\u2028" + "ü".repeat(300)));
    assertThat(mail.subject())
        .startsWith("[HIGH] deployment: a Bcc: x@example.com ü")
        .hasSize(250)
        .doesNotContainPattern("\\p{Cc}");
  }

  @Test
  void aTitleAddsNoFieldToTheText() {
    assertThat(render(notification().title("x\nSeverity: LOW")).text())
        .contains("\nTitle: x Severity: LOW\n");
  }

  @Test
  void keepsDigitsAndOrderOfTheDetails() {
    assertThat(render(notification().details("{\"z\":1E5,\"a\":123456789012345678901.10}")).html())
        .contains("&quot;z&quot;: 1E5,\n  &quot;a&quot;: 123456789012345678901.10");
  }

  @Test
  void deeplyNestedDetailsDoNotSwell() {
    String wide = "[" + "1,".repeat(30_000) + "1]";
    String details = "{\"a\":" + "[".repeat(60) + wide + "]".repeat(60) + "}";
    assertThat(render(notification().details(details)).html()).hasSizeLessThan(200_000);
  }

  private Mail render(Notifications notification) {
    return renderer.render(notification.build());
  }

  private static Notifications notification() {
    return Notifications.to("EMAIL", "ops@example.com");
  }
}
