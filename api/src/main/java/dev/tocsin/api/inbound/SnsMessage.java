package dev.tocsin.api.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A message of Amazon SNS to an HTTPS endpoint, as its body has it; nothing of it is known to be
 * true yet. The header {@code x-amz-sns-message-type} repeats the type and is not looked at, as
 * nothing signs it.
 *
 * @param fields the signed ones that it has, and those of the signature, by name
 */
record SnsMessage(Type type, Map<String, String> fields) {
  private static final List<String> OF_CONFIRMATIONS =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  /** What the message is for; each has its own signed fields, sorted by name. */
  enum Type {
    NOTIFICATION(
        "Notification",
        List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")),
    SUBSCRIPTION_CONFIRMATION("SubscriptionConfirmation", OF_CONFIRMATIONS),
    UNSUBSCRIBE_CONFIRMATION("UnsubscribeConfirmation", OF_CONFIRMATIONS);

    private final String text;
    private final List<String> signed;

    Type(String text, List<String> signed) {
      this.text = text;
      this.signed = signed;
    }

    private static Optional<Type> parse(String text) {
      return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
  }

  private static final String OPTIONAL = "Subject";
  private static final List<String> OF_THE_SIGNATURE =
      List.of("Signature", "SignatureVersion", "SigningCertURL");

  /**
   * @throws InvalidRequestException where it is no message of SNS, or not all of one
   */
  static SnsMessage read(byte[] body) {
    JsonBody json = JsonBody.parse(body);
    Type type =
        Type.parse(json.field("Type").asText())
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        List.of(
                            "Type must be one of: "
                                + Arrays.stream(Type.values())
                                    .map(each -> each.text)
                                    .collect(Collectors.joining(", "))
                                + " (raw message delivery must be off)")));
    List<String> faults = new ArrayList<>();
    Map<String, String> fields = new TreeMap<>();
    for (List<String> names : List.of(type.signed, OF_THE_SIGNATURE)) {
      for (String name : names) {
        JsonNode value = json.field(name);
        if (value.isTextual()) {
          fields.put(name, value.textValue());
        } else if (!name.equals(OPTIONAL) || !value.isMissingNode()) {
          faults.add(name + " must be a string");
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return new SnsMessage(type, fields);
  }

  /** A field that messages of this type have. */
  String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("A " + type + " has no " + name);
    }
    return value;
  }

  String topicArn() {
    return field("TopicArn");
  }

  /**
   * What SNS signs: name and value of each field, each on a line
   * (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html).
   */
  String signedText() {
    StringBuilder text = new StringBuilder();
    for (String name : type.signed) {
      String value = fields.get(name);
      if (value != null) {
        text.append(name).append('\n').append(value).append('\n');
      }
    }
    return text.toString();
  }
}
