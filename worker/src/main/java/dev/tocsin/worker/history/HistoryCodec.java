package dev.tocsin.worker.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts whole payloads with AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits, the
 * ciphertext, a tag of 128 bits. The payload around it says by its metadata that it is encrypted
 * and with which key. What is not encrypted is decoded to itself, so that histories from before
 * stay readable.
 */
public final class HistoryCodec implements PayloadCodec {
  static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
  static final String KEY_ID = "encryption-key-id";

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final HistoryKeys keys;
  private final SecureRandom random = new SecureRandom();

  public HistoryCodec(HistoryKeys keys) {
    this.keys = keys;
  }

  /**
   * What every client and worker of one Temporal namespace must have. Where something is encrypted,
   * messages and stack traces of failures are as well.
   */
  public static DataConverter converter(HistoryKeys keys) {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance(),
        List.of(new HistoryCodec(keys)),
        keys.first().isPresent());
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return keys.first()
        .map(key -> payloads.stream().map(payload -> encrypt(payload, key)).toList())
        .orElse(payloads);
  }

  /**
   * @throws PayloadCodecException where one was encrypted with a key that is not there, or was
   *     changed since; the message names the key's id
   */
  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  private Payload encrypt(Payload payload, HistoryKey key) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(payload.toByteArray());
      return Payload.newBuilder()
          .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ENCRYPTED)
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(key.id()))
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed)))
          .build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + CIPHER, impossible);
    }
  }

  private Payload decode(Payload payload) {
    if (!ENCRYPTED.equals(payload.getMetadataMap().get(EncodingKeys.METADATA_ENCODING_KEY))) {
      return payload;
    }
    String id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
    HistoryKey key =
        keys.find(id)
            .orElseThrow(
                () ->
                    new PayloadCodecException(
                        "A payload is encrypted with the key \"%s\", which is not in %s"
                            .formatted(printable(id), HistoryKeys.VARIABLE)));
    try {
      return decrypt(payload.getData(), key);
    } catch (GeneralSecurityException | InvalidProtocolBufferException changed) {
      throw new PayloadCodecException(
          "A payload that names the key \"%s\" was not made with it, or was changed"
              .formatted(key.id()),
          changed);
    }
  }

  private static Payload decrypt(ByteString data, HistoryKey key)
      throws GeneralSecurityException, InvalidProtocolBufferException {
    if (data.size() < NONCE_BYTES + TAG_BITS / 8) {
      throw new GeneralSecurityException("Shorter than a nonce and a tag");
    }
    byte[] nonce = data.substring(0, NONCE_BYTES).toByteArray();
    byte[] sealed = data.substring(NONCE_BYTES).toByteArray();
    return Payload.parseFrom(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed));
  }

  private static Cipher cipher(int mode, HistoryKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.forAes(), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** An id that somebody sent may hold anything. */
  private static String printable(String id) {
    String shown = id.replaceAll("[^A-Za-z0-9._-]", "?");
    return shown.length() > 64 ? shown.substring(0, 64) + "…" : shown;
  }
}
