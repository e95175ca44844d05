package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each mail as {@code <deliveryId>.eml} into a folder, for a laptop: any mail program opens
 * them. A file appears complete or not at all; a further attempt of the same delivery replaces it.
 */
public final class OutboxTransport implements MailTransport {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxTransport.class);
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final Session SESSION = Session.getInstance(new Properties());

  private final Path folder;
  private final Clock clock;

  /**
   * @param folder made when the first mail comes
   */
  public OutboxTransport(Path folder) {
    this(folder, Clock.systemUTC());
  }

  OutboxTransport(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public Outcome send(Mail mail, Duration timeout) {
    if (!FILE_NAME.matcher(mail.deliveryId()).matches()) {
      throw new IllegalArgumentException("Not a delivery id");
    }
    try {
      write(
          MimeForm.of(mail, SESSION, clock.instant()), folder.resolve(mail.deliveryId() + ".eml"));
      return new Outcome.Delivered(Outcome.Answer.NONE);
    } catch (IOException e) {
      LOG.warn("The outbox folder {} cannot be written", folder, e);
      return new Outcome.HeldBack("the outbox folder cannot be written");
    } catch (MessagingException e) {
      throw new IllegalStateException("A mail that cannot be written", e);
    }
  }

  private void write(MimeMessage message, Path file) throws IOException, MessagingException {
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(draft)) {
        message.writeTo(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
