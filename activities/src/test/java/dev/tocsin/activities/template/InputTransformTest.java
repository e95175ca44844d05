package dev.tocsin.activities.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.contract.model.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTransformTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> PATHS =
      Map.of(
          "timestamp", "$.time",
          "instance", "$.detail.instance-id",
          "state", "$.detail.state",
          "resource", "$.resources[0]",
          "detail", "$.detail",
          "number", "$.detail.number",
          "nothing", "$.detail.nothing.at.all",
          "null", "$.detail['null']",
          "quoted", "$.detail[\"a 'quoted' key\"]");

  /** The table of Amazon's page on input transformation, and what it says below it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "instance <instance> is in <state>"           | "instance i-0123456789 is in RUNNING"
          "instance \\"<instance>\\" is in <state>"     | "instance \\"i-0123456789\\" is in RUNNING"
          {"instance" : <instance>, "state": <state>}   | {"instance":"i-0123456789","state":"RUNNING"}
          {"instance" : <instance>, "state": "<state>", "instanceStatus": "instance \\"<instance>\\" is in <state>"} | {"instance":"i-0123456789","state":"RUNNING","instanceStatus":"instance \\"i-0123456789\\" is in RUNNING"}
          {"instance" : <instance>, "state": [ 9, <state>, true ], "Transformed" : "Yes"} | {"instance":"i-0123456789","state":[9,"RUNNING",true],"Transformed":"Yes"}
          "<aws.events.rule-name> triggered"            | "sub_01jd8x5q6r7s8t9v0w1x2y3z4c triggered"
          {"ruleArn": <aws.events.rule-arn>}            | {"ruleArn":"sub_01jd8x5q6r7s8t9v0w1x2y3z4c"}
          {"timestamp" : <timestamp>, "message": "instance \\"<instance>\\" is in <state>"} | {"timestamp":"2026-03-01T09:30:00.040Z","message":"instance \\"i-0123456789\\" is in RUNNING"}
          {"at": <aws.events.event.ingestion-time>}     | {"at":"2026-03-01T09:30:00.040Z"}
          {"resource": <resource>}                      | {"resource":"arn:aws:ec2:i-abcd1111"}
          <instance> is in state <state>                | "i-0123456789 is in state RUNNING"
          <instance> is in state "<state>"              | "i-0123456789 is in state \\"RUNNING\\""
          <number>                                      | 1.50
          {"a": <number>, "b": "n <number>"}            | {"a":1.50,"b":"n 1.50"}
          {"missing": <nothing>, "in": "[<nothing>]"}   | {"missing":"","in":"[]"}
          {"null": <null>, "in": "[<null>]"}            | {"null":null,"in":"[]"}
          "quoted: <quoted>"                            | "quoted: a \\"b\\" \\\\ c\\n"
          {"quoted": <quoted>}                          | {"quoted":"a \\"b\\" \\\\ c\\n"}
          a < b                                         | "a < b"
          """)
  void doesAsEventBridge(String template, String output) {
    assertThat(apply(template)).isEqualTo(output);
  }

  @Test
  void anObjectIsAValueAndLosesItsQuotesInAString() {
    String detail =
        "{\"instance-id\":\"i-0123456789\",\"state\":\"RUNNING\",\"number\":1.50,\"null\":null,"
            + "\"a 'quoted' key\":\"a \\\"b\\\" \\\\ c\\n\"}";
    assertThat(apply("{\"detail\": <detail>}")).isEqualTo("{\"detail\":" + detail + "}");
    assertThat(apply("\"Detail is <detail>\""))
        .startsWith("\"Detail is {instance-id:i-0123456789,state:RUNNING,number:1.50,null:null,a");
    String event =
        "{\"id\":\"evt_01jd8x5q6r7s8t9v0w1x2y3z4a\",\"source\":\"\","
            + "\"detail-type\":\"EC2 Instance State-change Notification\",\"severity\":\"HIGH\","
            + "\"title\":\"Checkout is slow\",\"time\":\"2026-03-01T09:30:00.040Z\","
            + "\"resources\":[\"arn:aws:ec2:i-abcd1111\"]";
    assertThat(apply("<aws.events.event.json>")).isEqualTo(event + ",\"detail\":" + detail + "}");
    assertThat(apply("{\"originalEvent\": <aws.events.event>}"))
        .isEqualTo("{\"originalEvent\":" + event + "}}");
  }

  @Test
  void aStringOfTheEventCannotEndTheStringItIsIn() throws Exception {
    String body =
        InputTransform.of(
                transform(Map.of("t", "$.title"), "{\"a\": \"<t>\", \"b\": <t>, \"c\": 1}"))
            .apply(
                notification("x\",\"c\":2,\"d\":\"\\\u0000\u2028<t>").event(),
                notification("").subscription());
    assertThat(JSON.readTree(body).get("c").intValue()).isEqualTo(1);
    assertThat(JSON.readTree(body).get("a")).isEqualTo(JSON.readTree(body).get("b"));
    assertThat(JSON.readTree(body).get("a").textValue())
        .isEqualTo("x\",\"c\":2,\"d\":\"\\\u0000\u2028<t>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": <other>}         | line 1, column 7: <other> is not in inputPathsMap
          {"a": <state>,\\n}     | line 2, column 1: it begins as JSON and is none
          {"a" <state>}          | line 1, column 6: it begins as JSON and is none
          {<state>: 1}           | line 1, column 2: it begins as JSON and is none
          {"<state>": 1}         | line 1, column 1: a variable cannot be the key of an object
          {} {}                  | it begins as JSON and is none: something follows
          "a <state>             | it begins as JSON and is none
          <aws.events.other>     | line 1, column 1: <aws.events.other> is not in inputPathsMap
          `  `                   | it must have 1 to 8192 characters
          """)
  void aTemplateThatCannotWorkIsRefusedWithItsPlace(String template, String fault) {
    assertThatThrownBy(() -> apply(template.replace("\\n", "\n")))
        .isInstanceOf(TemplateFault.class)
        .hasMessageStartingWith("inputTemplate, ")
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.detail.*      | line 1, column 9
          detail          | line 1, column 1
          $..state        | line 1, column 2
          $.items[*]      | line 1, column 8
          $.a[?(@.b)]     | line 1, column 4
          $.detail.       | line 1, column 9
          """)
  void aPathWithAnythingButNamesAndNumbersIsRefused(String path, String place) {
    assertThatThrownBy(() -> InputTransform.of(transform(Map.of("x", path), "\"<x>\"")))
        .isInstanceOf(TemplateFault.class)
        .hasMessageStartingWith("inputPathsMap.x, " + place);
  }

  @Test
  void namesAndNumbersOfVariablesHaveLimits() {
    assertThatThrownBy(() -> InputTransform.of(transform(Map.of("a b", "$.id"), "\"x\"")))
        .hasMessageContaining("a variable's name has");
    assertThatThrownBy(() -> InputTransform.of(new JsonText("{\"inputPathsMap\":[]}")))
        .hasMessageContaining("at most 100 paths");
    assertThatThrownBy(() -> InputTransform.of(new JsonText("{\"inputPathsMap\":{\"a\":1}}")))
        .hasMessageContaining("it is required and must be a string");
    assertThatThrownBy(
            () ->
                InputTransform.of(
                    new JsonText("{\"inputPathsMap\":{\"a\":1},\"inputTemplate\":\"x\"}")))
        .hasMessageContaining("a path must be a string");
  }

  @Test
  void whatBecomesTooLargeFails() {
    Notification large =
        Notifications.to("WEBHOOK", "https://a.example")
            .details("{\"a\":\"" + "x".repeat(200_000) + "\"}")
            .build();
    assertThatThrownBy(
            () ->
                InputTransform.of(transform(Map.of("a", "$.detail.a"), "[<a>,<a>]"))
                    .apply(large.event(), large.subscription()))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("it makes more than 262144 characters");
  }

  @Test
  void whatBecomesTooDeepFails() {
    String deep = "[".repeat(999) + "<aws.events.event.json>" + "]".repeat(999);
    assertThatThrownBy(() -> apply(deep))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("nested too deep");
    assertThatThrownBy(() -> apply("[".repeat(4000) + "]".repeat(4000)))
        .isInstanceOf(TemplateFault.class);
  }

  private static String apply(String template) {
    Notification notification = notification("Checkout is slow");
    return InputTransform.of(transform(PATHS, template))
        .apply(notification.event(), notification.subscription());
  }

  private static Notification notification(String title) {
    return Notifications.to("WEBHOOK", "https://a.example")
        .type("EC2 Instance State-change Notification")
        .title(title)
        .extensions("{\"resources\":[\"arn:aws:ec2:i-abcd1111\"]}")
        .details(
            "{\"instance-id\":\"i-0123456789\",\"state\":\"RUNNING\",\"number\":1.50,"
                + "\"null\":null,\"a 'quoted' key\":\"a \\\"b\\\" \\\\ c\\n\"}")
        .build();
  }

  private static JsonText transform(Map<String, String> paths, String template) {
    try {
      return new JsonText(
          JSON.writeValueAsString(Map.of("inputPathsMap", paths, "inputTemplate", template)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
