package dev.tocsin.activities.channel.email;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A mail as a MIME message: both parts, and the same ids in every attempt. */
final class MimeForm {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private MimeForm() {}

  static MimeMessage of(Mail mail, Session session, Instant sentAt) throws MessagingException {
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(mail.text(), "plain"));
    parts.addBodyPart(part(mail.html(), "html"));
    MimeMessage message = new DeliveryMessage(session, mail.deliveryId());
    message.setFrom(new InternetAddress(mail.from()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
    message.setSubject(mail.subject(), UTF_8);
    message.setHeader(Mail.DELIVERY_ID_HEADER, mail.deliveryId());
    message.setSentDate(Date.from(sentAt));
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, UTF_8, subtype);
    return part;
  }

  /** The same Message-ID in every attempt, by which mail programs tell duplicates. */
  private static final class DeliveryMessage extends MimeMessage {
    private final String deliveryId;

    DeliveryMessage(Session session, String deliveryId) {
      super(session);
      this.deliveryId = deliveryId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + deliveryId + "@tocsin.invalid>");
    }
  }
}
