package dev.tocsin.activities.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTransportTest {
  @TempDir Path home;

  @Test
  void writesAMailThatCanBeReadBack() throws Exception {
    Path outbox = home.resolve("a/outbox");
    assertThat(channel(outbox).deliver(notification("🚨 Störung").build()))
        .isEqualTo(new Outcome.Delivered(Outcome.Answer.NONE));

    MimeMessage mail = read(outbox.resolve(Notifications.DELIVERY_ID + ".eml"));
    assertThat(mail.getSubject()).isEqualTo("[HIGH] deployment: 🚨 Störung");
    assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("tocsin@example.org");
    assertThat(mail.getRecipients(Message.RecipientType.TO))
        .extracting(Object::toString)
        .containsExactly("ops@example.com");
    assertThat(mail.getHeader("X-Tocsin-Delivery-Id")).containsExactly(Notifications.DELIVERY_ID);
    assertThat(mail.getMessageID()).isEqualTo("<" + Notifications.DELIVERY_ID + "@tocsin.invalid>");

    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType())
        .isEqualToIgnoringCase("text/plain; charset=UTF-8");
    assertThat((String) parts.getBodyPart(0).getContent()).contains("Title: 🚨 Störung");
    assertThat(parts.getBodyPart(1).getContentType())
        .isEqualToIgnoringCase("text/html; charset=UTF-8");
    assertThat((String) parts.getBodyPart(1).getContent()).contains("🚨 Störung", "</html>");
  }

  @Test
  void aFurtherAttemptReplacesTheFileAndLeavesNothingElse() throws Exception {
    channel(home).deliver(notification("first").build());
    channel(home).deliver(notification("second").attempt(2).build());

    try (Stream<Path> files = Files.list(home)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(Notifications.DELIVERY_ID + ".eml");
    }
    assertThat(read(home.resolve(Notifications.DELIVERY_ID + ".eml")).getSubject())
        .endsWith("second");
  }

  @Test
  void aTitleAddsNoHeader() throws Exception {
    channel(home).deliver(notification("x\r\nBcc: all@example.com\r\n\r\nbody").build());
    MimeMessage mail = read(home.resolve(Notifications.DELIVERY_ID + ".eml"));
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).contains("x Bcc: all@example.com body");
  }

  @Test
  void aFolderThatCannotBeWrittenHoldsBack() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThat(channel(file).deliver(notification("x").build()))
        .isEqualTo(new Outcome.HeldBack("the outbox folder cannot be written"));
  }

  @Test
  void writesOutsideOfTheFolderNever() {
    Mail mail = new Mail("../x", "a@example.org", "b@example.org", "s", "h", "t");
    assertThatThrownBy(() -> new OutboxTransport(home).send(mail, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EmailChannel channel(Path outbox) {
    return new EmailChannel(new OutboxTransport(outbox), "tocsin@example.org");
  }

  private static Notifications notification(String title) {
    return Notifications.to("EMAIL", "ops@example.com").title(title);
  }

  private static MimeMessage read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    }
  }
}
