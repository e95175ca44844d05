package dev.tocsin.store.suppression;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** From whom a tenant takes messages about its mails: tokens in URLs, and SNS topics. */
public final class InboundDao {
  /** The most tokens that a tenant can have: two are enough to move from one to the next. */
  public static final int MOST_TOKENS = 5;

  private final Jdbi jdbi;

  public InboundDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** A token that is good, without itself. */
  public record Made(String tokenId, Instant createdAt) {}

  /**
   * Whose messages come to a URL.
   *
   * @param topics the ARNs of the topics that may tell of the tenant's mails
   */
  public record Receiver(String tenant, List<String> topics) {}

  /** Whose token that is. */
  public Optional<Receiver> find(InboundToken token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT t.tenant, coalesce(i.topics, '{}') AS topics FROM inbound_token t
                    LEFT JOIN inbound_ses i ON i.tenant = t.tenant WHERE t.token_hash = :hash""")
                .bind("hash", token.hash())
                .map(
                    (row, context) ->
                        new Receiver(row.getString("tenant"), Rows.texts(row, "topics")))
                .findOne());
  }

  public List<String> topics(String tenant) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT topics FROM inbound_ses WHERE tenant = :tenant")
                .bind("tenant", tenant)
                .map((row, context) -> Rows.texts(row, "topics"))
                .findOne()
                .orElse(List.of()));
  }

  /** Puts these topics in the place of those before. The tenant must exist. */
  public void setTopics(String tenant, List<String> topics) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO inbound_ses (tenant, topics) VALUES (:tenant, :topics)"
                        + " ON CONFLICT (tenant) DO UPDATE SET topics = EXCLUDED.topics")
                .bind("tenant", tenant)
                .bindArray("topics", String.class, topics)
                .execute());
  }

  /** The tenant's tokens, oldest first. */
  public List<Made> tokens(String tenant) {
    return jdbi.withHandle(handle -> tokens(handle, tenant));
  }

  /**
   * Stores a token.
   *
   * @return empty where the tenant has {@link #MOST_TOKENS} already
   */
  public Optional<Made> add(String tenant, InboundToken token, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SELECT FROM tenant WHERE tenant = ? FOR UPDATE", tenant);
          if (tokens(handle, tenant).size() >= MOST_TOKENS) {
            return Optional.empty();
          }
          Made made = new Made(Identity.newTokenId(now), now);
          handle.execute(
              "INSERT INTO inbound_token (token_id, tenant, token_hash, created_at)"
                  + " VALUES (?, ?, ?, ?)",
              made.tokenId(),
              tenant,
              token.hash(),
              now);
          return Optional.of(made);
        });
  }

  /**
   * Makes a token unknown, for good.
   *
   * @return false where the tenant has none of that id
   */
  public boolean revoke(String tenant, String tokenId) {
    return jdbi.withHandle(
        handle ->
            handle.execute(
                    "DELETE FROM inbound_token WHERE tenant = ? AND token_id = ?", tenant, tokenId)
                == 1);
  }

  private static List<Made> tokens(Handle handle, String tenant) {
    return handle
        .createQuery(
            "SELECT token_id, created_at FROM inbound_token WHERE tenant = :tenant"
                + " ORDER BY created_at, token_id")
        .bind("tenant", tenant)
        .map((row, context) -> new Made(row.getString("token_id"), Rows.instant(row, "created_at")))
        .list();
  }
}
