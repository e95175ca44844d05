package dev.tocsin.store.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.WebhookFormat;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** From a row of {@code subscription} to a record, and back. */
final class SubscriptionRows {
  static final String COLUMNS =
      """
      subscription_id, tenant, name, event_type, severity_filter, pattern, channel, target,
      headers, retry, timeout_seconds, schema_versions, format, signatures, signing_keys, active,
      deleted, revision, created_at, updated_at, template, transform, limits""";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private SubscriptionRows() {}

  static Subscription map(ResultSet row, StatementContext context) throws SQLException {
    String pattern = row.getString("pattern");
    String retry = row.getString("retry");
    return Subscription.builder(
            row.getString("subscription_id"),
            row.getString("tenant"),
            Rows.instant(row, "created_at"))
        .name(row.getString("name"))
        .eventType(row.getString("event_type"))
        .severityFilter(Severity.valueOf(row.getString("severity_filter")))
        .pattern(pattern == null ? null : new JsonText(pattern))
        .to(row.getString("channel"), row.getString("target"))
        .headers(read(row.getString("headers"), HEADERS))
        .retry(retry == null ? null : read(retry, new TypeReference<RetrySchedule>() {}))
        .timeoutSeconds(Rows.nullableInt(row, "timeout_seconds"))
        .schemaVersions(Rows.ints(row, "schema_versions"))
        .format(WebhookFormat.parse(row.getString("format")).orElseThrow())
        .signing(SigningColumns.read(row))
        .active(row.getBoolean("active"))
        .deleted(row.getBoolean("deleted"))
        .revision(row.getLong("revision"))
        .updatedAt(Rows.instant(row, "updated_at"))
        .template(jsonOrNull(row.getString("template")))
        .transform(jsonOrNull(row.getString("transform")))
        .limits(LimitsColumn.read(row.getString("limits")))
        .build();
  }

  static <Q extends SqlStatement<Q>> Q bind(Q statement, Subscription subscription) {
    JsonText pattern = subscription.pattern();
    RetrySchedule retry = subscription.retry();
    return statement
        .bind("subscriptionId", subscription.subscriptionId())
        .bind("tenant", subscription.tenant())
        .bind("name", subscription.name())
        .bind("eventType", subscription.eventType())
        .bind("severityFilter", subscription.severityFilter().name())
        .bind("pattern", pattern == null ? null : pattern.text())
        .bind("channel", subscription.channel())
        .bind("target", subscription.target())
        .bind("headers", write(subscription.headers()))
        .bind(
            "retry",
            retry == null
                ? null
                : write(Map.of("delaysSeconds", retry.delaysSeconds(), "jitter", retry.jitter())))
        .bind("timeoutSeconds", subscription.timeoutSeconds())
        .bindArray("schemaVersions", Integer.class, subscription.schemaVersions())
        .bind("format", subscription.format().label())
        .bindArray("signatures", String.class, SigningColumns.labels(subscription.signing()))
        .bind("signingKeys", SigningColumns.write(subscription.signing().keys()))
        .bind("active", subscription.active())
        .bind("deleted", subscription.deleted())
        .bind("revision", subscription.revision())
        .bind("createdAt", subscription.createdAt())
        .bind("updatedAt", subscription.updatedAt())
        .bind("template", textOrNull(subscription.template()))
        .bind("transform", textOrNull(subscription.transform()))
        .bind("limits", LimitsColumn.write(subscription.limits()));
  }

  private static @Nullable JsonText jsonOrNull(@Nullable String text) {
    return text == null ? null : new JsonText(text);
  }

  private static @Nullable String textOrNull(@Nullable JsonText json) {
    return json == null ? null : json.text();
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("A subscription's row holds JSON that is not ours", foreign);
    }
  }

  private static @Nullable String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Text and numbers can always be written", impossible);
    }
  }
}
