package dev.tocsin.activities.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.contract.model.TemplateParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String HOSTILE = "<script>alert(\"1\")</script> 'x' & \\ \n_*[b](c)!";

  @Test
  void fieldsOfTheEventAreFilledInAndNumbersKeepTheirDigits() {
    Message message =
        text(
            "{{eventType}} {{type}} {{severity}} {{title}} {{receivedAt}} {{details.p99}}"
                + " {{details.big}} {{details.items.1.name}} {{tenant}} {{subscriptionId}}"
                + " {{deliveryId}} {{eventId}} {{details.items}}",
            "{\"p99\":1.50,\"big\":12345678901234567890123,"
                + "\"items\":[{\"name\":\"a\"},{\"name\":\"b\",\"n\":1E5}]}");

    assertThat(message.text())
        .contains(
            "deployment Deployment HIGH Checkout is slow 2026-03-01T09:30:00.040Z 1.50"
                + " 12345678901234567890123 b acme sub_01jd8x5q6r7s8t9v0w1x2y3z4c"
                + " dlv_01jd8x5q6r7s8t9v0w1x2y3z4b evt_01jd8x5q6r7s8t9v0w1x2y3z4a"
                + " [{\"name\":\"a\"},{\"name\":\"b\",\"n\":1E5}]");
  }

  @Test
  void sectionsRepeatNestAndTurnAround() {
    String template =
        """
        {{#details.items}}
        {{-index}} {{name}}{{^-last}},{{/-last}}
        {{/details.items}}
        {{^details.none}}none{{/details.none}}{{#details.yes}}yes{{/details.yes}}\
        {{#details.no}}no{{/details.no}}{{#details.empty}}empty{{/details.empty}}\
        {{#details.flags}}[{{.}}]{{/details.flags}}{{! said
        of nothing }}""";
    assertThat(
            text(
                    template,
                    "{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"yes\":true,\"no\":false,"
                        + "\"empty\":\"\",\"flags\":[true,null,0,\"x\"]}")
                .text())
        .contains("1 a,\n2 b\nnoneyes[true][][0][x]");
  }

  @Test
  void everyPartIsEscapedForWhereItGoes() {
    String both = "{{title}}|{{{title}}}|{{&title}}";
    Message message =
        of(
            new TemplateParts(both, both, both, both, "text/xml", both, false),
            Notifications.to("EMAIL", "a@example.com").title(HOSTILE));

    String html =
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39;x&#39; &amp; \\ \n_*[b](c)!";
    assertThat(message.html()).contains(html + "|" + html + "|" + html);
    assertThat(message.body().orElseThrow().text()).isEqualTo(html + "|" + html + "|" + html);
    assertThat(message.text()).contains(HOSTILE + "|" + HOSTILE + "|" + HOSTILE);
    String subject = HOSTILE.replace("\n", " ");
    assertThat(message.subject()).contains(subject + "|" + subject + "|" + subject);
    String slack = "&lt;script&gt;alert(\"1\")&lt;/script&gt; 'x' &amp; \\ \n_*[b](c)!";
    assertThat(message.chat(Escaping.SLACK)).contains(slack + "|" + slack + "|" + slack);
    String telegram = "<script\\>alert\\(\"1\"\\)</script\\> 'x' & \\\\ \n\\_\\*\\[b\\]\\(c\\)\\!";
    assertThat(message.chat(Escaping.TELEGRAM))
        .contains(telegram + "|" + telegram + "|" + telegram);
  }

  @Test
  void aJsonBodyTakesTextInQuotesAndValuesWithThreeBraces() {
    Message message =
        body(
            "{\"text\":\"{{title}}: {{details.n}} {{details.none}} {{details.o}}\","
                + "\"title\":{{{title}}},\"n\":{{{details.n}}},\"none\":{{{details.none}}},"
                + "\"o\":{{{details.o}}},\"b\":{{{details.b}}}}",
            HOSTILE,
            "{\"n\":1.50,\"o\":{\"k\":[\"v\"]},\"b\":false}");

    String title = "<script>alert(\\\"1\\\")</script> 'x' & \\\\ \\n_*[b](c)!";
    assertThat(message.body())
        .contains(
            new Message.Body(
                "application/json",
                "{\"text\":\""
                    + title
                    + ": 1.50  {\\\"k\\\":[\\\"v\\\"]}\",\"title\":\""
                    + title
                    + "\",\"n\":1.50,\"none\": null,\"o\":{\"k\":[\"v\"]},\"b\":false}"));
  }

  @Test
  void aBodyThatIsNotItsJsonFailsAndSaysWhere() {
    assertThatThrownBy(() -> body("{\n \"a\": {{title}} }", "b c", "{}").body())
        .isInstanceOf(TemplateFault.class)
        .hasMessageStartingWith("body, line 2, column 7: what it makes is not JSON");
  }

  @Test
  void whatIsLeftOutIsLeftToTheDefault() {
    Message message =
        of(
            new TemplateParts(null, null, null, null, null, null, false),
            Notifications.to("EMAIL", "a@example.com"));
    assertThat(message.subject()).isEmpty();
    assertThat(message.html()).isEmpty();
    assertThat(message.text()).isEmpty();
    assertThat(message.body()).isEmpty();
    assertThat(message.chat(Escaping.SLACK)).isEmpty();
  }

  @Test
  void aSubjectStaysOneLineOf998Characters() {
    assertThat(
            of(
                    new TemplateParts("A\r\nBcc: {{title}}", null, null, null, null, null, false),
                    Notifications.to("EMAIL", "a@example.com")
                        .title("x\r\nBcc: evil@example.com\u2028" + "y".repeat(2000)))
                .subject())
        .hasValueSatisfying(
            subject ->
                assertThat(subject)
                    .startsWith("A Bcc: x Bcc: evil@example.com y")
                    .hasSize(998)
                    .doesNotContainPattern("[\\p{Cc}\u2028]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title.class",
        "title.bytes",
        "title.length",
        "details.getClass",
        "details.class.name",
        "details.size",
        "details.items.size",
        "details.entrySet",
        "json",
        "effort",
        "this.json",
        "nothing",
        "details.nothing.at.all",
        "correlationId"
      })
  void nothingButTheEventCanBeReached(String name) {
    assertThat(text("[{{" + name + "}}]", "{\"items\":[1]}").text()).contains("[]");
  }

  @Test
  void whatAStrictTemplateMissesIsAFaultWithItsPlace() {
    Message message = strict("{{title}}\n of  {{details.order}}", "{}");
    assertThatThrownBy(message::text)
        .isInstanceOf(TemplateFault.class)
        .hasMessage("text, line 2, column 6: the event has no details.order");
    assertThat(strict("{{details.a}}{{#details.b}}b{{/details.b}}", "{\"a\":null}").text())
        .contains("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{title|1|1|the tag has no }}
          a\\n b {{{title}}|2|4|the tag has no }}}
          {{}}|1|1|the tag is empty
          {{ # }}|1|1|a name has 1 to 256 characters
          {{#a}}\\n{{#b}}{{/a}}|2|7|the section {{#b}} of line 2 is open
          {{#a}}x|1|1|the section {{#a}} is not closed
          {{/a}}|1|1|no section a is open
          \\n{{>other}}|2|1|a template cannot include another one
          {{<parent}}{{/parent}}|1|1|a template cannot include another one
          {{$block}}{{/block}}|1|1|a template cannot include another one
          {{=<% %>=}}|1|1|the delimiters {{ and }} cannot be changed
          {{a{b}}|1|1|a name has 1 to 256 characters
          """)
  void whatIsNoTemplateIsRefusedWithItsPlace(String text, int line, int column, String reason) {
    assertThatThrownBy(() -> text(text.replace("\\n", "\n"), "{}"))
        .isInstanceOfSatisfying(
            TemplateFault.class,
            fault -> {
              assertThat(fault.part()).isEqualTo("text");
              assertThat(fault.line()).isEqualTo(line);
              assertThat(fault.column()).isEqualTo(column);
              assertThat(fault.reason()).startsWith(reason);
            });
  }

  @Test
  void whatWouldTakeTooLongOrBecomeTooLargeFails() {
    String numbers = "{\"a\":[" + "1,".repeat(999) + "1]}";
    assertThatThrownBy(
            () ->
                text(
                        "{{#details.a}}{{#details.a}}{{#details.a}}{{/details.a}}{{/details.a}}"
                            + "{{/details.a}}",
                        numbers)
                    .text())
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("it goes over too many elements");
    assertThatThrownBy(
            () -> text("x\n{{#details.a}}" + "x".repeat(300) + "{{/details.a}}", numbers).text())
        .isInstanceOf(TemplateFault.class)
        .hasMessage("text, line 2, column 1: it makes more than 262144 characters");
    assertThatThrownBy(() -> text("x".repeat(64 * 1024 + 1), "{}"))
        .hasMessageContaining("it has more than 65536 characters");
    assertThatThrownBy(() -> text("{{#a}}".repeat(21) + "{{/a}}".repeat(21), "{}"))
        .hasMessageContaining("sections can be 20 deep");
    assertThatThrownBy(() -> text("{{#a}}".repeat(10_000), "{}"))
        .hasMessageContaining("sections can be 20 deep");
  }

  private static Message strict(String text, String details) {
    return of(
        new TemplateParts(null, null, text, null, null, null, true),
        Notifications.to("EMAIL", "a@example.com").details(details));
  }

  private static Message text(String text, String details) {
    return of(
        new TemplateParts(null, null, text, null, null, null, false),
        Notifications.to("EMAIL", "a@example.com").details(details));
  }

  private static Message body(String body, String title, String details) {
    return of(
        new TemplateParts(null, null, null, body, null, null, false),
        Notifications.to("WEBHOOK", "https://a.example").title(title).details(details));
  }

  private static Message of(TemplateParts parts, Notifications notification) {
    return notification.content(new Content(MessageTemplate.of(parts), null)).build().message();
  }
}
