package dev.tocsin.activities.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.contract.model.TemplateParts;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is written in a template: it is refused with a place, or it can be filled. */
class AnyTemplateTest {
  private static final String[] PIECES = {
    "{{",
    "}}",
    "{{{",
    "}}}",
    "{",
    "}",
    "#",
    "^",
    "/",
    "!",
    "&",
    ">",
    "<",
    "$",
    "=",
    "a",
    "title",
    "details.a",
    ".",
    "..",
    "-first",
    "-index",
    " ",
    "\n",
    "\r",
    "\"",
    "\\",
    "{{#details.a}}",
    "{{/details.a}}",
    "{{^a}}",
    "{{/a}}",
    "{{title}}",
    "{{.}}",
    "this",
    "\u0000",
    "é",
    "0"
  };

  @Test
  void isATemplateOrAFault() {
    Random random = new Random(20_260_301);
    int filled = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      filled += fills(text.toString(), random.nextBoolean()) ? 1 : 0;
    }
    assertThat(filled).isBetween(1_000, 19_000);
  }

  private static boolean fills(String text, boolean strict) {
    try {
      Message message =
          Notifications.to("EMAIL", "a@example.com")
              .details("{\"a\":[1,null,true,\"x\",{\"a\":[]},[2]]}")
              .content(
                  new Content(
                      MessageTemplate.of(
                          new TemplateParts(text, text, text, null, null, text, strict)),
                      null))
              .build()
              .message();
      message.subject();
      message.html();
      message.text();
      message.chat(Escaping.SLACK);
      message.chat(Escaping.TELEGRAM);
      return true;
    } catch (TemplateFault fault) {
      assertThat(fault.line()).as(text).isPositive();
      assertThat(fault.column()).as(text).isPositive();
      return false;
    }
  }
}
