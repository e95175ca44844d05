package dev.tocsin.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.Escaping;
import dev.tocsin.activities.template.Message;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.activities.template.TemplateFault;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.InvalidTemplateException;
import dev.tocsin.api.errors.MissingRoleException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.event.EventForms;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateDao;
import dev.tocsin.store.template.TemplateVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills a template with an event and sends nothing. */
public final class TemplatePreview {
  private static final Set<String> FIELDS = Set.of("event", "eventId", "version", "channel");
  private static final String SUBSCRIPTION = "sub_00000000000000000000000000";

  private final TemplateDao templates;
  private final EventDao events;
  private final EventContracts contracts;
  private final ChannelRegistry channels;
  private final Clock clock;

  public TemplatePreview(
      TemplateDao templates,
      EventDao events,
      EventContracts contracts,
      ChannelRegistry channels,
      Clock clock) {
    this.templates = templates;
    this.events = events;
    this.contracts = contracts;
    this.channels = channels;
    this.clock = clock;
  }

  /** What came of it: the parts that the template has, of those that the channel takes. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rendered(
      int version,
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String body,
      @Nullable String contentType,
      @Nullable String chat) {}

  /**
   * @throws dev.tocsin.api.errors.ApiException where the template fails, or there is none
   */
  Rendered of(Caller caller, String templateId, JsonBody body) {
    Template template =
        Ids.check(templateId)
            .flatMap(id -> templates.find(caller.tenant(), id))
            .orElseThrow(() -> new UnknownIdException("template"));
    List<String> faults = new ArrayList<>(body.odditiesIn(FIELDS));
    Optional<Channel> channel = channel(body.field("channel"), faults);
    int wanted = version(body.field("version"), template.newest(), faults);
    if (body.field("event").isMissingNode() == body.field("eventId").isMissingNode()) {
      faults.add("either event or eventId is required");
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    Event event = event(caller, body);
    TemplateVersion version =
        templates
            .version(caller.tenant(), template.templateId(), wanted)
            .orElseThrow(() -> new UnknownIdException("template version"));
    try {
      Message message =
          new Content(MessageTemplate.of(version.parts()), null)
              .of(
                  event,
                  subscription(event, channel.map(Channel::name).orElse("")),
                  Identity.deliveryId(event.eventId(), SUBSCRIPTION));
      return rendered(wanted, channel, message);
    } catch (TemplateFault fault) {
      throw new InvalidTemplateException(fault);
    }
  }

  private static Rendered rendered(int version, Optional<Channel> channel, Message message) {
    boolean mail = channel.map(Channel::carriesMail).orElse(true);
    boolean hook = channel.map(Channel::carriesBody).orElse(true);
    Optional<Escaping> chat = channel.map(Channel::chatEscaping).orElse(Optional.of(Escaping.NONE));
    Optional<Message.Body> body = hook ? message.body() : Optional.empty();
    return new Rendered(
        version,
        mail ? message.subject().orElse(null) : null,
        mail ? message.html().orElse(null) : null,
        mail ? message.text().orElse(null) : null,
        body.map(Message.Body::text).orElse(null),
        body.map(Message.Body::contentType).orElse(null),
        chat.flatMap(message::chat).orElse(null));
  }

  private Event event(Caller caller, JsonBody body) {
    JsonNode id = body.field("eventId");
    if (id.isMissingNode()) {
      JsonNode event = body.field("event");
      if (!event.isObject()) {
        throw new InvalidRequestException(List.of("event must be an object"));
      }
      return EventForms.read(
          new JsonBody(event, List.of()),
          null,
          new Reception(
              caller.tenant(),
              () -> contracts.defaultSeverity(caller.tenant()),
              clock.instant(),
              null));
    }
    // Somebody else's event would be read through it.
    if (!caller.mayAct(Role.OPERATE, Role.PUBLISH)) {
      throw new MissingRoleException(
          List.of(Role.OPERATE.text(), Role.PUBLISH.text(), Role.ADMIN.text()));
    }
    return Ids.check(id.asText())
        .flatMap(known -> events.find(caller.tenant(), known))
        .orElseThrow(() -> new UnknownIdException("event"))
        .event();
  }

  /** The one asked for; empty for the parts of all. */
  private Optional<Channel> channel(JsonNode value, List<String> faults) {
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    Optional<Channel> channel =
        Optional.ofNullable(value.textValue())
            .flatMap(name -> channels.find(name.toUpperCase(Locale.ROOT)));
    if (channel.isEmpty()) {
      faults.add("channel must be one of: " + String.join(", ", channels.names()));
    }
    return channel;
  }

  private static int version(JsonNode value, int newest, List<String> faults) {
    if (value.isMissingNode()) {
      return newest;
    }
    if (!PartsReader.isVersion(value)) {
      faults.add("version must be a whole number from 1 if provided");
      return newest;
    }
    return value.decimalValue().intValue();
  }

  private static Subscription subscription(Event event, String channel) {
    Instant at = event.receivedAt();
    return Subscription.builder(SUBSCRIPTION, event.tenant(), at)
        .eventType(event.eventType())
        .to(channel, "")
        .build();
  }
}
