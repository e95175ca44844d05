package dev.tocsin.activities.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.activities.channel.MessageSigner;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs the messages of one attempt: {@code id.timestamp.body}, over the very bytes that are sent,
 * once by each key. A receiver takes a message if one of the signatures is good.
 */
public final class WebhookSigner implements MessageSigner {
  private final List<SigningKey> keys;
  private final long timestamp;

  /**
   * @param keys at least one
   * @param at when the attempt is made
   */
  public WebhookSigner(List<? extends SigningKey> keys, Instant at) {
    this.keys = List.copyOf(keys);
    this.timestamp = at.getEpochSecond();
  }

  @Override
  public Map<String, String> headers(String messageId, byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 64);
    content.writeBytes((messageId + "." + timestamp + ".").getBytes(UTF_8));
    content.writeBytes(body);
    byte[] signed = content.toByteArray();
    return Map.of(
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        keys.stream()
            .map(
                key ->
                    key.scheme().label()
                        + ","
                        + Base64.getEncoder().encodeToString(key.sign(signed)))
            .collect(Collectors.joining(" ")));
  }
}
