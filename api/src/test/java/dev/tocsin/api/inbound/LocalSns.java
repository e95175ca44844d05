package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.activities.channel.outbound.AddressRange;
import dev.tocsin.activities.channel.outbound.GuardedFetch;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;

/**
 * Amazon SNS as it looks from outside: messages that it signs, and its host, over HTTPS on
 * loopback, under an authority of its own. A client that {@link #source} has connects there for
 * every name; all else about it is as in production.
 */
final class LocalSns implements AutoCloseable {
  static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:ses-feedback";
  static final String HOST = "sns.us-east-1.amazonaws.com";
  static final String CERTIFICATE = "/SimpleNotificationService-01.pem";
  private static final ObjectMapper JSON = new ObjectMapper();

  final HeldCertificate root =
      new HeldCertificate.Builder().commonName("Root").certificateAuthority(1).build();
  final HeldCertificate signer = signer("sns.amazonaws.com", root);

  /** What was asked for, in order. */
  final Queue<HttpUrl> asked = new ConcurrentLinkedQueue<>();

  /** What is answered, by path; anything else is 404. */
  final Map<String, MockResponse> served = new ConcurrentHashMap<>();

  private final MockWebServer https = new MockWebServer();
  private final MockWebServer http = new MockWebServer();

  LocalSns() {
    HeldCertificate host =
        new HeldCertificate.Builder().addSubjectAlternativeName(HOST).signedBy(root).build();
    https.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(host).build().sslSocketFactory());
    for (MockWebServer server : List.of(https, http)) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              asked.add(request.getUrl());
              return served.getOrDefault(
                  request.getUrl().encodedPath(), new MockResponse.Builder().code(404).build());
            }
          });
    }
    try {
      https.start();
      http.start();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    serve(CERTIFICATE, signer.certificatePem().getBytes(UTF_8));
    serve("/", "<ConfirmSubscriptionResponse/>".getBytes(UTF_8));
  }

  static HeldCertificate signer(String name, HeldCertificate issuer) {
    return new HeldCertificate.Builder()
        .commonName(name)
        .addSubjectAlternativeName(name)
        .rsa2048()
        .signedBy(issuer)
        .build();
  }

  /** Signed by that authority from a year ago until yesterday. */
  static HeldCertificate expired(HeldCertificate issuer) {
    long now = System.currentTimeMillis();
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName("sns.amazonaws.com")
        .validityInterval(now - TimeUnit.DAYS.toMillis(365), now - TimeUnit.DAYS.toMillis(1))
        .rsa2048()
        .signedBy(issuer)
        .build();
  }

  void serve(String path, byte[] body) {
    served.put(path, new MockResponse.Builder().body(new Buffer().write(body)).build());
  }

  SnsSource source() {
    return source(Set.of(new TrustAnchor(root.certificate(), null)));
  }

  SnsSource source(Set<TrustAnchor> anchors) {
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder().addTrustedCertificate(root.certificate()).build();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
            .addInterceptor(this::onOurPort)
            .build();
    TargetGuard loopback =
        new TargetGuard(PrivateTargets.DENY, AddressRange.listOf("127.0.0.0/8,::1/128"));
    return new SnsSource(
        new GuardedFetch(loopback, host -> List.of(InetAddress.getLoopbackAddress()), client),
        anchors);
  }

  private Response onOurPort(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    int port = request.url().isHttps() ? https.getPort() : http.getPort();
    return chain.proceed(
        request.newBuilder().url(request.url().newBuilder().port(port).build()).build());
  }

  /** A message that is signed yet by nobody. */
  static ObjectNode notification(String message) {
    return JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", UUID.randomUUID().toString())
        .put("TopicArn", TOPIC)
        .put("Subject", "Amazon SES Email Event Notification")
        .put("Message", message)
        .put("Timestamp", Instant.now().toString())
        .put("SignatureVersion", "2")
        .put("SigningCertURL", "https://" + HOST + CERTIFICATE)
        .put("UnsubscribeURL", "https://" + HOST + "/?Action=Unsubscribe");
  }

  static ObjectNode confirmation(String type) {
    return JSON.createObjectNode()
        .put("Type", type)
        .put("MessageId", UUID.randomUUID().toString())
        .put("Token", "2336412f37fb687f5d51e6e2425e004aed7b00000000")
        .put("TopicArn", TOPIC)
        .put("Message", "You have chosen to subscribe to the topic " + TOPIC + ".\nVisit the URL.")
        .put(
            "SubscribeURL",
            "https://"
                + HOST
                + "/?Action=ConfirmSubscription&TopicArn="
                + TOPIC
                + "&Token=2336412f37fb687f5d51e6e2425e004aed7b00000000")
        .put("Timestamp", Instant.now().toString())
        .put("SignatureVersion", "1")
        .put("SigningCertURL", "https://" + HOST + CERTIFICATE);
  }

  /** The same, signed. */
  String signed(ObjectNode message) {
    return signed(message, signer.keyPair().getPrivate());
  }

  static String signed(ObjectNode message, PrivateKey key) {
    // Written out here once more: it must not be wrong in the same way as what it tests.
    StringBuilder text = new StringBuilder();
    boolean notification = message.get("Type").asText().equals("Notification");
    for (String name :
        notification
            ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
            : List.of(
                "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")) {
      if (message.has(name)) {
        text.append(name).append("\n").append(message.get(name).asText()).append("\n");
      }
    }
    try {
      Signature signature =
          Signature.getInstance(
              message.get("SignatureVersion").asText().equals("1")
                  ? "SHA1withRSA"
                  : "SHA256withRSA");
      signature.initSign(key);
      signature.update(text.toString().getBytes(UTF_8));
      ObjectNode signed = message.deepCopy();
      signed.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
      return signed.toString();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    https.close();
    http.close();
  }
}
