package dev.tocsin.activities.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.SignatureScheme;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {
  private static final Instant AT = Instant.ofEpochSecond(1614265330L, 999_000_000);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek";

  /** The example that the libraries of Standard Webhooks are tested by. */
  @Test
  void signsTheReferenceVector() {
    WebhookSecret secret = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(new WebhookSigner(List.of(secret), AT).headers(MESSAGE, BODY))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void signsOnceByEachKeyWithASpaceBetween() {
    WebhookSecret one = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    WebhookSecret two = WebhookSecret.create();

    assertThat(signature(List.of(two, one)))
        .isEqualTo(signature(List.of(two)) + " " + signature(List.of(one)));
  }

  @Test
  void everyByteCounts() {
    WebhookSecret secret = WebhookSecret.create();
    byte[] notUtf8 = {(byte) 0xff, 0, (byte) 0xfe};
    WebhookSigner signer = new WebhookSigner(List.of(secret), AT);

    assertThat(signer.headers(MESSAGE, notUtf8))
        .isNotEqualTo(signer.headers(MESSAGE, new byte[] {(byte) 0xff, 0, (byte) 0xfd}));
  }

  /** RFC 8032, section 7.1, test 2. */
  @Test
  void signsByEd25519AsTheRfcDoes() {
    Ed25519Key key =
        new Ed25519Key(
            HexFormat.of()
                .parseHex(
                    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));

    assertThat(HexFormat.of().formatHex(key.sign(new byte[] {0x72})))
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assertThat(key.publicText()).isEqualTo("whpk_PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=");
  }

  @Test
  void thePublicKeyAloneChecksAnAsymmetricSignature() throws Exception {
    Ed25519Key key = (Ed25519Key) SigningKey.create(SignatureScheme.V1A);
    String signature = signature(List.of(SigningKey.of(SignatureScheme.V1A, key.bytes())));

    assertThat(signature).startsWith("v1a,");
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(publicKey(key.publicText()));
    check.update((MESSAGE + ".1614265330.").getBytes(UTF_8));
    check.update(BODY);
    assertThat(check.verify(Base64.getDecoder().decode(signature.substring(4)))).isTrue();
  }

  @Test
  void aNewSecretIsReadBackAsItIsShown() {
    WebhookSecret secret = WebhookSecret.create();
    assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(WebhookSecret.parse(secret.text())).contains(secret);
    assertThat(WebhookSecret.create()).isNotEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 64})
  void takesSecretsOf24To64Bytes(int bytes) {
    assertThat(WebhookSecret.parse("whsec_" + base64(bytes))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 65})
  void refusesSecretsOfAnotherLength(int bytes) {
    assertThat(WebhookSecret.parse("whsec_" + base64(bytes))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not Base64 at all, is it?!"})
  void refusesWhatIsNoSecret(String text) {
    assertThat(WebhookSecret.parse(text)).isEmpty();
  }

  @Test
  void noKeyTellsItself() {
    assertThat(WebhookSecret.create()).hasToString("WebhookSecret[hidden]");
    assertThat(SigningKey.create(SignatureScheme.V1A)).hasToString("Ed25519Key[hidden]");
  }

  /** The key alone behind the fixed beginning of a SubjectPublicKeyInfo (RFC 8410). */
  private static PublicKey publicKey(String text) throws Exception {
    byte[] raw = Base64.getDecoder().decode(text.substring("whpk_".length()));
    byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + "00".repeat(raw.length));
    System.arraycopy(raw, 0, encoded, encoded.length - raw.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static String signature(List<SigningKey> keys) {
    return String.valueOf(
        new WebhookSigner(keys, AT).headers(MESSAGE, BODY).get("webhook-signature"));
  }

  private static WebhookSecret secret(String text) {
    return WebhookSecret.parse(text).orElseThrow();
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
