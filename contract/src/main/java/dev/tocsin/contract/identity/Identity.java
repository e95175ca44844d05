package dev.tocsin.contract.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Makes the ids of Tocsin: a prefix and 26 characters of Crockford's base 32 (128 bits, the form of
 * a ULID). New ids sort by time; derived ids are the beginning of a SHA-256 and always come out the
 * same for the same things.
 */
public final class Identity {
  private Identity() {}

  /** The id of an event that the publisher gave none: time-ordered. */
  public static String newEventId(Instant receivedAt) {
    return "evt_" + UlidCreator.getUlid(receivedAt.toEpochMilli());
  }

  /** The id of an event that the publisher identifies by {@code clientId}. */
  public static String eventId(String tenant, String source, String clientId) {
    return "evt_" + derive("event", tenant, source, clientId);
  }

  /**
   * The id of an event that Tocsin itself reports. No publisher's event can have it.
   *
   * @param fact what it reports, for instance a delivery's id and round
   */
  public static String systemEventId(String tenant, String type, String... fact) {
    String[] parts = new String[fact.length + 3];
    parts[0] = "system event";
    parts[1] = tenant;
    parts[2] = type;
    System.arraycopy(fact, 0, parts, 3, fact.length);
    return "evt_" + derive(parts);
  }

  /** The id of the delivery of an event to a subscription: the {@code webhook-id} of it all. */
  public static String deliveryId(String eventId, String subscriptionId) {
    return "dlv_" + derive("delivery", eventId, subscriptionId);
  }

  /** A new id of a group of events that leave for their workflow together. */
  public static String newGroupId(Instant leftAt) {
    return "grp_" + UlidCreator.getUlid(leftAt.toEpochMilli());
  }

  /** A new subscription's id. */
  public static String newSubscriptionId(Instant createdAt) {
    return "sub_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  /** A new event type's id. */
  public static String newEventTypeId(Instant createdAt) {
    return "typ_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  /** A new template's id. */
  public static String newTemplateId(Instant createdAt) {
    return "tpl_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  /** A new API key's id (not the key itself). */
  public static String newKeyId(Instant createdAt) {
    return "key_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  /** A new id of an operation on many dead letters. */
  public static String newOperationId(Instant startedAt) {
    return "blk_" + UlidCreator.getUlid(startedAt.toEpochMilli());
  }

  /** A new id of an entry of a suppression list. */
  public static String newSuppressionId(Instant createdAt) {
    return "sup_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  /** A new id of a token of inbound messages (not the token itself). */
  public static String newTokenId(Instant createdAt) {
    return "tok_" + UlidCreator.getUlid(createdAt.toEpochMilli());
  }

  private static Ulid derive(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      // The length first, so that ("ab", "c") and ("a", "bc") differ.
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return Ulid.from(Arrays.copyOf(digest.digest(), 16));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
