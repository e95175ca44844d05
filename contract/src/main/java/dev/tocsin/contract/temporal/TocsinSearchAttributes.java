package dev.tocsin.contract.temporal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.TargetRef;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The search attributes by which operators find Tocsin's workflows. They must be registered in the
 * namespace before the first start. Keyword values are cut to 255 characters: what visibility on
 * PostgreSQL can hold.
 */
public final class TocsinSearchAttributes {
  public static final SearchAttributeKey<String> TENANT =
      SearchAttributeKey.forKeyword("TocsinTenant");
  public static final SearchAttributeKey<String> SEVERITY =
      SearchAttributeKey.forKeyword("TocsinSeverity");
  public static final SearchAttributeKey<String> SUBSCRIPTION_ID =
      SearchAttributeKey.forKeyword("TocsinSubscriptionId");
  public static final SearchAttributeKey<String> CHANNEL =
      SearchAttributeKey.forKeyword("TocsinChannel");

  /** The delivery's or the target's; of {@code DeliveryWorkflow} and {@code TargetWorkflow}. */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("TocsinStatus");

  /** At most 20 types and 2,048 bytes: the server refuses a longer list. */
  public static final SearchAttributeKey<List<String>> EVENT_TYPE =
      SearchAttributeKey.forKeywordList("TocsinEventType");

  private static final int LONGEST_KEYWORD = 255;
  private static final int MOST_TYPES = 20;
  private static final int MOST_TYPE_BYTES = 2000;

  private TocsinSearchAttributes() {}

  /** Name and type of all of them, as the server's registration wants them. */
  public static Map<String, IndexedValueType> registrations() {
    Map<String, IndexedValueType> all = new TreeMap<>();
    for (SearchAttributeKey<?> key :
        List.of(TENANT, SEVERITY, SUBSCRIPTION_ID, CHANNEL, STATUS, EVENT_TYPE)) {
      all.put(key.getName(), key.getValueType());
    }
    return all;
  }

  /** Of an {@code EventWorkflow}: of the tenant and severity of the first event, of all types. */
  public static SearchAttributes of(List<EventRef> events) {
    EventRef first = events.get(0);
    return SearchAttributes.newBuilder()
        .set(TENANT, first.tenant())
        .set(SEVERITY, first.severity().name())
        .set(EVENT_TYPE, types(events))
        .build();
  }

  /** Of a {@code DeliveryWorkflow}. */
  public static SearchAttributes of(DeliveryRef delivery) {
    return SearchAttributes.newBuilder()
        .set(TENANT, delivery.tenant())
        .set(SEVERITY, delivery.severity().name())
        .set(SUBSCRIPTION_ID, delivery.subscriptionId())
        .set(CHANNEL, delivery.channel())
        .set(STATUS, delivery.status().name())
        .set(EVENT_TYPE, List.of(cut(delivery.type())))
        .build();
  }

  /** Of a {@code DeadLetterWorkflow}. */
  public static SearchAttributes ofTenant(String tenant) {
    return SearchAttributes.newBuilder().set(TENANT, tenant).build();
  }

  /** Of a {@code TargetWorkflow}. */
  public static SearchAttributes of(TargetRef target) {
    return SearchAttributes.newBuilder()
        .set(TENANT, target.tenant())
        .set(SUBSCRIPTION_ID, target.subscriptionId())
        .set(CHANNEL, target.channel())
        .set(STATUS, CircuitState.OPEN.name())
        .build();
  }

  /** A change of a running delivery's status. */
  public static SearchAttributeUpdate<String> status(DeliveryStatus status) {
    return STATUS.valueSet(status.name());
  }

  private static List<String> types(List<EventRef> events) {
    List<String> types = new ArrayList<>();
    int bytes = 0;
    for (EventRef event : events) {
      String type = cut(event.type());
      if (types.contains(type)) {
        continue;
      }
      bytes += type.getBytes(UTF_8).length + 3;
      if (types.size() == MOST_TYPES || bytes > MOST_TYPE_BYTES) {
        break;
      }
      types.add(type);
    }
    return types;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_KEYWORD ? value : value.substring(0, LONGEST_KEYWORD);
  }
}
