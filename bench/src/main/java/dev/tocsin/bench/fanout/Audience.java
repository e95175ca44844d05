package dev.tocsin.bench.fanout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Subscriptions that are put into the table a thousand in a statement: as the API makes them, and
 * in a fraction of the time.
 */
final class Audience {
  private static final int AT_ONCE = 1_000;
  private static final String TENANT = "default";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningTocsin tocsin;
  private final SigningKeys keys;
  private final Database database;

  Audience(RunningTocsin tocsin, Database database) {
    this.database = database;
    this.tocsin = tocsin;
    this.keys = new SigningKeys(database, tocsin.secrets());
  }

  /** Subscribes targets 0 to {@code size} of a sink to a type. */
  void subscribe(String type, int size, Receiver sink) throws IOException {
    List<Subscription> together = new ArrayList<>();
    for (int target = 0; target < size - 1; target++) {
      together.add(subscription(type, sink.url(target)));
      if (together.size() == AT_ONCE) {
        insert(type, together);
        together.clear();
      }
    }
    insert(type, together);
    subscribe(type, sink.url(size - 1));
  }

  /** By the API, which has all events after it matched against no less than what it knows of. */
  private void subscribe(String type, String target) throws IOException {
    String body =
        JSON.createObjectNode()
            .put("eventType", type)
            .put("severityFilter", "LOW")
            .put("channel", "WEBHOOK")
            .put("target", target)
            .toString();
    Request request =
        new Request.Builder()
            .url(tocsin.url() + "/subscriptions")
            .header("x-api-key", tocsin.key())
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new BenchException("Not subscribed: " + response.body().string());
      }
    }
  }

  /** Whether all events that were accepted are matched. */
  boolean allMatched() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT NOT EXISTS (SELECT FROM event WHERE status = 'PENDING')")
                    .mapTo(Boolean.class)
                    .one());
  }

  private void insert(String type, List<Subscription> together) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO subscription (subscription_id, tenant, event_type,
                          severity_filter, channel, target, headers, active, revision, created_at,
                          updated_at, signing_keys)
                        SELECT id, :tenant, :type, 'LOW', 'WEBHOOK', target, '{}', true,
                          nextval('subscription_revision'), now(), now(), keys::json
                        FROM unnest(:ids, :targets, :keys) AS row (id, target, keys)\
                        """)
                    .bind("tenant", TENANT)
                    .bind("type", type)
                    .bindArray(
                        "ids",
                        String.class,
                        together.stream().map(Subscription::subscriptionId).toArray())
                    .bindArray(
                        "targets",
                        String.class,
                        together.stream().map(Subscription::target).toArray())
                    .bindArray(
                        "keys", String.class, together.stream().map(Audience::keys).toArray())
                    .execute());
  }

  /** As the table has them. */
  private static String keys(Subscription subscription) {
    List<Map<String, String>> stored = new ArrayList<>();
    for (SealedKey key : subscription.signing().keys()) {
      Map<String, String> each = new LinkedHashMap<>();
      each.put("scheme", key.scheme().label());
      each.put("sealed", key.sealed());
      each.put("createdAt", key.createdAt().toString());
      stored.add(each);
    }
    try {
      return JSON.writeValueAsString(stored);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Subscription subscription(String type, String url) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return keys.complete(
        Subscription.builder(Identity.newSubscriptionId(now), TENANT, now)
            .eventType(type)
            .to("WEBHOOK", url)
            .build(),
        now);
  }
}
