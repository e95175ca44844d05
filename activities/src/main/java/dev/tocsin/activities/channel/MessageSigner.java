package dev.tocsin.activities.channel;

import java.util.Map;

/** Signs what an attempt sends, by the keys of its subscription. */
@FunctionalInterface
public interface MessageSigner {
  /** For channels that do not sign. */
  MessageSigner NONE = (messageId, body) -> Map.of();

  /**
   * The headers that prove where a message comes from, by their names.
   *
   * @param messageId as the receiver sees it
   * @param body the very bytes that are sent
   */
  Map<String, String> headers(String messageId, byte[] body);
}
