package dev.tocsin.activities.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelContract;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.email.SmtpSettings.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMAIL over SMTP, to a real mail server on loopback. */
class SmtpTransportTest extends ChannelContract {
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private final HandshakeCertificates serverSide =
      new HandshakeCertificates.Builder().heldCertificate(certificate).build();
  private final HandshakeCertificates trusting =
      new HandshakeCertificates.Builder().addTrustedCertificate(certificate.certificate()).build();
  private FakeMailServer server;
  private SmtpTransport transport;
  private Channel channel;

  @BeforeEach
  void start() {
    server = new FakeMailServer();
    use(new SmtpTransport(new SmtpSettings("127.0.0.1", server.port(), Security.NONE, null, null)));
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  @Test
  void sendsTheSameMailAsTheOutboxWrites() throws Exception {
    assertThat(deliver(notification().title("Störung")))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            delivered -> assertThat(delivered.answer().body()).startsWith("250"));
    assertThat(server.next())
        .contains("From: tocsin@example.org")
        .contains("To: ops-team@example.com")
        .contains("Message-ID: <" + Notifications.DELIVERY_ID + "@tocsin.invalid>")
        .contains("Subject: =?UTF-8?Q?[HIGH]_deployment:_St=C3=B6rung?=")
        .contains("multipart/alternative")
        .contains("text/plain")
        .contains("text/html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT|550|5.1.1 <ops-team@example.com>: Recipient address rejected: User unknown",
        "RCPT|552|5.2.2 Mailbox full",
        "DATA|554|5.7.1 Message rejected as spam"
      })
  void permanentRepliesAreRejected(String stage, int code, String reply) {
    server.replies(stage, code, reply);
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.reason())
                    .startsWith("Mail failed: " + code)
                    .doesNotContain("ops-team"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL|451|4.3.0 Try again",
        "RCPT|450|4.2.0 Greylisted",
        "RCPT|452|4.2.2 Mailbox full",
        "DATA|421|4.3.2 Shutting down"
      })
  void transientRepliesAreForLater(String stage, int code, String reply) {
    server.replies(stage, code, reply);
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).startsWith("Mail failed: " + code));
  }

  @Test
  void aRefusedSenderLosesNoMail() {
    server.replies("MAIL", 550, "5.7.1 Sender tocsin@example.org is not yours");
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.HeldBack.class,
            held -> assertThat(held.reason()).contains("550").doesNotContain("tocsin@"));
  }

  @Test
  void logsInOverStartTls() throws Exception {
    useTls(FakeMailServer.PASSWORD, trusting);
    assertThat(deliver(notification())).isInstanceOf(Outcome.Delivered.class);
    assertThat(nextDeliveryId()).isEqualTo(Notifications.DELIVERY_ID);
  }

  @Test
  void aRefusedLoginLosesNoMailAndIsNotTold() {
    useTls("wr0ng", trusting);
    assertThat(deliver(notification()))
        .isEqualTo(new Outcome.HeldBack("the mail server refuses our credentials"));
  }

  @Test
  void aCertificateThatIsNotTrustedGetsNoMail() {
    useTls(FakeMailServer.PASSWORD, new HandshakeCertificates.Builder().build());
    assertThat(deliver(notification()))
        .isEqualTo(
            new Outcome.RetryLater(
                "Mail failed: no secure connection to the mail server", null, Outcome.Answer.NONE));
    assertThat(server.mails).isEmpty();
  }

  @Test
  void aServerWithoutStartTlsGetsNoMailWhereItIsAskedFor() {
    use(
        new SmtpTransport(
            new SmtpSettings("127.0.0.1", server.port(), Security.STARTTLS, null, null)));
    assertThat(deliver(notification()))
        .isEqualTo(new Outcome.HeldBack("the mail server does not offer STARTTLS"));
    assertThat(server.mails).isEmpty();
  }

  @Test
  @Timeout(30)
  void aServerThatDripsIsLeftWhenTheTimeIsOver() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread dripping = new Thread(() -> drip(slow));
      dripping.start();
      use(
          new SmtpTransport(
              new SmtpSettings("127.0.0.1", slow.getLocalPort(), Security.NONE, null, null)));
      assertThat(deliver(notification().timeoutSeconds(1)))
          .isInstanceOfSatisfying(
              Outcome.RetryLater.class, later -> assertThat(later.reason()).contains("1 s"));
      // Ends by itself: the transport has closed the connection.
      dripping.join();
    }
  }

  /** Sends lines of a greeting without end, faster than any limit of a single read. */
  private static void drip(ServerSocket server) {
    try (Socket connection = server.accept()) {
      while (true) {
        connection.getOutputStream().write("220-wait\r\n".getBytes());
        connection.getOutputStream().flush();
        Thread.onSpinWait();
      }
    } catch (IOException closed) {
      // As it should be.
    }
  }

  @Test
  void aPasswordIsNeitherSentInClearNorShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpSettings("mail.example.com", 25, Security.NONE, "u", "s3cr3t"))
        .withMessageContaining("SMTP_SECURITY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmtpSettings("mail.example.com", 25, Security.TLS, "u", null));
    assertThat(new SmtpSettings("mail.example.com", 465, Security.TLS, "u", "s3cr3t").toString())
        .doesNotContain("s3cr3t");
  }

  private void useTls(String password, HandshakeCertificates trust) {
    server.close();
    server = new FakeMailServer(serverSide.sslContext());
    use(
        new SmtpTransport(
            new SmtpSettings(
                "localhost", server.port(), Security.STARTTLS, FakeMailServer.USER, password),
            trust.sslSocketFactory()));
  }

  private void use(SmtpTransport other) {
    if (transport != null) {
      transport.close();
    }
    transport = other;
    channel = new EmailChannel(transport, "tocsin@example.org");
  }

  @Override
  protected Channel channel() {
    return channel;
  }

  @Override
  protected String target() {
    return "ops-team@example.com";
  }

  @Override
  protected String secretPartOfTarget() {
    return "ops-team";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of("", "ops", "a@b@example.com", "ops@example.com\r\nRCPT TO:<x@example.com>");
  }

  @Override
  protected void receiverAccepts() {
    server.replies("", 0, "");
  }

  @Override
  protected void receiverRefusesForGood() {
    server.replies("RCPT", 550, "5.1.1 User unknown");
  }

  @Override
  protected void receiverIsInTrouble() {
    server.replies("DATA", 451, "4.3.0 Try again");
  }

  @Override
  protected void receiverNeverAnswers() {
    server.neverAnswers();
  }

  @Override
  protected void receiverIsGone() {
    server.close();
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    Matcher header = Pattern.compile("X-Tocsin-Delivery-Id: (\\S+)").matcher(server.next());
    assertThat(header.find()).isTrue();
    return header.group(1);
  }
}
