package dev.tocsin.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.webhook.WebhookHeaders;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.pattern.PatternFaults;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.SubscriptionBuilder;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.contract.model.WebhookFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a subscriber sends. Every fault is told, in the order of the fields, the four
 * original ones in the words that existing clients know.
 */
public final class SubscriptionRules {
  static final Set<String> FIELDS =
      Set.of(
          "eventType",
          "severityFilter",
          "channel",
          "target",
          "name",
          "pattern",
          "retry",
          "timeoutSeconds",
          "headers",
          "schemaVersions",
          "format",
          "signatures",
          "active",
          "template",
          "transform",
          "limits");
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TARGET = 2048;
  private static final int MOST_VERSIONS = 100;

  private final ChannelRegistry channels;

  public SubscriptionRules(ChannelRegistry channels) {
    this.channels = channels;
  }

  /**
   * Changes what a subscriber can say to what the body says, or to its default.
   *
   * @throws InvalidRequestException with every fault
   */
  SubscriptionBuilder check(JsonBody body, SubscriptionBuilder subscription) {
    List<String> faults = new ArrayList<>();
    FieldReader fields = new FieldReader(body, faults);
    JsonNode pattern = body.field("pattern");
    boolean patterned = !pattern.isMissingNode();
    String eventType = fields.text("eventType", !patterned, LONGEST_NAME);
    Severity severity = severity(fields, !patterned, faults);
    String channelName = fields.text("channel", true, LONGEST_NAME);
    Optional<Channel> channel = channel(channelName, faults);
    String target = fields.text("target", true, LONGEST_TARGET);
    if (target != null) {
      channel.flatMap(known -> known.faultOf(target)).ifPresent(faults::add);
    }
    String name = fields.text("name", false, LONGEST_NAME);
    List<String> oddities = body.odditiesIn(FIELDS);
    if (patterned && oddities.isEmpty()) {
      PatternFaults.of(pattern).ifPresent(faults::add);
    }
    RetrySchedule retry = fields.retry("retry");
    Integer timeoutSeconds = fields.wholeNumber("timeoutSeconds", 1, 60);
    Map<String, String> headers = fields.texts("headers");
    WebhookHeaders.faultOf(headers).ifPresent(faults::add);
    List<Integer> schemaVersions = fields.wholeNumbers("schemaVersions", MOST_VERSIONS);
    WebhookFormat format = SigningFields.format(body, faults);
    List<SignatureScheme> signatures = SigningFields.signatures(body, faults);
    boolean active = fields.bool("active", true);
    ContentRules content = new ContentRules(body, channel.orElse(null), oddities.isEmpty(), faults);
    JsonText template = content.template();
    JsonText transform = content.transform();
    content.refuseBeside(format);
    TargetLimits limits = LimitsField.read(body, faults);
    faults.addAll(oddities);
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return subscription
        .eventType(eventType == null ? null : eventType.toLowerCase(Locale.ROOT))
        .severityFilter(severity)
        .to(channel.map(Channel::name).orElse(""), target == null ? "" : target)
        .name(name)
        .pattern(patterned ? compact(pattern) : null)
        .retry(retry)
        .timeoutSeconds(timeoutSeconds)
        .headers(headers)
        .schemaVersions(schemaVersions)
        .format(format)
        .signatures(signatures)
        .active(active)
        .template(template)
        .transform(transform)
        .limits(limits);
  }

  private static Severity severity(FieldReader fields, boolean required, List<String> faults) {
    String text = fields.text("severityFilter", required, LONGEST_NAME);
    if (text == null) {
      return Severity.LOW;
    }
    return Severity.parse(text)
        .orElseGet(
            () -> {
              faults.add("severityFilter must be one of: LOW, MEDIUM, HIGH, CRITICAL");
              return Severity.LOW;
            });
  }

  private Optional<Channel> channel(@Nullable String name, List<String> faults) {
    if (name == null) {
      return Optional.empty();
    }
    Optional<Channel> channel = channels.find(name.toUpperCase(Locale.ROOT));
    if (channel.isEmpty()) {
      faults.add("channel must be one of: " + String.join(", ", channels.names()));
    }
    return channel;
  }

  private static JsonText compact(JsonNode pattern) {
    return JsonBody.compact(pattern);
  }
}
