package dev.tocsin.worker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCodecTest {
  private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String NEW = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";
  private static final String SECRET = "planted-secret";

  private final Payload plain =
      DefaultDataConverter.newDefaultInstance().toPayload(SECRET).orElseThrow();

  @Test
  void aPayloadIsEncryptedWhole() {
    Payload sealed = encrypt(OLD);
    assertThat(sealed.getMetadataMap())
        .containsOnlyKeys(EncodingKeys.METADATA_ENCODING_KEY, HistoryCodec.KEY_ID)
        .containsEntry("encoding", ByteString.copyFromUtf8("binary/encrypted"))
        .containsEntry("encryption-key-id", ByteString.copyFromUtf8("old"));
    assertThat(sealed.toByteString().toString(java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(SECRET, "json/plain");
    assertThat(sealed.getData().size()).isEqualTo(12 + plain.toByteArray().length + 16);
    assertThat(decrypt(OLD, sealed)).isEqualTo(plain);
  }

  @Test
  void noTwoAreAlike() {
    assertThat(encrypt(OLD).getData()).isNotEqualTo(encrypt(OLD).getData());
  }

  @Test
  void whatIsNotEncryptedStaysReadable() {
    assertThat(decrypt(OLD, plain)).isEqualTo(plain);
    assertThat(decrypt("", plain)).isEqualTo(plain);
  }

  @Test
  void everyStepOfARotationReadsWhatTheStepsAroundItWrote() {
    List<String> steps =
        List.of("", "plain," + OLD, OLD, OLD + "," + NEW, NEW + "," + OLD, "plain," + NEW);
    for (int i = 1; i < steps.size() - 1; i++) {
      for (String writer : steps.subList(i - 1, i + 2)) {
        assertThat(decrypt(steps.get(i), encrypt(writer)))
            .as("%s read by %s", writer, steps.get(i))
            .satisfies(read -> assertThat(read).isEqualTo(plain));
      }
    }
  }

  @Test
  void anUnknownKeyIsNamed() {
    assertThatThrownBy(() -> decrypt(NEW, encrypt(OLD)))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessage(
            "A payload is encrypted with the key \"old\", which is not in TOCSIN_HISTORY_KEYS");
    assertThatThrownBy(() -> decrypt("", encrypt(OLD))).hasMessageContaining("\"old\"");
  }

  @Test
  void whatWasChangedIsRefused() {
    Payload sealed = encrypt(OLD);
    byte[] data = sealed.getData().toByteArray();
    data[data.length - 1] ^= 1;
    for (ByteString changed :
        List.of(ByteString.copyFrom(data), ByteString.EMPTY, sealed.getData().substring(0, 12))) {
      assertThatThrownBy(() -> decrypt(OLD, sealed.toBuilder().setData(changed).build()))
          .isInstanceOf(PayloadCodecException.class)
          .hasMessageContaining("\"old\"");
    }
    Payload renamed =
        sealed.toBuilder().putMetadata(HistoryCodec.KEY_ID, ByteString.copyFromUtf8("new")).build();
    assertThatThrownBy(() -> decrypt(OLD + "," + NEW, renamed))
        .hasMessageContaining("was not made with it");
  }

  @Test
  void failuresAreEncryptedWithMessageStackTraceAndCause() {
    RuntimeException thrown =
        ApplicationFailure.newFailureWithCause(
            SECRET, "NotDelivered", new IllegalStateException("cause " + SECRET), SECRET);
    DataConverter converter = HistoryCodec.converter(HistoryKeys.parse(OLD));
    Failure failure = converter.exceptionToFailure(thrown);
    assertThat(failure.toString()).doesNotContain(SECRET, "HistoryCodecTest");
    assertThat(failure.getMessage()).isEqualTo("Encoded failure");
    assertThat(failure.getApplicationFailureInfo().getType()).isEqualTo("NotDelivered");

    ApplicationFailure read = (ApplicationFailure) converter.failureToException(failure);
    assertThat(read.getOriginalMessage()).isEqualTo(SECRET);
    assertThat(read.getDetails().get(String.class)).isEqualTo(SECRET);
    assertThat(read).hasCauseInstanceOf(ApplicationFailure.class);
    assertThat(read.getCause()).hasMessageContaining(SECRET);
  }

  @Test
  void withoutAKeyFailuresAreAsEver() {
    RuntimeException thrown = ApplicationFailure.newFailure(SECRET, "NotDelivered");
    for (String keys : List.of("", "plain," + OLD)) {
      DataConverter converter = HistoryCodec.converter(HistoryKeys.parse(keys));
      assertThat(converter.exceptionToFailure(thrown).getMessage()).isEqualTo(SECRET);
    }
    Failure encoded = HistoryCodec.converter(HistoryKeys.parse(OLD)).exceptionToFailure(thrown);
    assertThat(
            HistoryCodec.converter(HistoryKeys.parse("plain," + OLD)).failureToException(encoded))
        .hasMessageContaining(SECRET);
  }

  @Test
  void anIdThatSomebodyMadeUpIsShownWithoutWhatIsNotPrintable() {
    Payload odd =
        encrypt(OLD).toBuilder()
            .putMetadata(HistoryCodec.KEY_ID, ByteString.copyFromUtf8("a\nb".repeat(100)))
            .build();
    assertThatThrownBy(() -> decrypt(OLD, odd))
        .hasMessageContaining("\"a?ba?b")
        .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(160));
  }

  private Payload encrypt(String keys) {
    return new HistoryCodec(HistoryKeys.parse(keys)).encode(List.of(plain)).get(0);
  }

  private static Payload decrypt(String keys, Payload payload) {
    return new HistoryCodec(HistoryKeys.parse(keys)).decode(List.of(payload)).get(0);
  }
}
