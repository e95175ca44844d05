package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.errors.UntrustedMessageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsSignatureTest {
  private final LocalSns sns = new LocalSns();
  private final SnsSignature signature = new SnsSignature(sns.source(), Clock.systemUTC());
  private final ObjectNode message =
      LocalSns.notification("{\"notificationType\":\"Bounce\"} é 😀");

  @AfterEach
  void close() {
    sns.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void takesWhatSnsHasSigned(String version) {
    message.put("SignatureVersion", version);
    assertThatCode(() -> check(sns.signed(message))).doesNotThrowAnyException();
    message.remove("Subject");
    assertThatCode(() -> check(sns.signed(message))).doesNotThrowAnyException();
    ObjectNode confirmation =
        LocalSns.confirmation("SubscriptionConfirmation").put("SignatureVersion", version);
    assertThatCode(() -> check(sns.signed(confirmation))).doesNotThrowAnyException();
    assertThat(sns.asked).as("the certificate is remembered").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "TopicArn"})
  void refusesWhatWasChanged(String field) {
    String signed = sns.signed(message);
    String changed = signed.replace(message.get(field).asText(), "changed");
    refuses(
        field.equals("Message") ? sns.signed(message).replace("Bounce", "x") : changed, "signed");
  }

  @Test
  void refusesASubjectThatWasAddedOrAnotherVersion() {
    message.remove("Subject");
    String signed = sns.signed(message);
    refuses(signed.replace("\"Message\":", "\"Subject\":\"x\",\"Message\":"), "signed");
    refuses(signed.replace("\"SignatureVersion\":\"2\"", "\"SignatureVersion\":\"1\""), "signed");
    refuses(
        signed.replace("\"SignatureVersion\":\"2\"", "\"SignatureVersion\":\"3\""),
        "SignatureVersion must be 1 or 2");
    refuses(signed.replaceAll("\"Signature\":\"[^\"]+", "\"Signature\":\"no base64!"), "signed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com:8443/a.pem",
        "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
        "https://evil.example/sns.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com@evil.example/a.pem",
        "https://user:pass@sns.us-east-1.amazonaws.com/a.pem",
        "https://sns.s3.amazonaws.com/a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/a.pem",
        "https://sns.us-east-1.s3.amazonaws.com/a.pem",
        "https://xsns.us-east-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com./a.pem",
        "https://sns.us-east-1.amazonaws.com/a.pem?x=1",
        "https://sns.us-east-1.amazonaws.com/a",
        "https://127.0.0.1/a.pem",
        "file:///etc/a.pem",
        "sns",
        ""
      })
  void asksNobodyElseForTheCertificate(String url) {
    message.put("SigningCertURL", url);
    refuses(sns.signed(message), "SigningCertURL must be a .pem file");
    assertThat(sns.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.eu-central-1.amazonaws.com/a.pem",
        "https://sns.us-gov-west-1.amazonaws.com/a.pem",
        "https://SNS.ap-southeast-2.amazonaws.com:443/a/b.pem",
        "https://sns.cn-north-1.amazonaws.com.cn/a.pem"
      })
  void knowsEveryRegion(String url) {
    assertThat(SnsUrls.certificate(url)).isPresent();
  }

  @Test
  void refusesACertificateThatIsExpired() {
    HeldCertificate expired = LocalSns.expired(sns.root);
    sns.serve(LocalSns.CERTIFICATE, expired.certificatePem().getBytes(UTF_8));
    refuses(LocalSns.signed(message, expired.keyPair().getPrivate()), "is expired, or not");
  }

  @Test
  void refusesARememberedCertificateOnceItIsExpired() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource moving = now::get;
    SnsSignature later = new SnsSignature(sns.source(), moving.withZone(ZoneOffset.UTC));
    SnsMessage signed = SnsMessage.read(sns.signed(message).getBytes(UTF_8));
    later.check(signed);
    now.set(Instant.now().plus(Duration.ofDays(2)));
    assertThatThrownBy(() -> later.check(signed))
        .isInstanceOf(UntrustedMessageException.class)
        .hasMessageContaining("is expired, or not");
    assertThat(sns.asked).hasSize(1);
  }

  @Test
  void refusesACertificateOfAnAuthorityThatIsNotTrusted() {
    HeldCertificate own = new HeldCertificate.Builder().certificateAuthority(1).build();
    HeldCertificate forged = LocalSns.signer("sns.amazonaws.com", own);
    sns.serve(
        LocalSns.CERTIFICATE, (forged.certificatePem() + own.certificatePem()).getBytes(UTF_8));
    refuses(LocalSns.signed(message, forged.keyPair().getPrivate()), "authority");

    HeldCertificate alone =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("sns.amazonaws.com")
            .rsa2048()
            .build();
    sns.serve(LocalSns.CERTIFICATE, alone.certificatePem().getBytes(UTF_8));
    refuses(LocalSns.signed(message, alone.keyPair().getPrivate()), "authority");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sns.example.com", "evil.us-east-1.amazonaws.com", "xsns.amazonaws.com"})
  void refusesAGoodCertificateOfSomebodyElse(String name) {
    HeldCertificate other = LocalSns.signer(name, sns.root);
    sns.serve(LocalSns.CERTIFICATE, other.certificatePem().getBytes(UTF_8));
    refuses(LocalSns.signed(message, other.keyPair().getPrivate()), "not made out to Amazon SNS");
  }

  @Test
  void takesAChainThatTheFileHas() {
    HeldCertificate between =
        new HeldCertificate.Builder()
            .commonName("Between")
            .certificateAuthority(0)
            .signedBy(sns.root)
            .build();
    HeldCertificate signer = LocalSns.signer("sns-signing.eu-south-1.amazonaws.com", between);
    sns.serve(
        LocalSns.CERTIFICATE, (signer.certificatePem() + between.certificatePem()).getBytes(UTF_8));
    String signed = LocalSns.signed(message, signer.keyPair().getPrivate());
    assertThatCode(() -> check(signed)).doesNotThrowAnyException();
  }

  @Test
  void fetchesTheIssuerFromWhereTheCertificateSaysItIs() throws Exception {
    try (Keytool keys = new Keytool()) {
      keys.authorityWithSigner("http://crt.example.com/issuer.cer");
      sns.serve(LocalSns.CERTIFICATE, keys.certificate("signer"));
      SnsSignature trusting =
          new SnsSignature(sns.source(Set.of(keys.anchor())), Clock.systemUTC());
      SnsMessage signed =
          SnsMessage.read(LocalSns.signed(message, keys.key("signer")).getBytes(UTF_8));
      assertThatThrownBy(() -> trusting.check(signed))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("crt.example.com answered 404");

      sns.serve("/issuer.cer", keys.certificate("issuer"));
      assertThatCode(() -> trusting.check(signed)).doesNotThrowAnyException();
      assertThat(sns.asked).extracting(HttpUrl::encodedPath).contains("/issuer.cer");
      refuses(LocalSns.signed(message, keys.key("signer")), "authority");
    }
  }

  @Test
  void asksSnsToTryAgainWhereTheCertificateCannotBeFetched() {
    for (MockResponse answer :
        new MockResponse[] {
          new MockResponse.Builder().code(500).build(),
          new MockResponse.Builder()
              .code(302)
              .addHeader("Location", "https://" + LocalSns.HOST + "/there.pem")
              .build(),
          new MockResponse.Builder().body("x".repeat(65 * 1024)).build()
        }) {
      sns.served.put(LocalSns.CERTIFICATE, answer);
      assertThatThrownBy(() -> check(sns.signed(message))).isInstanceOf(UnavailableException.class);
    }
    assertThat(sns.asked).hasSize(3);
    sns.serve(LocalSns.CERTIFICATE, "no certificate".getBytes(UTF_8));
    refuses(sns.signed(message), "cannot be read");
  }

  private void refuses(String message, String why) {
    assertThatThrownBy(() -> check(message))
        .isInstanceOf(UntrustedMessageException.class)
        .hasMessageContaining(why);
  }

  private void check(String message) {
    signature.check(SnsMessage.read(message.getBytes(UTF_8)));
  }
}
