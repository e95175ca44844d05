package dev.tocsin.store.suppression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Records what the provider told of mails, and what follows from it. */
public final class FeedbackDao {
  /** The most that is kept of one mail: more is told of none that is not replayed. */
  private static final int MOST = 20;

  private static final Set<DeliveryStatus> TAKEN =
      EnumSet.of(DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.BOUNCED);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<MailFeedback>> FEEDBACK = new TypeReference<>() {};

  private final Jdbi jdbi;

  public FeedbackDao(Database database) {
    this.jdbi = database.jdbi();
  }

  private record Mail(DeliveryKey key, DeliveryStatus status, List<MailFeedback> feedback) {}

  /**
   * Records what was told, in one commit. Harmless when repeated and in any order.
   *
   * @param suppressed what it puts on the tenant's list, unless it was taken off after {@code
   *     feedback.at()}
   * @return the delivery that the mail belongs to; empty where no attempt of the tenant has
   *     recorded that message
   */
  public Optional<String> record(
      String tenant,
      String messageId,
      MailFeedback feedback,
      List<Suppression> suppressed,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Instant happenedAt = Instant.parse(feedback.at());
          // In one order, so that two never wait for each other in a circle.
          suppressed.stream()
              .sorted(Comparator.comparing(Suppression::address))
              .forEach(entry -> SuppressionDao.add(handle, entry, happenedAt));
          Optional<Mail> mail = lock(handle, tenant, messageId);
          mail.ifPresent(found -> tell(handle, found, feedback, now));
          return mail.map(found -> found.key().deliveryId());
        });
  }

  /** What was told of a delivery, in the order in which it came. */
  public List<MailFeedback> of(DeliveryKey key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT feedback FROM delivery WHERE delivery_id = :id AND day = :day")
                .bind("id", key.deliveryId())
                .bind("day", key.day())
                .map((row, context) -> read(row.getString("feedback")))
                .findOne()
                .orElse(List.of()));
  }

  private static Optional<Mail> lock(Handle handle, String tenant, String messageId) {
    return handle
        .createQuery(
            """
            SELECT d.delivery_id, d.day, d.status, d.feedback FROM delivery d
            JOIN attempt a ON a.delivery_id = d.delivery_id AND a.day = d.day
            WHERE a.message_id = :messageId AND d.tenant = :tenant
            LIMIT 1 FOR UPDATE OF d""")
        .bind("messageId", messageId)
        .bind("tenant", tenant)
        .map(
            (row, context) ->
                new Mail(
                    new DeliveryKey(row.getString("delivery_id"), Rows.day(row, "day")),
                    DeliveryStatus.valueOf(row.getString("status")),
                    read(row.getString("feedback"))))
        .findOne();
  }

  private static void tell(Handle handle, Mail mail, MailFeedback feedback, Instant now) {
    if (mail.feedback().contains(feedback) || mail.feedback().size() >= MOST) {
      return;
    }
    List<MailFeedback> all = new ArrayList<>(mail.feedback());
    all.add(feedback);
    boolean moves = TAKEN.contains(mail.status());
    handle
        .createUpdate(
            """
            UPDATE delivery SET feedback = :feedback::json, updated_at = :now,
              status = coalesce(:status, status),
              reason = CASE WHEN :status::text IS NULL THEN reason ELSE :reason END
            WHERE delivery_id = :id AND day = :day""")
        .bind("feedback", write(all))
        .bind("now", now)
        .bind("status", moves ? MailFeedback.status(all).name() : null)
        .bind("reason", MailFeedback.reason(all))
        .bind("id", mail.key().deliveryId())
        .bind("day", mail.key().day())
        .execute();
  }

  private static String write(List<MailFeedback> feedback) {
    try {
      return JSON.writeValueAsString(feedback);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts can always be written", impossible);
    }
  }

  private static List<MailFeedback> read(@Nullable String json) {
    try {
      return json == null ? List.of() : JSON.readValue(json, FEEDBACK);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("A delivery's row holds JSON that is not ours", foreign);
    }
  }
}
